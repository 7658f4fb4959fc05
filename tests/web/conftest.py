"""Somebody's browser at the school where the play is set."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import DAY
from tests.signed_in import signed_in_as


@pytest.fixture
def at(school_a, monkeypatch) -> Callable[..., Client]:
    """A function that signs somebody in at the school by their role, on the day of the play."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)

    def client(role: str = "careers_leader") -> Client:
        made = Client()
        signed_in_as(made, school_a.accounts[role])
        return made

    return client
