#!/usr/bin/env python3
"""Signed documents and other people's programs: openssl, pdfsig, pyHanko, qpdf, xmlsec1 and signxml.

Usage: check_documents.py TAMESHI

What persona hanako signs with `tameshi sign` they find valid; what they sign, through OpenSC with the virtual card or
with its key as a file, `tameshi signatures` finds intact; what was changed both notice. Prints one line per story and
"N stories held", or the first thing wrong.
"""

import json
import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.generic import NumberObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from signxml import CanonicalizationMethod, SignatureConstructionMethod, XMLSigner, XMLVerifier

PATIENCE = 60.0  # seconds
MODULE = "opensc-pkcs11.so"
# The card's two tokens as OpenSC shows them, with what opens each.
TOKENS = {
    "authentication": ("JPKI (User Authentication PIN)", "User Authentication Certificate", "01", "1234", "user"),
    "signature": ("JPKI (Digital Signature PIN)", "Digital Signature Certificate", "02", "ABC123", "sign"),
}
TEXT = "契約書\n\nI agree to everything.\n"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Application kind="move"><Address>清瀬市</Address></Application>'
count = 0


def check(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"wrong: {what}")


def held(story: str) -> None:
    global count
    count += 1
    print(f"ok {story}", flush=True)


class Desk:
    """A folder with hanako's certificates and a text, and the programs that work on it."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = str(Path(program).resolve())
        self.folder = folder
        self.tameshi("issue", "--persona", "hanako", "--with-keys", "--out", "hanako")
        self.write("contract.txt", TEXT.encode())
        self.write("application.xml", XML.encode())

    def write(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return name

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(self, *words: str, fails: bool = False, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            words, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False, cwd=self.folder,
            stdin=subprocess.DEVNULL, env=env,
        )  # fmt: skip
        said = done.stdout + done.stderr
        check((done.returncode != 0) == fails, f"{' '.join(words)} ended with {done.returncode}: {said}")
        return said

    def tameshi(self, *words: str) -> str:
        return self.run(self.program, *words)

    def with_card(self, script: str, opensc: str = "") -> str:
        """A shell script with hanako's card in the reader; `opensc` is what OpenSC shall be told of its slots."""
        config = "app default { }\n"
        if opensc:
            config += f'app opensc-pkcs11 {{ pkcs11 {{ create_slots_for_pins = "{opensc}"; }} }}\n'
        self.write("opensc.conf", config.encode())
        here = f"export OPENSC_CONF={self.path('opensc.conf')}; {script}"
        return self.run(self.program, "exec", "--persona", "hanako", "--", "bash", "-euc", here)

    def sign(self, document: str, form: str, out: str, key: str = "signature") -> str:
        self.tameshi(
            "sign", "--persona", "hanako", "--key", key, "--format", form, "--document", document, "--out", out
        )
        return out

    def found(self, name: str, *more: str) -> list[str]:
        """Of each signature "intact" or its fault, as our own reader says."""
        words = [self.program, "signatures", name, "--json", *more]
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=self.folder)
        check(done.returncode in (0, 1), done.stderr)
        said: dict[str, Any] = json.loads(done.stdout)
        if said["fault"]:
            return [said["fault"]["name"]]
        return [one["fault"]["name"] if one["fault"] else "intact" for one in said["signatures"]]

    def finds(self, name: str, expected: Sequence[str], *more: str) -> None:
        found = self.found(name, *more)
        check(found == list(expected), f"tameshi signatures finds {found} in {name}")


# CMS


def openssl_verifies(desk: Desk, cms: str, kind: str, *more: str) -> None:
    ca = f"hanako/{kind}-ca.pem"
    words = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", cms, "-CAfile", ca, "-purpose", "any"]
    desk.run(*words, "-out", "verified.txt", *more)
    check(desk.read("verified.txt").decode() == TEXT, f"openssl read something else in {cms}")


def cms_of_ours(desk: Desk) -> None:
    for kind in TOKENS:
        openssl_verifies(desk, desk.sign("contract.txt", "cms-attached", "ours.cms", kind), kind)
        openssl_verifies(
            desk, desk.sign("contract.txt", "cms-detached", "ours.cms", kind), kind, "-content", "contract.txt"
        )
    held("openssl verifies our CMS, attached and detached, by both keys of the card")


def cms_by_the_card(desk: Desk) -> None:
    """The signature key asks for its PIN once more before each use; openssl takes it from standard input, where there
    is no terminal."""
    for kind, (token, _, number, pin, _) in TOKENS.items():
        name = token.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        key = f"pkcs11:token={name};id=%{number};type=private;pin-value={pin}"
        for how, attributes in (("-nodetach", ""), ("", ""), ("-nodetach", "-noattr")):
            desk.with_card(
                f"echo {pin} | setsid --wait openssl cms -sign -binary -in contract.txt -md sha256 {how} {attributes} "
                f"-signer hanako/{kind}.pem -engine pkcs11 -keyform engine -inkey '{key}' -outform DER -out card.cms"
            )
            desk.finds("card.cms", ["intact"], "--content", "contract.txt")
            desk.finds("card.cms", ["digest-mismatch"], "--content", "application.xml")
    held("openssl signs CMS with both keys of the card through OpenSC's PKCS#11, with and without attributes")


# PDF


def pdfsig(desk: Desk, pdf: str) -> str:
    return desk.run("pdfsig", "-nocert", pdf)


def pdfsig_finds(desk: Desk, pdf: str, valid: int, whole: int) -> None:
    said = pdfsig(desk, pdf)
    check(said.count("Signature is Valid.") == valid, f"pdfsig on {pdf}: {said}")
    check(len(re.findall(r"^  - Total document signed", said, re.MULTILINE)) == whole, f"pdfsig on {pdf}: {said}")


def pdf_of_ours(desk: Desk) -> None:
    desk.sign("contract.txt", "pdf", "ours.pdf")
    desk.run("qpdf", "--check", "ours.pdf")
    pdfsig_finds(desk, "ours.pdf", valid=1, whole=1)
    desk.sign("ours.pdf", "pdf", "twice.pdf", "authentication")
    desk.run("qpdf", "--check", "twice.pdf")
    pdfsig_finds(desk, "twice.pdf", valid=2, whole=1)
    desk.finds("twice.pdf", ["intact", "intact"])
    held("pdfsig finds our PDF valid, with one signature and with two; qpdf has nothing to say against them")


def pdf_by_the_card(desk: Desk) -> None:
    """pdfsig gives its password once: so OpenSC shows one token at a time, and the database of NSS has none."""
    nss = "nss"
    desk.path(nss).mkdir()
    desk.run("certutil", "-N", "-d", f"sql:{nss}", "--empty-password")
    desk.run("modutil", "-force", "-dbdir", f"sql:{nss}", "-add", "opensc", "-libfile", MODULE)
    before = "ours.pdf"
    for number, (kind, (token, label, _, pin, slots)) in enumerate(TOKENS.items(), 1):
        for document, out in (("blank.pdf", f"{kind}.pdf"), (before, f"card-{number}.pdf")):
            desk.with_card(
                f"pdfsig -nssdir {nss} -nss-pwd {pin} -add-signature -new-signature-field-name Card{number} "
                f"-nick '{token}:{label}' {document} {out}",
                slots,
            )
        desk.finds(f"{kind}.pdf", ["intact"])
        before = f"card-{number}.pdf"
        desk.finds(before, ["intact"] * (number + 1))
    pdfsig_finds(desk, before, valid=3, whole=1)
    desk.sign(before, "pdf", "after-card.pdf")
    desk.finds("after-card.pdf", ["intact"] * 4)
    pdfsig_finds(desk, "after-card.pdf", valid=4, whole=1)
    held("pdfsig signs with both keys of the card through OpenSC, alone and behind ours; and ours behind pdfsig's")


def blank_pdf() -> bytes:
    writer = PdfFileWriter()
    writer.insert_page(PageObject(contents=writer.add_object(StreamObject(stream_data=b"")), media_box=(0, 0, 99, 99)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def add_rotation(pdf: bytes) -> bytes:
    """An update that turns the first page, by pyHanko."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class Pyhanko:
    """pyHanko with hanako's signature key from a file."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        ca = load_cert_from_pemder(str(desk.path("hanako/signature-ca.pem")))
        self.trust = ValidationContext(trust_roots=[ca], allow_fetching=False, revocation_mode="soft-fail")
        signer = signers.SimpleSigner.load(
            str(desk.path("hanako/signature.key")), str(desk.path("hanako/signature.pem"))
        )
        check(signer is not None, "pyHanko cannot load the key")
        self.signer = signer

    def sign(self, document: str, out: str, **more: Any) -> None:
        writer = IncrementalPdfFileWriter(BytesIO(self.desk.read(document)))
        done = signers.sign_pdf(writer, signers.PdfSignatureMetadata(md_algorithm="sha256", **more), self.signer)
        self.desk.write(out, done.getvalue())

    def validated(self, name: str) -> list[Any]:
        reader = PdfFileReader(BytesIO(self.desk.read(name)))
        usage = KeyUsageConstraints(key_usage={"non_repudiation"})
        return [validate_pdf_signature(one, self.trust, key_usage_settings=usage) for one in reader.embedded_signatures]


def pdf_by_pyhanko(desk: Desk, pyhanko: Pyhanko) -> None:
    for form in (fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED, fields.SigSeedSubFilter.PADES):
        pyhanko.sign("blank.pdf", "hanko.pdf", field_name="Hanko1", subfilter=form)
        desk.finds("hanko.pdf", ["intact"])
        pyhanko.sign("ours.pdf", "hanko-behind.pdf", field_name="Hanko1", subfilter=form)
        desk.finds("hanko-behind.pdf", ["intact", "intact"])
        desk.sign("hanko-behind.pdf", "pdf", "ours-behind.pdf")
        desk.finds("ours-behind.pdf", ["intact", "intact", "intact"])
    held("pyHanko's signatures, adbe and PAdES, are intact; so are ours and its own behind each other")

    desk.run("qpdf", "--object-streams=generate", "blank.pdf", "streams.pdf")
    pyhanko.sign("streams.pdf", "hanko-streams.pdf", field_name="Hanko1")
    desk.sign("hanko-streams.pdf", "pdf", "ours-streams.pdf")
    desk.finds("ours-streams.pdf", ["intact", "intact"])
    pdfsig_finds(desk, "ours-streams.pdf", valid=2, whole=1)
    held("the same in a file of object streams")

    writer = IncrementalPdfFileWriter(BytesIO(desk.read("blank.pdf")))
    for name in ("First", "Second"):
        fields.append_signature_field(writer, fields.SigFieldSpec(name))
    out = BytesIO()
    writer.write(out)
    desk.write("fields.pdf", out.getvalue())
    pyhanko.sign("fields.pdf", "first.pdf", field_name="First")
    pyhanko.sign("first.pdf", "second.pdf", field_name="Second")
    desk.finds("second.pdf", ["intact", "intact"])
    held("fields that waited empty are signed one after the other")

    pyhanko.sign(
        "blank.pdf", "final.pdf", field_name="Final", certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES
    )
    desk.finds("final.pdf", ["intact"])
    desk.sign("final.pdf", "pdf", "final-signed.pdf")
    desk.finds("final-signed.pdf", ["changed-after-signing", "intact"])
    check(pyhanko.validated("final-signed.pdf")[0].docmdp_ok is False, "pyHanko lets a certified file be signed")
    held("a file that was certified as final may not even be signed; pyHanko agrees")


def pyhanko_validates_ours(desk: Desk, pyhanko: Pyhanko) -> None:
    desk.sign("ours.pdf", "pdf", "ours-twice.pdf")
    first, second = pyhanko.validated("ours-twice.pdf")
    for one in (first, second):
        check(one.intact and one.valid and one.trusted, f"pyHanko does not trust ours: {one.summary()}")
    check(second.coverage == SignatureCoverageLevel.ENTIRE_FILE, "pyHanko sees bytes that ours does not cover")
    check(first.coverage == SignatureCoverageLevel.ENTIRE_REVISION, "pyHanko sees no whole revision")
    check(first.docmdp_ok is True, "pyHanko sees a change between ours")
    held("pyHanko validates ours up to the CA: intact, valid, trusted, the entire file")

    desk.write("turned.pdf", add_rotation(desk.read("ours.pdf")))
    desk.finds("turned.pdf", ["changed-after-signing"])
    check("Not total document signed" in pdfsig(desk, "turned.pdf"), "pdfsig does not notice an update")
    check(not pyhanko.validated("turned.pdf")[0].bottom_line, "pyHanko does not notice an update")
    desk.sign("turned.pdf", "pdf", "turned-signed.pdf")
    desk.finds("turned-signed.pdf", ["changed-after-signing", "intact"])
    check(not pyhanko.validated("turned-signed.pdf")[0].bottom_line, "pyHanko does not notice an update that is signed")
    held("an update behind a signature is noticed by all three; one that was signed by us and pyHanko, not by pdfsig")


# XML


def xmlsec(desk: Desk, name: str, fails: bool = False) -> None:
    desk.run(
        "xmlsec1", "--verify", "--enabled-key-data", "x509", "--trusted-pem", "hanako/signature-ca.pem",
        "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object", name, fails=fails,
    )  # fmt: skip


def signxml(desk: Desk, name: str) -> bytes:
    """What signxml says is signed. It is given the certificate: its check of chains is one of web servers."""
    certificate = desk.path("hanako/signature.pem").read_text()
    result = XMLVerifier().verify(desk.read(name), x509_cert=certificate)
    check(not isinstance(result, list), "signxml finds several signatures")
    signed: bytes = result.signed_data
    return signed


def xml_of_ours(desk: Desk) -> None:
    for form in ("xml-enveloped", "xml-enveloping"):
        desk.sign("application.xml", form, "ours.xml")
        xmlsec(desk, "ours.xml")
        check("清瀬市".encode() in signxml(desk, "ours.xml"), "signxml does not see what is signed")
        desk.write("altered.xml", desk.read("ours.xml").replace("清瀬".encode(), "小平".encode()))
        xmlsec(desk, "altered.xml", fails=True)
        desk.finds("altered.xml", ["digest-mismatch"])
    held("xmlsec1 and signxml verify our XML signatures, enveloped and enveloping, and xmlsec1 no altered one")


def xml_by_signxml(desk: Desk) -> None:
    key = desk.read("hanako/signature.key").decode()
    certificate = desk.path("hanako/signature.pem").read_text()
    for method in (SignatureConstructionMethod.enveloped, SignatureConstructionMethod.enveloping):
        for c14n in ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/10/xml-exc-c14n#"):
            signer = XMLSigner(method=method, c14n_algorithm=CanonicalizationMethod(c14n))
            signed = signer.sign(etree.fromstring(XML.encode()), key=key, cert=certificate)
            desk.write("theirs.xml", etree.tostring(signed))
            desk.finds("theirs.xml", ["intact"])
            desk.write("altered.xml", desk.read("theirs.xml").replace(b"move", b"stay"))
            desk.finds("altered.xml", ["digest-mismatch"])
    held("signxml's signatures, enveloped and enveloping, inclusive and exclusive, are intact; altered ones are not")


def xml_by_xmlsec(desk: Desk) -> None:
    """A template of e-Gov's form: RSA with SHA-256, the certificate in KeyInfo, the signature beside what it signs."""
    signature = etree.fromstring(desk.read(desk.sign("application.xml", "xml-enveloped", "ours.xml")))[-1]
    template = etree.tostring(signature).decode().replace('URI=""', 'URI="#part"')
    template = re.sub(r"<ds:(DigestValue|SignatureValue|X509Certificate)>[^<]*<", r"<ds:\1><", template)
    desk.write("template.xml", f'<Whole><Part Id="part">Kiyose</Part>{template}</Whole>'.encode())
    pair = "hanako/signature.key,hanako/signature.pem"
    ids = ["--id-attr:Id", "Part"]
    desk.run("xmlsec1", "--sign", *ids, "--privkey-pem", pair, "--output", "theirs.xml", "template.xml")
    desk.finds("theirs.xml", ["intact"])
    desk.write("altered.xml", desk.read("theirs.xml").replace(b"Kiyose", b"Kodaira"))
    desk.finds("altered.xml", ["digest-mismatch"])
    held("xmlsec1's signatures are intact, and altered ones are not")


def main() -> int:
    logging.disable()  # pyHanko's account of what it finds wrong, as it should
    with tempfile.TemporaryDirectory(prefix="tameshi-documents-") as name:
        desk = Desk(sys.argv[1], Path(name))
        pyhanko = Pyhanko(desk)
        cms_of_ours(desk)
        cms_by_the_card(desk)
        desk.write("blank.pdf", blank_pdf())
        pdf_of_ours(desk)
        pdf_by_the_card(desk)
        pdf_by_pyhanko(desk, pyhanko)
        pyhanko_validates_ours(desk, pyhanko)
        xml_of_ours(desk)
        xml_by_signxml(desk)
        xml_by_xmlsec(desk)
    print(f"{count} stories held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
