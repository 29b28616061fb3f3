"""Whether a document is signed by that key, and only by it, and wholly: CMS and PDF by pyHanko, XML by signxml."""

import asyncio
import io
from hashlib import sha256

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    async_validate_cms_signature,
    async_validate_detached_cms,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier

SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
NOBODY = ValidationContext(trust_roots=[], allow_fetching=False)


def key_of(certificate: x509.Certificate) -> RSAPublicKey:
    """ValueError for another kind."""
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise ValueError("no RSA key")
    return key


def raw(document: bytes, signature: bytes, certificate: x509.Certificate) -> bool:
    """PKCS #1 v1.5 over the document."""
    key_of(certificate).verify(signature, document, PKCS1v15(), SHA256())
    return True


def prehashed(document: bytes, signature: bytes, certificate: x509.Certificate) -> bool:
    """The document is a SHA-256 in hexadecimal."""
    key_of(certificate).verify(signature, bytes.fromhex(document.decode()), PKCS1v15(), Prehashed(SHA256()))
    return True


def without_digest_info(document: bytes, signature: bytes, certificate: x509.Certificate) -> bool:
    """The padded block holds the bare hash: cryptography gives it back when it is told of no hash."""
    return key_of(certificate).recover_data_from_signature(signature, PKCS1v15(), None) == sha256(document).digest()


def signed_data(der: bytes) -> cms.SignedData:
    """ValueError for anything else."""
    found = cms.ContentInfo.load(der, strict=True)
    if found["content_type"].native != "signed_data":
        raise ValueError("no SignedData")
    return found["content"]


def by_pyhanko(data: cms.SignedData, content: bytes | None) -> bool:
    """One signer, whose attributes and signature are right."""
    if len(data["signer_infos"]) != 1:
        raise ValueError("several signers")
    if not len(data["signer_infos"][0]["signed_attrs"]):
        raise ValueError("no signed attributes")  # whose DER might be the content
    if content is None:
        work = async_validate_cms_signature(data, validation_context=NOBODY)
    else:
        work = async_validate_detached_cms(io.BytesIO(content), data, signer_validation_context=NOBODY)
    status = asyncio.run(work)
    return bool(status.intact and status.valid)


def cms_attached(document: bytes, _: bytes, __: x509.Certificate) -> bool:
    """The content is in it."""
    data = signed_data(document)
    content = data["encap_content_info"]["content"].native
    if content is None:
        raise ValueError("no content")
    return by_pyhanko(data, None)


def cms_detached(document: bytes, signature: bytes, _: x509.Certificate) -> bool:
    """The content is apart."""
    return by_pyhanko(signed_data(signature), document)


def pdf(document: bytes, _: bytes, __: x509.Certificate) -> bool:
    """Every signature is right, and the last one covers the whole file."""
    reader = PdfFileReader(io.BytesIO(document))
    found = reader.embedded_signatures
    if not found:
        raise ValueError("no signature")
    for one in found:
        status = asyncio.run(async_validate_pdf_signature(one, signer_validation_context=NOBODY))
        if not (status.intact and status.valid):
            return False
    return bool(found[-1].evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE)


def xml(document: bytes, _: bytes, certificate: x509.Certificate) -> bool:
    """One signature, by RSA and SHA-256, over all that the document says."""
    rules = SignatureConfiguration(
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
    )
    found = XMLVerifier().verify(document, x509_cert=certificate, expect_config=rules)
    root = etree.fromstring(document)
    # Either the document is the signature with its object, or what was signed is the root.
    return bool(root.tag == SIGNATURE or found.signed_xml.tag == root.tag)


FORMATS = {
    "raw": raw,
    "digest": prehashed,
    "raw-no-digest-info": without_digest_info,
    "cms": cms_attached,
    "cms-detached": cms_detached,
    "pdf": pdf,
    "xml": xml,
}


def refusal(form: str, document: bytes, signature: bytes, certificate: x509.Certificate) -> str | None:
    """Why nobody is known to have signed it."""
    try:
        return None if FORMATS[form](document, signature, certificate) else "the signature is not right"
    except Exception as error:  # a reader that throws refuses
        return f"{type(error).__name__}: {error}".splitlines()[0]
