"""Fixtures that every test may use. A thing that CI must have (``CHALKFACE_REQUIRE``) is a failure when absent, not a skip."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from chalkface.queries.keeping import forget
from tests.cast import company

# A slow machine is not a wrong answer: no example has a deadline of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

REPOSITORY = Path(__file__).resolve().parent.parent


def absent(what: str, why: str) -> None:
    """Skip the test for want of ``what``, or fail it where ``CHALKFACE_REQUIRE`` names it."""
    required = os.environ.get("CHALKFACE_REQUIRE", "").split(",")
    if what in required:
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published and synthetic files that lies beside the checkout."""
    folder = Path(os.environ.get("CHALKFACE_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data").is_dir():
        absent("shared", "the shared data folder is not beside the checkout")
    return folder


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests make schools with the same numbers again and again: what was counted for one is not there for the next."""
    forget()


@pytest.fixture
def school_a(db):
    """The school where the play is set, with a person in every role (``tests/cast.py``)."""
    return company("a")


@pytest.fixture
def school_b(db):
    """The other school, of whom nothing may ever be seen."""
    return company("b")
