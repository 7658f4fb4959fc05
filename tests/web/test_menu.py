"""The menu: what somebody does most stands first, and a page without a place of its own marks the one it is part of."""

import re

import pytest

pytestmark = pytest.mark.django_db
ITEM = re.compile(r'<a href="[^"]+"( aria-current="page")?>(?:<span class="step"[^>]*>\d</span>)?([A-Z]\w+)</a>')


def menu(client, path: str) -> list[tuple[bool, str]]:
    """The items of the menu on a page, in order, and whether each is marked as the place one is at."""
    page = client.get(f"/s/school-a/{path}").content.decode()
    return [(bool(here), label) for here, label in ITEM.findall(page.partition('id="menu"')[2].partition("</nav>")[0])]


def test_an_adviser_begins_with_guidance_a_careers_leader_with_the_review(at):
    assert [label for _, label in menu(at("adviser"), "")][:5] == ["Home", "Guidance", "Students", "Destinations", "Review"]
    assert [label for _, label in menu(at("careers_leader"), "")][:3] == ["Home", "Review", "Direction"]


@pytest.mark.parametrize("path", ["interviews/", "surveys/", "risk/", "guidance/needs/"])
def test_a_page_without_a_place_of_its_own_marks_guidance(at, path):
    assert [label for here, label in menu(at("adviser"), path) if here] == ["Guidance"]


def test_whoever_has_no_guidance_in_the_menu_is_shown_where_the_surveys_belong(at):
    assert [label for here, label in menu(at("tutor"), "surveys/") if here] == ["Students"]
