"""The example school on days that are easy to get wrong, each made once."""

from datetime import date
from functools import lru_cache

import pytest

from chalkface.imports.example_school import example_school
from tests.example_school.shares import Counted

DAYS = [
    "2020-09-01", "2023-12-25", "2024-02-29", "2025-09-04", "2026-08-31", "2026-09-01", "2026-11-24", "2033-06-21",
    "2040-12-31",
]  # fmt: skip


@lru_cache(maxsize=12)
def made(seed: int, day: str) -> Counted:
    """The example school of a seed on a day, ready for counting. A few are kept: each takes some 30 MB."""
    when = date.fromisoformat(day)
    return Counted(example_school(seed, when), when)


@pytest.fixture(params=DAYS)
def counted(request: pytest.FixtureRequest) -> Counted:
    """The example school of seed 1 on each of the awkward days."""
    return made(1, request.param)
