"""Role descriptions: each form says every word, a page for each post, and only for who may write them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalkface.core.errors import NotAllowed
from chalkface.operations.roles import end_post, set_responsibilities, write_post
from chalkface.records.tenancy import open_scope
from chalkface.reports import all_reports, make_report, write_report
from chalkface.reports.role_descriptions.compose import compose
from chalkface.reports.role_descriptions.paper import Description, Part, RoleDescriptions
from chalkface.reports.role_descriptions.telling import MOST, tell
from chalkface.reports.told import words_of
from tests.reports.documents import read_file, squeezed

DAY = date(2026, 3, 20)
POST = Description(
    title="Head of <science> & *art*",
    holder="M. Quayle (example)",
    is_vacant=False,
    minutes_a_week=90,
    purpose="Brings careers into lessons.",
    training="A day on the local labour market.",
    hours="this year’s activities need 12 hours; 1.5 hours a week are 58.5 hours in 39 weeks.",
    parts=(
        ("A", (Part("Duties", "A link governor (SG-11)", "keeps it in order"),)),
        ("R", tuple(Part("Statements", f"Something done {number}") for number in range(MOST + 3))),
        ("C", ()),
        ("I", (Part("Objectives", "Providers before the first choice"),)),
    ),
)
VACANT = Description("Head of sixth form", "", True, None, "", "", "", tuple((letter, ()) for letter in "ARCI"))
PAPER = RoleDescriptions("Kingsferry School (example)", True, DAY, DAY, (POST, VACANT))


def test_the_report_announces_itself():
    assert set(all_reports()["role-descriptions"].formats) == {"pdf", "docx"}


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_each_form_says_every_word(ending):
    said = read_file(write_report("role-descriptions", PAPER, ending), ending)
    for text in words_of(tell(PAPER)):
        assert squeezed(text) in said, text


def test_each_post_begins_a_page():
    pages = PdfReader(BytesIO(write_report("role-descriptions", PAPER, "pdf"))).pages
    assert len(pages) == 2
    assert "Head of sixth form" not in pages[0].extract_text() and "Head of sixth form" in pages[1].extract_text()


def test_what_nobody_said_is_called_not_said_and_a_long_list_is_cut_with_its_number():
    said = words_of(tell(PAPER))
    assert "1 hour 30 minutes a week" in said and "not said yet" in said
    assert "This post is vacant." in said and "Nothing yet." in said
    assert "and 3 more" in said and f"Something done {MOST}" not in said
    assert "Is asked before (C)" not in said  # nothing to say of it


def test_one_description_is_called_by_its_post_and_none_says_so():
    assert tell(replace(PAPER, posts=(VACANT,))).title == "Role description: Head of sixth form"
    assert "No posts are written yet." in words_of(tell(replace(PAPER, posts=())))


@pytest.mark.django_db
def test_the_records_are_what_is_written(school_a):
    leader = school_a.access("careers_leader")
    one, ended = write_post(leader, title="Head of art", holder="M. Quayle"), write_post(leader, title="Head of Latin")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    end_post(leader, post_id=ended, ended_on=leader.on, edition=0)
    with open_scope(leader):
        paper = compose(leader, leader.on)
        (alone,) = compose(leader, leader.on, post_id=one).posts
        made = read_file(make_report(leader, "role-descriptions", "docx", on=leader.on), "docx")
    titles = [post.title for post in paper.posts]
    assert "Head of art" in titles and "Head of Latin" not in titles
    assert dict(alone.parts)["A"] == (Part("Duties", "A link governor (SG-11)"),)
    assert squeezed("Held by M. Quayle.") in made and "Headofart" in made


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["adviser", "tutor", "teacher", "senco", "school_admin"])
def test_who_may_not_write_the_plan_may_not_make_them(school_a, role):
    access = school_a.access(role)
    with open_scope(access), pytest.raises(NotAllowed):
        compose(access, access.on)
