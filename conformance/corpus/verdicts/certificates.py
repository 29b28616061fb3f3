"""A JPKI certificate: RFC 5280 §6 for a path of one, and the profiles of facts/pki.md §1."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import strict_der
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from . import items, keys, names, strict_certificate

KNOWN = {
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.ISSUER_ALTERNATIVE_NAME,
    ExtensionOID.CRL_DISTRIBUTION_POINTS,
    ExtensionOID.AUTHORITY_INFORMATION_ACCESS,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER,
}
FOR_CLIENTS = {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
SMALLEST_RSA, SMALLEST_EXPONENT = 2048, 65537


def key_identifier(root: x509.Certificate) -> bytes:
    """By which certificates and answers name it."""
    return root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def issuer_of(one: x509.Certificate, roots: list[x509.Certificate]) -> x509.Certificate | str:
    """The root that signed it. All have one name: the key identifier tells them apart."""
    try:
        wanted = one.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except x509.ExtensionNotFound:
        wanted = None
    named = [root for root in roots if names.same(root.subject, one.issuer) and wanted in (None, key_identifier(root))]
    if not named:
        return "no such authority"
    algorithm, by_hash = one.signature_algorithm_oid.dotted_string, one.signature_hash_algorithm
    for root in named:
        if keys.has_signed(root.public_key(), algorithm, by_hash, one.signature, one.tbs_certificate_bytes):
            return root
    return "not signed by the authority"


def weak(one: x509.Certificate) -> Iterator[str]:
    """Keys and algorithms that are not accepted."""
    key = one.public_key()
    if isinstance(key, RSAPublicKey):
        numbers = key.public_numbers()
        if key.key_size < SMALLEST_RSA or numbers.e < SMALLEST_EXPONENT or numbers.e % 2 == 0:
            yield "a weak key"
    elif not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP384R1):
        yield "a key of another kind"
    algorithm = one.signature_hash_algorithm
    if algorithm is None or algorithm.name not in keys.HASHES or "PSS" in str(one.signature_algorithm_parameters):
        yield "a weak or unknown algorithm"


def purposes(one: x509.Certificate, kind: str, policies: list[str]) -> Iterator[str]:
    """What the extensions allow."""
    present = {extension.oid: extension.value for extension in one.extensions}
    if any(extension.critical and extension.oid not in KNOWN for extension in one.extensions):
        yield "an unknown critical extension"
    usage = present.get(ExtensionOID.KEY_USAGE)
    if not isinstance(usage, x509.KeyUsage):
        yield "no keyUsage"
    else:
        signs = usage.digital_signature and usage.content_commitment == (kind == "signature")
        if not signs or usage.key_cert_sign or usage.crl_sign:
            yield "another keyUsage"
    found = present.get(ExtensionOID.CERTIFICATE_POLICIES)
    named = list(found) if isinstance(found, x509.CertificatePolicies) else []
    if not {policy.policy_identifier.dotted_string for policy in named} & set(policies):
        yield "another policy"
    constraints = present.get(ExtensionOID.BASIC_CONSTRAINTS)
    if isinstance(constraints, x509.BasicConstraints) and constraints.ca:
        yield "an authority's certificate"
    extended = present.get(ExtensionOID.EXTENDED_KEY_USAGE)
    uses = set(extended) if isinstance(extended, x509.ExtendedKeyUsage) else set()
    if uses and (kind == "signature" or not uses & FOR_CLIENTS):
        yield "another extendedKeyUsage"
    if ExtendedKeyUsageOID.OCSP_SIGNING in uses or ExtensionOID.OCSP_NO_CHECK in present:
        yield "a responder's certificate"


def all_wrong(der: bytes, kind: str, roots: list[x509.Certificate], policies: list[str], at: datetime) -> Iterator[str]:
    """Everything that is wrong with it, in the order of RFC 5280 §6.1.3."""
    strict_der.check(der)
    strict_certificate.check(der)
    one = x509.load_der_x509_certificate(der)
    if one.version != x509.Version.v3 or one.serial_number <= 0:
        yield "another version, or a serial number that is none"
    root = issuer_of(one, roots)
    if isinstance(root, str):
        yield root
        return
    if not root.not_valid_before_utc <= at <= root.not_valid_after_utc:
        yield "the authority has run out"
    if names.same(root.subject, one.subject) or key_identifier(root) == _own_identifier(one):
        yield "the name or the key is the authority's"
    if not one.not_valid_before_utc <= at or at - timedelta(seconds=1) >= one.not_valid_after_utc:
        yield "not now"
    yield from weak(one)
    yield from purposes(one, kind, policies)
    if kind == "signature":
        yield from items.wrong(one, at)


def _own_identifier(one: x509.Certificate) -> bytes | None:
    try:
        return one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def refusal(der: bytes, kind: str, roots: list[x509.Certificate], policies: list[str], at: datetime) -> str | None:
    """The first thing that is wrong with it as a certificate of that kind, at that instant."""
    try:
        return next(all_wrong(der, kind, roots, policies, at), None)
    except Exception as error:  # a reader that throws refuses
        return f"cannot be read: {type(error).__name__}: {error}".splitlines()[0]
