"""Run in a private PC/SC: what pyscard finds there and what the card answers it, as JSON."""

import json

from smartcard.System import readers
from smartcard.util import toBytes, toHexString

SELECT_JPKI = "00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01"
SELECT_PIN = "00 A4 02 0C 02 00 18"
VERIFY_9999 = "00 20 00 80 04 39 39 39 39"

found = readers()
connection = found[0].createConnection()
connection.connect()
answers = [connection.transmit(toBytes(command)) for command in (SELECT_JPKI, SELECT_PIN, VERIFY_9999)]
print(
    json.dumps(
        {
            "readers": [str(reader) for reader in found],
            "atr": toHexString(connection.getATR()),
            "words": [f"{sw1:02X}{sw2:02X}" for _, sw1, sw2 in answers],
        }
    )
)
connection.disconnect()
