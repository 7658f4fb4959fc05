"""Every address of the staff, for every role, with another school's numbers in it: not there, and the same answer as for a
number that nobody has (T1)."""

import re

import pytest
from django.template import TemplateDoesNotExist, engines
from django.test import Client
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES
from chalkface.records.tenancy import GuardedQuerySet, SchoolManager
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, STRANGER
from tests.proofs import QUICK, drawn, gate
from tests.signed_in import signed_in_as
from tests.texts import texts

import_pages()
pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete", "head")
WAYS = ({}, {"HX-Request": "true", "HX-Target": "found"}, {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"})
NOBODYS = 987_654_321
REFUSED = (403, 404, 405)
PAPER = "papers.governor"
# What differs from one answer to the next whatever is asked, and the number itself, where a page repeats its own address.
DIFFERS = re.compile(rb'nonce="[^"]*"|nonce-[\w+/=-]+|name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"')


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


def doors() -> list:
    """The doors of the staff; every other one in the quick run."""
    return [door for door in PAGES.values() if door.kind == "school"][:: 2 if QUICK else 1]


def enter(company, role: str, **more) -> Client:
    client = Client(**more)
    signed_in_as(client, company.accounts[role])
    return client


def tries(door) -> list[tuple[str, dict]]:
    """(method, headers): the plainest, and every other in the larger runs (fewer pages are asked in the quick one)."""
    known = {*door.methods, "HEAD"}
    ways = [(method, ways) for method in METHODS for ways in (WAYS if method.upper() in known else WAYS[:1])]
    return [ways[0], *drawn(ways[1:], 8 if QUICK else 3, door.name)]


def said(answer, number: int | str) -> tuple[int, bytes]:
    """An answer without what differs each time, and without the number asked for where it stands by itself (not in utf-8)."""
    standing = re.compile(rb"(?<![\w-])" + re.escape(str(number).encode()) + rb"(?!\w)")
    return answer.status_code, standing.sub(b"#", DIFFERS.sub(b"", answer.content))


class Tally:
    """What was asked, and what should not have been answered so."""

    def __init__(self) -> None:
        self.requests = 0
        self.opened: list[tuple] = []
        self.told_apart: list[tuple] = []

    def refused(self, answer, where: tuple) -> None:
        self.requests += 1
        if answer.status_code not in REFUSED or STRANGER.search(answer.content):
            self.opened.append((*where, answer.status_code))

    def harmless(self, answer, where: tuple) -> None:
        self.requests += 1
        elsewhere = "school-b" in answer.headers.get("Location", "")
        if answer.status_code >= 500 or elsewhere or STRANGER.search(getattr(answer, "content", b"")):
            self.opened.append((*where, answer.status_code))


def ask_strangers(tally: Tally, role: str, school_a, school_b) -> None:
    """Somebody of school A at every address of school B, against a school that there is not."""
    client = enter(school_a, role)
    absent = said(client.get("/s/no-such-school/"), "no-such-school")
    for door in doors():
        address = reverse(door.name, kwargs=arguments_of(door, school_b))
        for method, ways in tries(door):
            answer = getattr(client, method)(address, headers=ways)
            tally.refused(answer, (door.name, role, method))
            if answer.status_code == 404 and method == "get" and not ways and said(answer, "school-b") != absent:
                tally.told_apart.append((door.name, role, "school"))


def ask_numbers(tally: Tally, role: str, school_a, school_b) -> None:
    """Each number of an address replaced by school B's, and by one that nobody has: the same answer."""
    client = enter(school_a, role)
    for door in doors():
        own, foreign = arguments_of(door, school_a), arguments_of(door, school_b)
        for name in own:
            if name == "school" or own[name] == foreign[name] or not isinstance(own[name], int):
                continue
            for method, ways in tries(door):
                answers = []
                for number in (foreign[name], NOBODYS):
                    answer = getattr(client, method)(reverse(door.name, kwargs=own | {name: number}), headers=ways)
                    tally.refused(answer, (door.name, role, method, name))
                    answers.append(said(answer, number))
                if answers[0] != answers[1]:
                    tally.told_apart.append((door.name, role, method, name))


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a page that a browser may ask for by themselves; none of a page that is a file."""
    try:
        blocks = engines["jinja2"].get_template(f"pages/{name.replace('.', '/')}.html").template.blocks
    except TemplateDoesNotExist:
        return ()
    return tuple(sorted(set(blocks) - {"found"}))


def ask_in_other_places(tally: Tally, role: str, school_a, school_b) -> None:
    """School B's numbers in the query, the body, the prefixes of a form, the name of a file and where to go next."""
    client = enter(school_a, role, raise_request_exception=False)
    numbers = {name: str(row.pk) for name, row in school_b.rows.items() if hasattr(row, "pk")}
    numbers |= {"next": "/s/school-b/", "school": "school-b", "school_id": str(school_b.school.pk)}
    prefixed = {f"{prefix}-{number}": "yes" for prefix in ("mark", "student", "row") for number in numbers.values()}
    for door in doors():
        if door.name == PAPER:  # drawn whatever else is asked, and slow: tried by itself
            continue
        address, where = reverse(door.name, kwargs=arguments_of(door, school_a)), (door.name, role)
        tally.harmless(client.get(address, numbers), (*where, "query"))
        tally.harmless(client.get(address, numbers, headers=WAYS[1]), (*where, "query of a part"))
        for part in parts_of(door.name):
            tally.harmless(client.get(address, headers=WAYS[1] | {"HX-Target": part}), (*where, f"the part {part}"))
        tally.harmless(client.post(address, numbers), (*where, "body"))
        tally.harmless(client.post(address, prefixed), (*where, "prefix"))
        tally.harmless(client.post(address, numbers, content_type="application/json"), (*where, "json"))
        # Where a word may stand in an address, the name of a file is one: the address with its slash is asked for then.
        file_name = f"{address.rstrip('/')}/{school_b.rows['student'].pk}.pdf"
        tally.refused(client.get(file_name, follow=True), (*where, "file name"))


def ask_the_paper(tally: Tally, role: str, school_a, school_b) -> None:
    """The paper for governors, with school B's numbers in the query and the body: nothing of B is in what is drawn."""
    client = enter(school_a, role, raise_request_exception=False)
    door = PAGES[PAPER]
    numbers = {name: str(row.pk) for name, row in school_b.rows.items() if hasattr(row, "pk")} | {"school": "school-b"}
    for ask in (client.get, client.post):
        answer = ask(reverse(PAPER, kwargs=arguments_of(door, school_a)), numbers)
        tally.harmless(answer, (PAPER, role, "drawn"))
        read = texts(answer.content)
        if any(STRANGER.search(text) for text in read):
            tally.opened.append((PAPER, role, "drawn", answer.status_code))


@pytest.mark.trust(1)
def test_no_address_leads_to_another_school(school_a, school_b, proof):
    tally = Tally()
    for role in MEMBER_ROLES if gate() != "quick" else ("careers_leader",):
        ask_strangers(tally, role, school_a, school_b)
        ask_numbers(tally, role, school_a, school_b)
        if gate() != "quick":
            ask_in_other_places(tally, role, school_a, school_b)
            ask_the_paper(tally, role, school_a, school_b)
    proof("requests", tally.requests, at_least=1_000 if gate() == "quick" else 25_000)
    assert (tally.opened, tally.told_apart) == ([], [])
    proof("answers that opened something", len(tally.opened), exactly=0)
    proof("'not yours' told apart from 'not there'", len(tally.told_apart), exactly=0)


@pytest.mark.trust(1, control=True)
def test_negative_control_with_the_filter_and_the_door_open_it_is_seen(school_a, school_b, monkeypatch):
    access = school_b.access("careers_leader")
    monkeypatch.setattr("chalkface.web.page.access_at_door", lambda account, slug, on: access)
    monkeypatch.setattr(SchoolManager, "get_queryset", lambda self: GuardedQuerySet(self.model, using=self._db))
    tally, client = Tally(), enter(school_a, "careers_leader", raise_request_exception=False)
    for door in doors()[:20]:
        tally.refused(client.get(reverse(door.name, kwargs=arguments_of(door, school_b))), (door.name,))
    assert tally.opened
