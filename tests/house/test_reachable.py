"""Nobody has to know an address: every page of a school is found by following links from its first page."""

import re
from collections import Counter, deque
from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.cast import DAY, YEAR, Company
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db

# At most so many addresses of one page are opened: a rare page may be linked from one import or statement of many.
OF_EACH = 40


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


@pytest.fixture
def school(school_a) -> Company:
    """School A as an example school, with somebody who has left and an import that waits for a person."""
    with writing("the test"), across_schools("the test"):
        records.School.objects.filter(pk=school_a.school.pk).update(is_example=True)
        leaver = records.Student.objects.create(
            school=school_a.school, key="leaver", legal_forename="Ash", legal_surname="Sorrel", joined_on=date(2020, 9, 1),
            left_on=date(YEAR, 8, 31),
        )
        records.Enrolment.objects.create(
            school=school_a.school, student=leaver, academic_year=YEAR - 1, year_group=11, tutor_group="11A"
        )
        records.ImportBatch.objects.create(
            school=school_a.school, state="matching", format="participation_list", received_on=DAY,
            received_at=datetime(2026, 3, 20, 9, tzinfo=UTC),
            result={"matching": [{"reference": "1", "text": "Ash", "form": "", "rows": [("a.csv", 2, "")], "candidates": []}]},
        )
    return school_a


def links(page: str) -> list[str]:
    """The paths of this site that a page links to, without their query."""
    found = (urlsplit(unescape(address)) for address in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page))
    return [parts.path for parts in found if parts.path.startswith("/") and not parts.netloc]


def reached(client: Client, first: str, *, never: str = "") -> set[str]:
    """The names of the pages that are found from the address ``first``; links to the page ``never`` are not followed."""
    opened: Counter[str] = Counter()
    waiting, seen = deque([first]), {first}
    while waiting:
        path = waiting.popleft()
        try:
            name = resolve(path).url_name
        except Resolver404:
            continue
        if name == never or opened[name] == OF_EACH:
            continue
        answer = client.get(path)
        assert answer.status_code in (200, 302), f"a link to {path}, which answers {answer.status_code}"
        opened[name] += 1
        if answer["Content-Type"].startswith("text/html"):
            new = [link for link in dict.fromkeys(links(answer.content.decode())) if link not in seen]
            seen.update(new)
            waiting += new
    return set(opened)


WRITTEN_BY_ADVISERS = {
    "guidance.answer_request", "guidance.log", "guidance.edit_meeting", "guidance.new_need", "guidance.write_note",
}  # fmt: skip


def of_a_school(names: Iterable[str]) -> set[str]:
    return {name for name in names if PAGES[name].kind == "school"}


def found_by(role: str, school: Company, **options: str) -> set[str]:
    client = Client()
    signed_in_as(client, school.accounts[role])
    return reached(client, f"/s/{school.school.slug}/", **options)


# Who may come in and how is managed by the administrator of the school.
BY_ADMINISTRATORS = {"settings.member", "settings.sign_in", "settings.sign_ins"} & set(PAGES)


def test_every_page_of_a_school_is_linked_from_another(school):
    found = found_by("careers_leader", school)
    # Guidance is written down by the adviser.
    assert of_a_school(PAGES) - found <= BY_ADMINISTRATORS | WRITTEN_BY_ADVISERS
    assert found_by("school_admin", school) >= BY_ADMINISTRATORS
    assert found_by("adviser", school) >= WRITTEN_BY_ADVISERS


def test_negative_control_pages_behind_a_page_that_nobody_links_are_missed(school):
    found = found_by("careers_leader", school, never="imports.batch")
    missed = of_a_school(PAGES) - found - WRITTEN_BY_ADVISERS
    assert missed == BY_ADMINISTRATORS | {"imports.batch", "imports.columns", "imports.matching"}
