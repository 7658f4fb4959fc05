"""Every page, for every role, from the registry itself: 200, 403, 404 or the way to sign in, as the permission table says.

A page whose address needs an argument that the cast cannot give fails here: it is not left out.
"""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from chalkface.core.access import MEMBER_ROLES, grants
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY

import_pages()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


def signed_in(account) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(account)
    return client


def address(door, company, **other) -> str:
    return reverse(door.name, kwargs=arguments_of(door, company) | other)


def school_pages():
    return [door for door in PAGES.values() if door.kind == "school"]


def test_every_address_comes_from_a_door():
    known = {door.path for door in PAGES.values()}
    assert {str(pattern.pattern) for pattern in get_resolver().url_patterns} == known
    assert len(school_pages()) >= 10


def test_every_door_without_a_school_says_why():
    for door in PAGES.values():
        assert door.kind == "school" or door.why, door.name
        assert door.needs is None or door.needs in grants(), door.name


def test_a_stranger_sees_no_difference_between_not_yours_and_not_there(school_a, school_b):
    stranger = signed_in(school_b.accounts["careers_leader"])
    absent = stranger.get("/s/no-such-school/")
    assert absent.status_code == 404
    for door in school_pages():
        for method in ("get", "post", "put", "patch", "delete", "head"):
            answer = getattr(stranger, method)(address(door, school_a))
            assert answer.status_code in (404, 405), (door.name, method)
            if answer.status_code == 404 and method != "head":
                assert answer.content == absent.content, door.name


def test_nobody_enters_without_signing_in(school_a):
    for door in PAGES.values():
        if door.kind == "open":
            continue
        answer = Client().get(address(door, school_a) if door.kind == "school" else reverse(door.name))
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), door.name


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_each_role_enters_where_the_table_says_and_nowhere_else(role, school_a):
    client = signed_in(school_a.accounts[role])
    for door in school_pages():
        may = role in grants()[door.needs].who
        answer = client.get(address(door, school_a))
        assert answer.status_code in ((200, 302) if may else (403,)), (door.name, role, answer.status_code)
        if not may and "POST" in door.methods:
            assert client.post(address(door, school_a)).status_code == 403, (door.name, role)


def test_another_schools_ids_are_not_there(school_a, school_b):
    """Every id in an address, one at a time, replaced by the other school's: 404, and nothing of it in the body."""
    client = signed_in(school_a.accounts["careers_leader"])
    tried = 0
    for door in school_pages():
        own, foreign = arguments_of(door, school_a), arguments_of(door, school_b)
        for name in own:
            if name == "school" or own[name] == foreign[name]:
                continue
            for method in ("get", "post"):
                answer = getattr(client, method)(reverse(door.name, kwargs=own | {name: foreign[name]}))
                assert answer.status_code in (403, 404, 405), (door.name, name, method, answer.status_code)
                assert b"zqb" not in answer.content
                tried += 1
    assert tried


def test_ids_of_another_school_in_query_and_body_show_nothing(school_a, school_b):
    client = signed_in(school_a.accounts["careers_leader"])
    foreign = {name: str(getattr(row, "pk", row)) for name, row in school_b.rows.items()} | {"next": "/s/school-b/"}
    for door in school_pages():
        for method in ("get", "post"):
            htmx = {"HX-Request": "true", "HX-Target": "main"}
            answer = getattr(client, method)(address(door, school_a), foreign, headers=htmx)
            assert not re.search(rb"zqb\w+", answer.content), (door.name, method)


def test_negative_control_with_the_scope_taken_away_a_stranger_gets_in(school_a, school_b, monkeypatch):
    """The 404s above come from the door: with a door that opens to everybody, at least one test above would be red."""
    access = school_a.access("careers_leader")
    monkeypatch.setattr("chalkface.web.page.access_at_door", lambda account, slug, on: access)
    stranger = signed_in(school_b.accounts["careers_leader"])
    opened = [door.name for door in school_pages() if stranger.get(address(door, school_a)).status_code == 200]
    assert opened
