"""What another school has changes no byte of anybody's pages (T4).

Where rows are counted across the wall, a count of the neighbour's would tell no name and still be wrong: the same page is read
before the other school is there and afterwards.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from chalkface.core.access import grants
from chalkface.queries.keeping import forget
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, company
from tests.proofs import slice_of
from tests.signed_in import signed_in_as

import_pages()
pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
ROLES = ("careers_leader", "senco", "adviser", "school_admin", "tutor", "student", "parent", "governor")
DIFFERS = re.compile(rb'nonce="[^"]*"|name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": ?"[^"]*"')
# Whoever reads who looked is written down as somebody who looked: no two readings are the same.
LEAVES_A_LINE = {"students.viewings"}


def readers(door) -> list[str]:
    """The first of the roles that may open a page, and a governor, who sees what is for others."""
    may = [role for role in ROLES if role in grants()[door.needs].who]
    return list(dict.fromkeys([*may[:1], *may[-1:]] if door.kind == "school" else may[:1]))


DOORS = [name for name, door in PAGES.items() if door.kind in ("school", "own") and readers(door) and name not in LEAVES_A_LINE]


@pytest.mark.parametrize("page", slice_of(DOORS, 8))
def test_a_page_is_the_same_whoever_else_is_on_the_server(page, school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    door = PAGES[page]
    address = reverse(page, kwargs=arguments_of(door, school_a))

    def read() -> list[tuple[int, bytes]]:
        found = []
        for client in clients:
            forget()
            answer = client.get(address)
            found.append((answer.status_code, DIFFERS.sub(b"", answer.content)))
        return found

    clients = [Client() for _ in readers(door)]
    for client, role in zip(clients, readers(door), strict=True):
        signed_in_as(client, school_a.accounts[role])
    read()  # what leaves a line or shows something once does so here
    before = read()
    company("b")
    assert read() == before
