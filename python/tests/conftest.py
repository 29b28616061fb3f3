from pathlib import Path

import pytest
import tameshi

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def keys() -> str:
    """The pool that the C++ tests use too: making RSA keys takes long."""
    return str(ROOT / "build/test-keys")


@pytest.fixture
def card(keys: str) -> tameshi.Card:
    return tameshi.Card(keys=keys)


@pytest.fixture
def world(keys: str) -> tameshi.World:
    return tameshi.World(keys=keys)
