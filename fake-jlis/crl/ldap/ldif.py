#!/usr/bin/env python3
"""Revocation lists as entries of a directory, for OpenLDAP to serve: LDIF on standard output.

Usage: ldif.py LIST.crl… Each list stands under the name of its distribution point, or of its issuer when it names none,
as certificateRevocationList (an authority's own as authorityRevocationList; RFC 4523). Names above are made as needed.
Lists of several generations share a name, and are two values of one entry. OURS: that and how J-LIS serves a directory
is not public (facts/pki.md §2.2).
"""

import base64
import sys
from collections import defaultdict
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

# The object class of an entry by the type of its first name (RFC 4519).
CLASSES = {
    NameOID.COUNTRY_NAME: ["country"],
    NameOID.ORGANIZATION_NAME: ["organization"],
    NameOID.ORGANIZATIONAL_UNIT_NAME: ["organizationalUnit"],
    NameOID.COMMON_NAME: ["cRLDistributionPoint"],
}
LISTS = "certificateRevocationList"
AUTHORITY_LISTS = "authorityRevocationList"

Values = dict[str, list[bytes]]


def place_of(one: x509.CertificateRevocationList) -> tuple[x509.Name, str]:
    """Under which name a list stands, and as which attribute."""
    try:
        point = one.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except x509.ExtensionNotFound:
        return one.issuer, LISTS
    names = [name.value for name in point.full_name or [] if isinstance(name, x509.DirectoryName)]
    return (names or [one.issuer])[0], AUTHORITY_LISTS if point.only_contains_ca_certs else LISTS


def entry(name: x509.Name, values: Values) -> str:
    last = name.rdns[-1].rfc4514_string()
    classes = CLASSES[next(iter(name.rdns[-1])).oid] + (["pkiCA"] if values and not last.startswith("CN=") else [])
    lines = [f"dn:: {base64.b64encode(name.rfc4514_string().encode()).decode()}"]
    lines += [f"objectClass: {one}" for one in classes]
    lines += [f"{key};binary:: {base64.b64encode(der).decode()}" for key, ders in values.items() for der in ders]
    return "\n".join(lines) + "\n"


def main() -> int:
    entries: dict[x509.Name, Values] = {}
    for path in sys.argv[1:]:
        der = Path(path).read_bytes()
        name, attribute = place_of(x509.load_der_x509_crl(der))
        for depth in range(1, len(name.rdns) + 1):
            entries.setdefault(x509.Name(name.rdns[:depth]), defaultdict(list))
        entries[name][attribute].append(der)
    print("\n".join(entry(name, entries[name]) for name in sorted(entries, key=lambda name: len(name.rdns))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
