"""Every page, for every role, from the registry itself: 200, 403, 404 or the way to sign in, as the permission table says.

A page whose address needs an argument that the cast cannot give fails here: it is not left out.
"""


import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from chalkface.core.access import MEMBER_ROLES, Scope, grants
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, STRANGER
from tests.proofs import drawn, gate, some
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete", "head")
# Each role by every way is T1's (tests/trust), in its whole run; here those who see most, least and nothing of the careers.
TRIED = MEMBER_ROLES if gate() != "quick" else ("senior_leader", "tutor", "school_admin")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


def signed_in(account) -> Client:
    client = Client(raise_request_exception=True)
    signed_in_as(client, account)
    return client


def address(door, company, **other) -> str:
    return reverse(door.name, kwargs=arguments_of(door, company) | other)


def school_pages():
    return [door for door in PAGES.values() if door.kind == "school"]


@pytest.mark.trust(1)
def test_every_address_comes_from_a_door():
    known = {door.path for door in PAGES.values()}
    assert {str(pattern.pattern) for pattern in get_resolver().url_patterns} == known
    assert len(school_pages()) >= 10


@pytest.mark.trust(1)
def test_every_door_without_a_school_says_why():
    for door in PAGES.values():
        assert door.kind in ("school", "own") or door.why, door.name
        assert door.needs is None or door.needs in grants(), door.name


@pytest.mark.trust(1, gate="suite")
def test_a_stranger_sees_no_difference_between_not_yours_and_not_there(school_a, school_b):
    stranger = signed_in(school_b.accounts["careers_leader"])
    absent = stranger.get("/s/no-such-school/")
    assert absent.status_code == 404
    for door in school_pages():
        for method in ("get", *drawn(METHODS[1:], 2, door.name)):
            answer = getattr(stranger, method)(address(door, school_a))
            assert answer.status_code in (404, 405), (door.name, method)
            if answer.status_code == 404 and method != "head":
                assert answer.content == absent.content, door.name


@pytest.mark.trust(1, once=True)
def test_nobody_enters_without_signing_in(school_a):
    for door in PAGES.values():
        if door.kind in ("open", "link"):
            continue
        answer = Client().get(address(door, school_a))
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/"), door.name


@pytest.mark.trust(1)
@pytest.mark.parametrize("role", some(MEMBER_ROLES, quick=("tutor", "governor")))
def test_each_role_enters_where_the_table_says_and_nowhere_else(role, school_a):
    client = signed_in(school_a.accounts[role])
    for door in school_pages():
        may = role in grants()[door.needs].who
        answer = client.get(address(door, school_a))
        # What nobody shared with them is not there for who sees only what is theirs; a page about no row opens all the same.
        absent = (404,) if may and grants()[door.needs].who[role] is Scope.OWN and "<int:" in door.path else ()
        assert answer.status_code in ((200, 302, *absent) if may else (403,)), (door.name, role, answer.status_code)
        if not may and "POST" in door.methods:
            assert client.post(address(door, school_a)).status_code == 403, (door.name, role)


@pytest.mark.trust(1)
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
                assert not STRANGER.search(answer.content)
                tried += 1
    assert tried


@pytest.mark.trust(1, gate="suite")
def test_ids_of_another_school_in_query_and_body_show_nothing(school_a, school_b):
    client = signed_in(school_a.accounts["careers_leader"])
    foreign = {name: str(getattr(row, "pk", row)) for name, row in school_b.rows.items()} | {"next": "/s/school-b/"}
    for door in school_pages():
        for method in ("get", "post"):
            htmx = {"HX-Request": "true", "HX-Target": "main"}
            answer = getattr(client, method)(address(door, school_a), foreign, headers=htmx)
            assert not STRANGER.search(answer.content), (door.name, method)


# As a person types it, as htmx asks for a part, as a program asks for data.
WAYS = ({}, {"HX-Request": "true", "HX-Target": "found"}, {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"})


def tries(door, *of):
    """(method, headers) of every way to ask a page, or in the ordinary suite of the plainest and two more. A method it does not
    know is refused before anything else is looked at: tried once."""
    known = {*door.methods, "HEAD"}
    ways = [(method, headers) for method in METHODS for headers in (WAYS if method.upper() in known else WAYS[:1])]
    return [ways[0], *drawn(ways[1:], 2, door.name, *of)]


@pytest.mark.trust(1, gate="suite")
@pytest.mark.parametrize("role", TRIED)
def test_nobody_of_another_school_enters_by_any_way(role, school_a, school_b):
    """Every page, method and way, for each role of school B: not there, and nothing of school A in the answer."""
    stranger = signed_in(school_b.accounts[role])
    answers = [
        (door.name, method, getattr(stranger, method)(address(door, school_a), headers=headers))
        for door in school_pages()
        for method, headers in tries(door, role)
    ]
    assert len(answers) >= 450
    for name, method, answer in answers:
        assert answer.status_code in (404, 405), (name, method, answer.status_code)
        assert b"zqaschool" not in answer.content, (name, method)


@pytest.mark.trust(1)
@pytest.mark.parametrize("role", some(TRIED, quick=("tutor",)))
def test_no_role_reaches_a_row_of_another_school_by_its_number(role, school_a, school_b):
    """Every argument of every address, replaced by B's; then the same numbers in the query and the body of A's own page."""
    client = signed_in(school_a.accounts[role])
    numbers = {name: str(row.pk) for name, row in school_b.rows.items()}
    sent = numbers | {"next": "/s/school-b/", "school": "school-b", "school_id": str(school_b.school.pk), "deed": "remove"}
    tried = 0
    for door in school_pages():
        own, foreign = arguments_of(door, school_a), arguments_of(door, school_b)
        changed = [own | {name: foreign[name]} for name in own if name != "school" and own[name] != foreign[name]]
        for arguments in changed:
            for method, headers in tries(door, role):
                answer = getattr(client, method)(reverse(door.name, kwargs=arguments), headers=headers)
                assert answer.status_code in (403, 404, 405), (door.name, method, answer.status_code)
                assert not STRANGER.search(answer.content), (door.name, method)
                tried += 1
        if not changed and door.name != "papers.governor":
            answer = client.post(reverse(door.name, kwargs=own), sent)
            assert answer.status_code < 500 and not STRANGER.search(answer.content), door.name
            assert "school-b" not in answer.headers.get("Location", ""), door.name
            tried += 1
    assert tried >= 150


@pytest.mark.trust(1)
def test_behind_a_link_without_its_secret_there_is_nothing_for_anybody(school_a, school_b):
    """Every door of the kind, method and way, for nobody, a member and a stranger: the same 404, and no word of a school."""
    doors = [door for door in PAGES.values() if door.kind == "link"]
    assert doors and all("<str:token>" in door.path and door.needs for door in doors)
    people = [Client(), *(signed_in(company.accounts["careers_leader"]) for company in (school_a, school_b))]
    for door in doors:
        absent = Client().get(address(door, school_a)).content
        for client in people:
            for method in METHODS:
                for headers in WAYS:
                    answer = getattr(client, method)(address(door, school_a), headers=headers)
                    assert answer.status_code in (404, 405), (door.name, method)
                    assert answer.status_code == 405 or method == "head" or answer.content == absent, (door.name, method)
                    assert b"zqa" not in answer.content and not STRANGER.search(answer.content)


@pytest.mark.trust(1)
def test_whoever_holds_a_link_has_three_rights_and_no_way_into_a_school(school_a):
    """What a link gives is an access that may answer, and nothing else in the table of grants."""
    assert [code for code, grant in grants().items() if "link" in grant.who] == ["answer_ask", "act_on_agreed", "answer_survey"]
    assert "link" not in MEMBER_ROLES


@pytest.mark.trust(1, control=True)
def test_negative_control_with_the_scope_taken_away_a_stranger_gets_in(school_a, school_b, monkeypatch):
    """The 404s above come from the door: with a door that opens to everybody, at least one test above would be red."""
    access = school_a.access("careers_leader")
    monkeypatch.setattr("chalkface.web.page.access_at_door", lambda account, slug, on: access)
    stranger = signed_in(school_b.accounts["careers_leader"])
    opened = [door.name for door in school_pages() if stranger.get(address(door, school_a)).status_code == 200]
    assert opened
