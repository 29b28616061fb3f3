"""What Hypothesis is given has the right form, and no card falls over what it is sent."""

import tameshi
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tameshi import strategies

# The card goes on from example to example, as one in a reader does; the same examples each time.
ON_ONE_CARD = settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ON_ONE_CARD
@given(command=strategies.apdus())
def test_any_command_gets_an_answer_and_a_reason(card: tameshi.Card, command: bytes) -> None:
    response = card.transmit(command)
    assert 0x6100 <= response.sw <= 0x9FFF
    assert response.because


@settings(max_examples=30, derandomize=True, deadline=None)
@given(pin=strategies.pins(), password=strategies.pins("signature"))
def test_pins_have_the_right_form(pin: str, password: str) -> None:
    assert len(pin) == 4
    assert pin.isdigit()
    assert 6 <= len(password) <= 16
    assert not password.isdigit()
    assert not password.isalpha()


@settings(max_examples=20, derandomize=True, deadline=None)
@given(data=st.data())
def test_certificates_are_of_their_person(keys: str, data: st.DataObject) -> None:
    certificate = data.draw(strategies.certificates(keys=keys))
    assert certificate.x509().serial_number == certificate.serial


@settings(max_examples=20, derandomize=True, deadline=None)
@given(persona=strategies.personas())
def test_personas_have_names_and_addresses(persona: tameshi.Persona) -> None:
    assert persona.name
    assert persona.address
    assert len(persona.my_number) == 12
