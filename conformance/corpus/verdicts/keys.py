"""Whether a key has signed something, by PKCS #1 v1.5 or ECDSA with a hash that is not broken."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import HashAlgorithm

HASHES = {"sha256", "sha384", "sha512"}
OF_RSA, OF_EC = "1.2.840.113549.1.1.", "1.2.840.10045.4.3."


def has_signed(key: object, algorithm: str, by_hash: HashAlgorithm | None, signature: bytes, message: bytes) -> bool:
    """`algorithm`: the OID that the signature says of itself; it must be one of this key's."""
    if by_hash is None or by_hash.name not in HASHES:
        return False
    try:
        if isinstance(key, RSAPublicKey) and algorithm.startswith(OF_RSA):
            key.verify(signature, message, PKCS1v15(), by_hash)
        elif isinstance(key, EllipticCurvePublicKey) and algorithm.startswith(OF_EC):
            key.verify(signature, message, ECDSA(by_hash))
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True
