"""Names that differ in letters or string type alone are one: RFC 5280 §7.1."""

from cryptography import x509


def prepared(name: x509.Name) -> list[list[tuple[str, str]]]:
    """What is compared: each part without regard to case and to how many spaces."""
    return [
        sorted((part.oid.dotted_string, " ".join(str(part.value).split()).casefold()) for part in rdn)
        for rdn in name.rdns
    ]


def same(one: x509.Name, other: x509.Name) -> bool:
    """Whether they name the same."""
    return prepared(one) == prepared(other)
