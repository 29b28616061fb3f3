-- A registry as the first release wrote it, for the test that opens it with this one. Never edited.
CREATE TABLE events (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL, resident TEXT NOT NULL
) STRICT;
CREATE TABLE event_parameters (
  event INTEGER NOT NULL REFERENCES events, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE municipalities (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL, prefecture TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (code, prefecture, name)
) STRICT;
CREATE TABLE residents (
  id TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events, since INTEGER NOT NULL, standing INTEGER NOT NULL,
  romaji TEXT NOT NULL, my_number TEXT NOT NULL,
  name TEXT NOT NULL, birth TEXT NOT NULL, sex INTEGER NOT NULL, address TEXT NOT NULL,
  municipality INTEGER NOT NULL REFERENCES municipalities,
  name_substitutes TEXT NOT NULL, address_substitutes TEXT NOT NULL,
  former_surname TEXT NOT NULL, common_name TEXT NOT NULL, alphabet TEXT NOT NULL, furigana TEXT NOT NULL,
  stay_until TEXT,
  PRIMARY KEY (id, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE carriers (
  number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, resident TEXT NOT NULL,
  issued_at INTEGER NOT NULL, not_after INTEGER NOT NULL, state INTEGER NOT NULL
) STRICT;
CREATE INDEX carriers_of ON carriers (resident);
CREATE TABLE authorities (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  created_at INTEGER NOT NULL, not_after INTEGER NOT NULL, key INTEGER NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (kind, generation)
) STRICT;
CREATE TABLE serials (kind INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;
CREATE TABLE certificates (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  resident TEXT NOT NULL, carrier INTEGER NOT NULL, carrier_kind INTEGER NOT NULL,
  municipality INTEGER NOT NULL REFERENCES municipalities,
  issued_at INTEGER NOT NULL, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, key INTEGER NOT NULL,
  old_kind INTEGER, old_generation INTEGER, old_serial INTEGER,
  der BLOB NOT NULL,
  UNIQUE (kind, generation, serial)
) STRICT;
CREATE INDEX certificates_of ON certificates (resident);
CREATE INDEX certificates_on ON certificates (carrier);
CREATE INDEX successors ON certificates (old_serial) WHERE old_serial IS NOT NULL;
CREATE TABLE statuses (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, serial INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES events, known_from INTEGER NOT NULL,
  revoked_at INTEGER, reason INTEGER,
  municipality INTEGER NOT NULL, not_after INTEGER NOT NULL,
  PRIMARY KEY (kind, generation, serial, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX statuses_by_municipality ON statuses (kind, generation, municipality, serial, event);
CREATE TABLE certified_municipalities (
  kind INTEGER NOT NULL, generation INTEGER NOT NULL, municipality INTEGER NOT NULL REFERENCES municipalities,
  PRIMARY KEY (kind, generation, municipality)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
CREATE TRIGGER statuses_stay BEFORE UPDATE ON statuses BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER statuses_last BEFORE DELETE ON statuses BEGIN SELECT RAISE(ABORT, 'history is never removed'); END;
PRAGMA application_id = 1413565765;
PRAGMA user_version = 1;
INSERT INTO events VALUES (1, 1774000000000, 'enter', 'hanako'), (2, 1774100000000, 'replace-card', 'hanako');
INSERT INTO municipalities VALUES (1, '13221', 'Tokyo-to', 'Kiyose-shi');
INSERT INTO residents VALUES ('hanako', 1, 1774000000000, 0, 'Hanako Shiken', '123456789018', '試験　花子', '419950410', 2,
  '東京都清瀬市架空町１', 1, '', '', '', '', '', '', NULL);
INSERT INTO carriers VALUES (1, 0, 'hanako', 1774000000000, 2059000000000, 2);
INSERT INTO certificates VALUES (1, 0, 3, 200000001, 'hanako', 1, 0, 1, 1774000000000, 1774000000000, 1902000000000, 2,
  NULL, NULL, NULL, x'3000');
INSERT INTO certified_municipalities VALUES (0, 3, 1);
INSERT INTO statuses VALUES (0, 3, 200000001, 2, 1774100000000, 1774100000000, 4, 1, 1902000000000);
