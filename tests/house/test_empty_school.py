"""A school on its first day, of every kind, and on the days when a year turns: every page opens for every role and says
something; nothing is counted out of nothing, and nothing that a machine would say reaches the page."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES, Access, grants
from chalkface.core.errors import Refused
from chalkface.frameworks.load import framework
from chalkface.operations.people import add_member
from chalkface.operations.schools import add_school
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import all_reports, make_report
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import CODES, arguments_of
from tests.proofs import drawn
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db

KINDS = {
    "a school with a sixth form": ("school", 7, 13),
    "a school without one": ("school", 7, 11),
    "a special school": ("special", 7, 13),
    "a college": ("college", 12, 13),
}
FIRST, LAST, LEAP = TURNS = date(2027, 9, 1), date(2027, 8, 31), date(2028, 2, 29)
NUMBER = 987_654_321  # of nothing that is here
# What a person should never read: a value of the program, a number out of nothing, or a text that was not filled in.
ODD = re.compile(
    r"\bNone\b(?! yet| of| is| has| in particular|[.,:])|\bnan\b|\binf\b|\bFalse\b|\bTrue\b|\{\{|\}\}|\{[a-z_]+\}|Undefined"
    r"|<bound method|datetime\.|&lt;/?(?:t[rdh]|tbody|strong|small|a|span)\b"
)


def made(kind: str, low: int, high: int, on: date) -> tuple[records.School, dict[str, records.Account]]:
    """A school with its people and nothing else."""
    school = add_school(Access(None, "operator", on), urn="140000", name="Hillview", kind=kind)
    with writing("the new school"), across_schools("the new school"):
        records.School.objects.filter(pk=school.pk).update(low_year=low, high_year=high)
    access, accounts = Access(school.pk, "operator", on), {}
    with open_scope(access):
        for role in MEMBER_ROLES:
            groups = (f"{low}A",) if role in ("tutor", "teacher") else ()
            add_member(access, email=f"{role}@hillview.example", role=role, name=role, password="long enough", groups=groups)
            accounts[role] = records.Account.objects.get(email=f"{role}@hillview.example")
    return records.School.objects.get(pk=school.pk), accounts


def codes_of(school: records.School) -> dict[str, object]:
    """What to put in addresses that name content: of the school's own framework."""
    area = framework(school.framework).areas[0]
    statement = area.statements[0].code
    own = {"framework": school.framework, "benchmark": area.code, "statement": statement, "year_group": school.low_year}
    return CODES | own | {"of": f"{school.framework}:{statement}"}


def address(door, school) -> tuple[str, bool]:
    """The address of a page, and whether it names a thing that the school does not have."""
    codes, given, names_a_thing = codes_of(school), {}, False
    for _, name in re.findall(r"<(\w+:)?(\w+)>", door.path):
        if name == "school":
            given[name] = school.slug
        elif name in codes:
            given[name] = codes[name]
        else:
            given[name], names_a_thing = NUMBER, True
    return reverse(door.name, kwargs=given), names_a_thing


def words_of(page: str) -> str:
    """The text of a page as a person reads it."""
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<option.*?</option>|<strong>None</strong>", " ", main, flags=re.DOTALL)  # answers that are called so
    return " ".join(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL).split())


def pages_open(school, accounts, monkeypatch, on: date) -> list[str]:
    """Open every page as every role, or in the ordinary suite as one who may and one who may not; what was odd."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: on)
    odd, tried = [], {
        door.name: drawn([role for role in accounts if role in grants()[door.needs].who], 1, door.name, school.kind)
        + drawn([role for role in accounts if role not in grants()[door.needs].who], 1, door.name, school.kind)
        for door in PAGES.values() if door.kind == "school"
    }  # fmt: skip
    assert {role for roles in tried.values() for role in roles} == set(accounts)
    for role, account in accounts.items():
        forget()
        client = Client()
        signed_in_as(client, account)
        for door in (one for one in PAGES.values() if role in tried.get(one.name, ())):
            where, names_a_thing = address(door, school)
            try:
                answer = client.get(where)
            except Exception as error:  # what broke is told of all pages at once
                odd.append(f"{door.name} as {role}: {type(error).__name__}: {error}")
                continue
            may = role in grants()[door.needs].who
            wanted = (403,) if not may else (404, 302) if names_a_thing else (200, 302)
            if answer.status_code not in wanted:
                odd.append(f"{door.name} as {role}: {answer.status_code}")
            elif answer.status_code == 200 and "html" in answer["Content-Type"]:
                text = words_of(answer.content.decode())
                if found := ODD.search(text):
                    odd.append(f"{door.name} as {role}: …{text[max(0, found.start() - 60) : found.end() + 40]}…")
                if len(text) < 40:
                    odd.append(f"{door.name} as {role}: says nothing: {text!r}")
    return odd


@pytest.mark.trust(41, gate="suite", once=True)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_a_school_that_has_nothing_opens_and_says_something(kind, monkeypatch):
    on = {"a school without one": FIRST, "a special school": LAST, "a college": LEAP}.get(kind, date(2026, 11, 26))
    school, accounts = made(*KINDS[kind], on)
    if KINDS[kind] != ("school", 7, 13):  # the others are other in what they hold, not in who may see it
        accounts = {role: accounts[role] for role in ("careers_leader", "governor", "teacher")}
    odd = pages_open(school, accounts, monkeypatch, on)
    assert not odd, "\n".join(odd)


@pytest.mark.trust(41, gate="suite", once=True)
@pytest.mark.parametrize("on", TURNS, ids=str)
def test_every_page_of_a_school_that_has_a_plan_opens_when_a_year_turns(on, school_a, monkeypatch):
    """The plan is of years before: its half-terms, lessons and activities are not those of the day. In the ordinary suite each
    page is opened on one of the days."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: on)
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    for door in (one for one in PAGES.values() if one.kind == "school"):
        if "careers_leader" in grants()[door.needs].who and on in drawn(TURNS, 1, door.name):
            answer = client.get(reverse(door.name, kwargs=arguments_of(door, school_a)))
            assert answer.status_code in (200, 302), door.name
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                assert not ODD.search(words_of(answer.content.decode())), door.name


def test_what_only_a_program_would_say_is_found():
    said = "<main><p>Due on None today.</p><p>None yet.</p><option>None</option><p>{{ name }}</p><p>&lt;td>7</p></main>"
    assert ODD.findall(words_of(said)) == ["None", "{{", "}}", "&lt;td"]


# Made of one thing, not of a school: and what is said where none is named.
OF_ONE = {
    next(code for code in all_reports() if code.startswith("subject-access")): "page of a request",
    "contribution-story": "page of an objective",
}


@pytest.mark.trust(41, gate="suite", once=True)
@pytest.mark.parametrize("on", TURNS, ids=str)
def test_every_paper_of_a_school_that_has_nothing_is_made(on):
    school, _ = made("school", 7, 11, on)
    access = Access(school.pk, "careers_leader", on)
    with open_scope(access):
        for name, report in all_reports().items():
            for ending in (one for one in report.formats if on in drawn(TURNS, 1, name, one)):
                if name in OF_ONE:
                    with pytest.raises(Refused, match=OF_ONE[name]):
                        make_report(access, name, ending, on=on)
                else:
                    assert make_report(access, name, ending, on=on), (name, ending)
