"""The first lines: a card that signs, a person who moves, a reader SDK of three lines under test."""

import tameshi

world = tameshi.World("hanako")
signature = world.card.sign(b"I agree.", key="signature")
certificate = world.card.certificate("signature")
print(f"{len(signature)} bytes signed with certificate {certificate.serial if certificate else None}")

happened = world.apply("move", address="東京都清瀬市架空町９丁目９－９")
print(f"moved, so {happened.statuses[0][0]} is revoked: {happened.statuses[0][1]}")


def reader(operation: tameshi.Operation, card: tameshi.RunCard) -> str | tameshi.Reply:
    key = operation.words["key"]
    try:
        if operation.name == "ask-tries-left":
            return tameshi.Reply("done", {"tries-left": card.tries_left(key)})
        card.verify(key, operation.pin or "")
    except tameshi.Refused as refused:
        return "wrong-pin" if refused.tries_left else "pin-blocked"
    return "done"


report = tameshi.run("pin-lockout", tameshi.Subject(reader, offers=["verify-pin", "ask-tries-left", "sign"]))
print(report.console())
