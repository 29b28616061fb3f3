"""Worlds: what happens to people reaches their certificates, their cards and the journal."""

import datetime
import json
import urllib.request

import pytest
import tameshi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

NEW_ADDRESS = "東京都清瀬市架空町９丁目９－９"


def of_signature(world: tameshi.World) -> tameshi.Certificate:
    certificate = world.card.certificate("signature")
    assert certificate is not None
    return certificate


def ocsp_status(world: tameshi.World, certificate: tameshi.Certificate) -> ocsp.OCSPCertStatus:
    """As a relying party asks, over HTTP and with another's OCSP library."""
    authority = world.card.certificate("signature-ca")
    assert authority is not None
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate.x509(), authority.x509(), hashes.SHA1())
    wire = asked.build().public_bytes(serialization.Encoding.DER)
    request = urllib.request.Request(
        world.jlis.url + "/ocsp/signature", data=wire, headers={"Content-Type": "application/ocsp-request"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return ocsp.load_der_ocsp_response(answer.read()).certificate_status


def test_who_moves_has_a_revoked_certificate(world: tameshi.World) -> None:
    certificate = of_signature(world)
    assert ocsp_status(world, certificate) == ocsp.OCSPCertStatus.GOOD
    happened = world.apply("move", address=NEW_ADDRESS)
    assert happened.statuses[0][1] == "affiliation-changed"
    world.clock.advance("15 min")
    assert ocsp_status(world, certificate) == ocsp.OCSPCertStatus.REVOKED
    assert [event.fields["answers"][0]["answer"] for event in world.journal if event.kind == "service"] == [
        "good",
        "revoked",
    ]


def test_a_lie_is_told_until_it_ends(world: tameshi.World) -> None:
    world.jlis.lie("ocsp", "try-later")
    authority = "/ocsp/signature"
    body = world.jlis.ask("POST", authority, b"\x30\x00", {"Content-Type": "application/ocsp-request"})
    assert body[0] == 200
    with pytest.raises(tameshi.BadInput, match="did you mean"):
        world.jlis.lie("ocsp", "try-latr")
    world.jlis.be_honest()


def test_what_cannot_happen_is_bad_input(world: tameshi.World) -> None:
    world.apply("die")
    with pytest.raises(tameshi.BadInput):
        world.apply("move", address=NEW_ADDRESS)


def test_a_new_certificate_is_on_the_card(world: tameshi.World) -> None:
    before = of_signature(world)
    world.apply("move", address=NEW_ADDRESS)
    world.apply("re-issue")
    after = of_signature(world)
    assert before != after
    assert world.card.read_certificate("signature") == after.der


def test_the_clock_stands_still_until_it_is_moved(world: tameshi.World) -> None:
    japan = datetime.timezone(datetime.timedelta(hours=9))
    assert world.clock.now == datetime.datetime(2026, 4, 1, 9, tzinfo=japan)
    world.clock.advance(datetime.timedelta(days=1))
    world.clock.set(world.clock.now + datetime.timedelta(milliseconds=5))
    assert world.clock.now == datetime.datetime(2026, 4, 2, 9, 0, 0, 5000, tzinfo=japan)
    world.clock.set(datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC))
    assert world.clock.now.hour == 9
    with pytest.raises(tameshi.BadInput, match="no time zone"):
        world.clock.set(datetime.datetime(2026, 5, 1))


def test_several_people_live_in_one_world(world: tameshi.World) -> None:
    taro = world.card_of("taro")
    assert world.jlis.residents == ["hanako", "taro"]
    assert taro.sign(b"x") != world.card.sign(b"x")
    assert world.card_of("taro").tries_left("authentication-pin") == 3


def test_a_card_outlives_the_name_of_its_world(keys: str) -> None:
    card = tameshi.World(keys=keys).card
    assert len(card.sign(b"x")) == 256


def test_the_journal_is_records_lines_and_words(world: tameshi.World) -> None:
    world.card.verify("authentication")
    events = list(world.journal)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    verify = next(event for event in events if event.fields.get("operation") == "VERIFY")
    assert verify.fields["command"].endswith("********")
    assert json.loads(world.journal.lines().splitlines()[0])["number"] == 1
    assert "VERIFY jpki/authentication-pin" in world.journal.trace()
    assert "1234" not in world.journal.trace().replace("31 32 33 34", "1234")
    assert world.journal[-1] == events[-1]
    with pytest.raises(IndexError):
        world.journal[len(events)]


def test_the_journal_is_a_frame(world: tameshi.World) -> None:
    world.card.sign(b"x")
    frame = world.journal.frame()
    assert list(frame.columns) == list(world.journal.columns())
    assert len(frame) == len(world.journal)
    assert frame[frame.what == "VERIFY"].status.tolist() == ["9000"]
    assert str(frame.time.iloc[0]) == "2026-04-01 00:00:00+00:00"
    with pytest.raises(ValueError, match="pandas or polars"):
        world.journal.frame("excel")


def test_polars_and_pandas_have_the_same_frame(world: tameshi.World) -> None:
    world.card.sign(b"x")
    of_pandas, of_polars = world.journal.frame(), world.journal.frame("polars")
    assert of_polars.columns == list(of_pandas.columns)
    assert of_polars.filter(of_polars["what"] == "VERIFY")["status"].to_list() == ["9000"]
    assert [when.isoformat() for when in of_polars["time"]] == [when.isoformat() for when in of_pandas["time"]]
    assert of_polars["number"].to_list() == of_pandas["number"].tolist()


def test_a_jlis_by_itself_has_many_people(keys: str) -> None:
    people = [tameshi.Persona.invented(number, "1980-01-01") for number in range(1, 6)]
    jlis = tameshi.FakeJlis(people, keys=keys)
    assert len(jlis.residents) == 5
    mover = people[0].id
    old = jlis.certificate(mover, "signature")
    jlis.apply("move", of=mover, address=NEW_ADDRESS)
    jlis.clock.advance("1 d")
    status, _, body = jlis.ask("GET", "/crl/signature/3/full.crl")
    assert status == 200
    assert old is not None
    assert x509.load_der_x509_crl(body).get_revoked_certificate_by_serial_number(old.serial) is not None
    with pytest.raises(tameshi.BadInput, match="nobody lives here"):
        jlis.apply("move", of="nobody", address=NEW_ADDRESS)


def test_a_nation_lives_and_its_lists_say_so(keys: str) -> None:
    one, same, other = (tameshi.Nation(150, seed=seed, keys=keys) for seed in (1, 1, 2))
    for nation in (one, same, other):
        nation.live(120)
    assert one.today == datetime.date(2026, 7, 30)
    assert one.breaches == []
    assert one.happened == same.happened
    assert one.happened != other.happened
    status, _, body = one.ask("GET", "/crl/signature/3/full.crl")
    assert status == 200
    assert len(x509.load_der_x509_crl(body)) > 0
    assert body == same.ask("GET", "/crl/signature/3/full.crl")[2]
    with pytest.raises(tameshi.BadInput, match="nobody"):
        tameshi.Nation(0)


def test_errors_are_a_small_tree() -> None:
    for error in (tameshi.BadInput, tameshi.Trouble, tameshi.CardGone, tameshi.NoAnswer, tameshi.Refused):
        assert issubclass(error, tameshi.Error)
    with pytest.raises(tameshi.Trouble, match="cannot be read"):
        tameshi.Journal.read("no/such/file")
    with pytest.raises(tameshi.BadInput, match=r"persona.yaml:\d+:\d+"):
        tameshi.Persona.parse("id: x\nname: y\n")
