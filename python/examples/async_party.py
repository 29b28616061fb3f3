"""A relying party in asyncio: many customers log in at once, each with a card of its own.

A card takes its time, so it signs in a thread (asyncio.to_thread); J-LIS is asked over HTTP, for the status by OCSP and
for the day's list side by side. Who has lost a card is not let in.

Usage: async_party.py [CUSTOMERS]
"""

import asyncio
import secrets
import sys
from dataclasses import dataclass

import httpx
import tameshi
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509 import ocsp

OCSP = {"Content-Type": "application/ocsp-request"}


@dataclass
class Party:
    """What it knows of the world: where J-LIS is, and whom it trusts."""

    http: httpx.AsyncClient
    anchors: list[x509.Certificate]

    async def is_good(self, holder: x509.Certificate, issuer: x509.Certificate) -> bool:
        asked = ocsp.OCSPRequestBuilder().add_certificate(holder, issuer, hashes.SHA1()).build()
        wire = asked.public_bytes(serialization.Encoding.DER)
        answer = (await self.http.post("/ocsp/authentication", content=wire, headers=OCSP)).raise_for_status()
        return ocsp.load_der_ocsp_response(answer.content).certificate_status is ocsp.OCSPCertStatus.GOOD

    async def is_listed(self, holder: x509.Certificate) -> bool:
        answer = (await self.http.get("/crl/authentication/3/full.crl")).raise_for_status()
        known = x509.load_der_x509_crl(answer.content)
        return known.get_revoked_certificate_by_serial_number(holder.serial_number) is not None

    async def lets_in(self, card: tameshi.Card) -> bool:
        challenge = secrets.token_bytes(32)
        signature = await asyncio.to_thread(card.sign, challenge)
        holder = x509.load_der_x509_certificate(await asyncio.to_thread(card.read_certificate, "authentication"))
        issuer = next((anchor for anchor in self.anchors if issued(anchor, holder)), None)
        public = holder.public_key()
        if issuer is None or not isinstance(public, rsa.RSAPublicKey):
            return False
        public.verify(signature, challenge, padding.PKCS1v15(), hashes.SHA256())
        good, listed = await asyncio.gather(self.is_good(holder, issuer), self.is_listed(holder))
        return good and not listed


def issued(anchor: x509.Certificate, holder: x509.Certificate) -> bool:
    try:
        holder.verify_directly_issued_by(anchor)
    except (InvalidSignature, ValueError):
        return False
    return True


def world_of(customers: int, keys: str | None = None) -> tuple[tameshi.World, list[tameshi.Card]]:
    """A world in which these people live; every third has lost the card, a day ago."""
    people = [tameshi.Persona.invented(number) for number in range(1, customers + 1)]
    world = tameshi.World(people[0], keys=keys)
    cards = [world.card, *(world.card_of(person) for person in people[1:])]
    for person in people[::3]:
        world.apply("lose-card", of=person.id)
    world.clock.advance("1 d")
    return world, cards


async def doors(world: tameshi.World, cards: list[tameshi.Card]) -> list[bool]:
    """Who is let in, all at once."""
    anchors = x509.load_pem_x509_certificates(world.jlis.anchors()["authentication"].encode())
    async with httpx.AsyncClient(base_url=world.jlis.url, timeout=30) as http:
        party = Party(http, anchors)
        return await asyncio.gather(*(party.lets_in(card) for card in cards))


def main() -> None:
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    let_in = asyncio.run(doors(*world_of(customers)))
    print(f"{sum(let_in)} of {customers} customers are let in; who lost the card stays outside")


if __name__ == "__main__":
    main()
