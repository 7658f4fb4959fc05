"""The doors of students and parents, from the registry itself: they enter their own pages and none of the staff's; the staff,
another school's people and nobody enter none of theirs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, Access, grants
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, STRANGER
from tests.proofs import drawn
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete", "head")
MOST_QUERIES = 15
# A paper on a page: it gathers programme, plan and figures once in ten minutes, and its gates read every name; then it is kept.
MOST_ON = {"my.school": 46}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


def doors(kind: str) -> list:
    return [door for door in PAGES.values() if door.kind == kind]


def address(door, company) -> str:
    return reverse(door.name, kwargs=arguments_of(door, company))


def signed_in(account) -> Client:
    client = Client()
    signed_in_as(client, account)
    return client


@pytest.mark.trust(1, gate="suite", once=True)
@pytest.mark.parametrize("role", OWN_ROLES)
def test_students_and_parents_find_no_page_of_the_staff(role, school_a):
    client = signed_in(school_a.accounts[role])
    absent = client.get("/s/no-such-school/").content
    for door in doors("school"):
        for method in ("get", *drawn(METHODS[1:], 2, door.name, role)):
            answer = getattr(client, method)(address(door, school_a))
            assert answer.status_code in (404, 405), (door.name, method)
            assert answer.status_code == 405 or method == "head" or answer.content == absent, (door.name, method)


@pytest.mark.trust(1, gate="suite", once=True)
@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_the_staff_find_no_own_page(role, school_a):
    client = signed_in(school_a.accounts[role])
    for door in doors("own"):
        for method in ("get", *drawn(METHODS[1:], 1, door.name, role)):
            assert getattr(client, method)(address(door, school_a)).status_code in (404, 405), (door.name, method)


@pytest.mark.parametrize("role", OWN_ROLES)
def test_each_enters_their_own_pages_where_the_table_says(role, school_a):
    client = signed_in(school_a.accounts[role])
    assert len(doors("own")) >= 10
    for door in doors("own"):
        expected = (200,) if role in grants()[door.needs].who else (403,)
        assert client.get(address(door, school_a)).status_code in expected, door.name


@pytest.mark.parametrize("role", OWN_ROLES)
def test_those_of_another_school_are_strangers(role, school_a, school_b):
    client = signed_in(school_b.accounts[role])
    for door in doors("own"):
        for method in METHODS:
            answer = getattr(client, method)(address(door, school_a))
            assert answer.status_code in (404, 405) and b"zqa" not in answer.content, (door.name, method)


def test_nobody_enters_without_a_pass_or_an_account(school_a):
    for door in doors("own"):
        assert Client().get(address(door, school_a))["Location"].startswith("/sign-in/"), door.name


@pytest.mark.parametrize("role", OWN_ROLES)
def test_numbers_of_others_in_query_and_body_show_and_change_nothing(role, school_a, school_b):
    """Every number of the other school's rows, sent to every own page under every name it could have."""
    client = signed_in(school_a.accounts[role])
    sent = {name: str(getattr(row, "pk", row)) for name, row in school_b.rows.items()}
    other = str(school_a.rows["other_student"].pk)
    for door in doors("own"):
        for method in ("get", "post"):
            for more in ({}, {"student": other, "student_id": other}):
                answer = getattr(client, method)(address(door, school_a), sent | more)
                assert answer.status_code < 500 and not STRANGER.search(answer.content), (door.name, method)
        if door.name == "my.leave":
            client = signed_in(school_a.accounts[role])


@pytest.mark.parametrize("role", OWN_ROLES)
def test_no_own_page_asks_the_database_too_often(role, school_a):
    client = signed_in(school_a.accounts[role])
    client.get("/s/school-a/my/")
    for door in doors("own"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(door, school_a))
        assert len(queries) <= MOST_ON.get(door.name, MOST_QUERIES), (door.name, len(queries))


def test_negative_control_with_the_staffs_door_open_a_student_gets_in(school_a, monkeypatch):
    leader = school_a.access("careers_leader")
    monkeypatch.setattr("chalkface.web.page.access_at_door", lambda account, slug, on: leader)
    client = signed_in(school_a.accounts["student"])
    assert any(client.get(address(door, school_a)).status_code == 200 for door in doors("school"))


def test_negative_control_with_everybodys_rows_owned_another_child_is_shown(school_a, monkeypatch):
    """What keeps a student to their own page is what the access owns, and nothing else has to fail for it to be seen."""
    other = school_a.rows["other_student"]
    owns = frozenset((code, other.pk) for code, _ in school_a.access("student").owns)
    wrong = Access(school_a.school.pk, "student", DAY, owns=owns)
    monkeypatch.setattr("chalkface.web.page.own_access", lambda request, slug, on: wrong)
    shown = signed_in(school_a.accounts["student"]).get("/s/school-a/my/").content.decode()
    assert other.preferred_forename in shown
