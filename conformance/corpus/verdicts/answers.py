"""What a responder's answer says of a certificate, and whether it may: RFC 6960 §3.2, RFC 8954."""

from datetime import datetime, timedelta
from hashlib import sha1, sha256, sha384, sha512

import strict_der
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from . import certificates, keys, strict_answer

SKEW = timedelta(minutes=5)
OLDEST = timedelta(hours=24)
LONGEST_PROMISE = timedelta(hours=240)


def verified(one: ocsp.OCSPResponse, who: x509.Certificate) -> bool:
    """By that one's key."""
    algorithm, by_hash = one.signature_algorithm_oid.dotted_string, one.signature_hash_algorithm
    return keys.has_signed(who.public_key(), algorithm, by_hash, one.signature, one.tbs_response_bytes)


def may_answer(signer: x509.Certificate, root: x509.Certificate, at: datetime) -> bool:
    """RFC 6960 §4.2.2.2: certified by the same authority, for this."""
    if isinstance(certificates.issuer_of(signer, [root]), str) or next(certificates.weak(signer), None):
        return False
    if not signer.not_valid_before_utc <= at < signer.not_valid_after_utc + timedelta(seconds=1):
        return False
    present = {extension.oid: extension.value for extension in signer.extensions}
    if any(extension.critical and not isinstance(extension.value, _UNDERSTOOD) for extension in signer.extensions):
        return False
    usage = present.get(ExtensionOID.KEY_USAGE)
    if isinstance(usage, x509.KeyUsage) and not usage.digital_signature:
        return False
    uses = present.get(ExtensionOID.EXTENDED_KEY_USAGE)
    return isinstance(uses, x509.ExtendedKeyUsage) and ExtendedKeyUsageOID.OCSP_SIGNING in uses


_UNDERSTOOD = (
    x509.KeyUsage,
    x509.ExtendedKeyUsage,
    x509.BasicConstraints,
    x509.CertificatePolicies,
    x509.OCSPNoCheck,
)


def signer_of(one: ocsp.OCSPResponse, root: x509.Certificate, at: datetime) -> x509.Certificate | None:
    """Who signed it and may."""
    if _is_named(one, root) and verified(one, root):
        return root
    for signer in one.certificates:
        if _is_named(one, signer) and verified(one, signer) and may_answer(signer, root, at):
            return signer
    return None


def _is_named(one: ocsp.OCSPResponse, who: x509.Certificate) -> bool:
    if one.responder_name is not None:
        return one.responder_name == who.subject
    key = x509.SubjectKeyIdentifier.from_public_key(who.public_key()).digest
    return one.responder_key_hash == key


def wrong_nonce(asked: ocsp.OCSPRequest, one: ocsp.OCSPResponse) -> bool:
    """What was sent must come back."""
    try:
        sent = asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        return False
    try:
        return one.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce != sent
    except x509.ExtensionNotFound:
        return True


HASHED_BY = {"sha1": sha1, "sha256": sha256, "sha384": sha384, "sha512": sha512}


def key_bits(root: x509.Certificate) -> bytes:
    """The subjectPublicKey's contents: RFC 6960 §4.1.1."""
    whole = root.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return next(strict_der.elements(whole)).parts()[1].value[1:]


def is_about(single: ocsp.OCSPSingleResponse, serial: int, root: x509.Certificate) -> bool:
    """The CertID is the certificate's."""
    hashed = HASHED_BY.get(single.hash_algorithm.name)
    if hashed is None:
        return False
    key = hashed(key_bits(root)).digest()
    return (
        single.serial_number == serial
        and single.issuer_name_hash == hashed(root.subject.public_bytes()).digest()
        and single.issuer_key_hash == key
    )


def stale(single: ocsp.OCSPSingleResponse, one: ocsp.OCSPResponse, at: datetime) -> bool:
    """Not of now: RFC 6960 §4.2.2.1, and a day at most."""
    begun, ends = single.this_update_utc, single.next_update_utc
    produced = one.produced_at_utc
    if begun > at + SKEW or begun < at - OLDEST - SKEW or not begun <= produced <= at + SKEW:
        return True
    return ends is not None and (ends < at - SKEW or ends < begun or ends > begun + LONGEST_PROMISE)


def check(
    asked_der: bytes, answer_der: bytes, serial: int, root: x509.Certificate, at: datetime
) -> str | x509.Certificate:
    """Why it is no proof that the certificate is good; else who signed the proof."""
    strict_der.check(answer_der)
    asked, one = ocsp.load_der_ocsp_request(asked_der), ocsp.load_der_ocsp_response(answer_der)
    if one.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
        return "the responder does not want to"
    strict_answer.check(answer_der)
    signer = signer_of(one, root, at)
    if signer is None:
        return "nobody signed it who may"
    if wrong_nonce(asked, one):
        return "another nonce"
    about = [single for single in one.responses if is_about(single, serial, root)]
    if not about:
        return "about another certificate"
    if len({single.certificate_status for single in about}) != 1:
        return "it contradicts itself"
    if any(stale(single, one, at) for single in about):
        return "not of now"
    status = about[0].certificate_status
    return signer if status == ocsp.OCSPCertStatus.GOOD else f"it is {status.name.lower()}"


def refusal(pairs: list[tuple[bytes, bytes]], serial: int, root: x509.Certificate, at: datetime) -> str | None:
    """Of one answer, and of a second one about the responder where its certificate has no nocheck."""
    try:
        signer = check(*pairs[0], serial, root, at)
        if isinstance(signer, str):
            return signer
        spared = signer == root or any(isinstance(extension.value, x509.OCSPNoCheck) for extension in signer.extensions)
        if spared:
            return None
        if len(pairs) == 1:
            return "nobody said whether the responder is revoked"
        own = check(*pairs[1], signer.serial_number, root, at)
        return f"the responder: {own}" if isinstance(own, str) else None
    except Exception as error:  # a reader that throws refuses
        return f"cannot be read: {type(error).__name__}: {error}".splitlines()[0]
