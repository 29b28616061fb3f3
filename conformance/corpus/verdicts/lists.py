"""What a revocation list says of a certificate, and whether it may: RFC 5280 §6.3.3, facts/pki.md §2.2."""

from datetime import UTC, datetime, timedelta

import strict_der
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from . import certificates, keys, names, strict_list

SKEW = timedelta(minutes=5)
OLDEST = timedelta(hours=72)
KNOWN = {
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
    ExtensionOID.CRL_NUMBER,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
}


def point_of(one: x509.Certificate) -> list[x509.GeneralName] | None:
    """The distribution point that the certificate names."""
    try:
        points = one.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return None
    return next((point.full_name for point in points if point.full_name), None)


def is_for(found: x509.CertificateRevocationList, one: x509.Certificate) -> bool:
    """The list's scope is the certificate's."""
    try:
        scope = found.extensions.get_extension_for_class(x509.IssuingDistributionPoint)
    except x509.ExtensionNotFound:
        return point_of(one) is None
    value = scope.value
    partly = (
        value.only_contains_ca_certs
        or value.only_contains_attribute_certs
        or value.indirect_crl
        or value.only_some_reasons is not None
    )
    return not partly and bool(set(value.full_name or []) & set(point_of(one) or []))


def number_of(found: x509.CertificateRevocationList) -> int | None:
    """CRLNumber."""
    try:
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except x509.ExtensionNotFound:
        return None


def is_older(found: x509.CertificateRevocationList, before: x509.CertificateRevocationList) -> bool:
    """§5.2.3: numbers grow; two lists of one number are of one time."""
    one, other = number_of(found) or 0, number_of(before) or 0
    return one < other or (one == other and found.last_update_utc != before.last_update_utc)


def check(der: bytes, before: bytes | None, one: x509.Certificate, root: x509.Certificate, at: datetime) -> str | None:
    """Why it is no proof that the certificate is good."""
    strict_der.check(der)
    found = x509.load_der_x509_crl(der)
    strict_list.check(der, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())
    if not names.same(found.issuer, root.subject):
        return "another authority's"
    algorithm, by_hash = found.signature_algorithm_oid.dotted_string, found.signature_hash_algorithm
    if not keys.has_signed(root.public_key(), algorithm, by_hash, found.signature, found.tbs_certlist_bytes):
        return "not signed by the authority"
    if any(extension.critical and extension.oid not in KNOWN for extension in found.extensions):
        return "an unknown critical extension"
    named = found.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    if named != certificates.key_identifier(root):
        return "another key's"
    number = number_of(found)
    if number is None or not is_for(found, one):
        return "another list"
    if found.last_update_utc > at + SKEW or found.last_update_utc < at - OLDEST - SKEW:
        return "not of now"
    ends = found.next_update_utc
    if ends is None or ends < at - SKEW or ends < found.last_update_utc:
        return "it has run out"
    if before and is_older(found, x509.load_der_x509_crl(before)):
        return "older than the one before"
    return entry_of(found, one)


def entry_of(found: x509.CertificateRevocationList, one: x509.Certificate) -> str | None:
    """Whether the certificate stands in it. Every entry is read: one that cannot be understood spoils the list."""
    stands = False
    for entry in found:
        if any(extension.critical for extension in entry.extensions):
            return "an entry with an unknown critical extension"
        stands = stands or entry.serial_number == one.serial_number
    return "revoked" if stands else None


def refusal(
    der: bytes, before: bytes | None, one: x509.Certificate, root: x509.Certificate, at: datetime
) -> str | None:
    """As check(); a reader that throws refuses."""
    try:
        return check(der, before, one, root, at)
    except Exception as error:
        return f"cannot be read: {type(error).__name__}: {error}".splitlines()[0]
