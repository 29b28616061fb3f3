from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def keys() -> str:
    """The pool that the C++ tests use too: making RSA keys takes long."""
    return str(ROOT / "build/test-keys")
