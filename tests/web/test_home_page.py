"""Home in sentences: what matters this week, for each as far as they may know."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY, token
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(school_a, monkeypatch):
    """A function that reads home as somebody, on the day of the play."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("governor").on)

    def home(role: str) -> str:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        answer = client.get("/s/school-a/")
        assert answer.status_code == 200
        return words(answer.content.decode())

    return home


@pytest.fixture
def twenty(school_a):
    """Twenty more students, in Year 11. Of the school's 22 one said what they hope for: one is a small number."""
    school = school_a.school
    with writing("a test"), across_schools("a test"):
        for number in range(20):
            student = records.Student.objects.create(
                school=school, key=f"k{number}", legal_forename="Ash", legal_surname=f"Sorrel{number:02d}"
            )
            records.Enrolment.objects.create(
                school=school, student=student, academic_year=2025, year_group=11, tutor_group="11A"
            )
    return school


def test_the_leader_reads_where_the_school_stands_and_what_to_look_at_first(at, twenty):
    page = at("careers_leader")
    assert re.search(r"0 of 8 benchmarks and \d+ of 32 statements are met in full today", page)
    assert "Look at first" in page and "Open " in page
    assert "21 of 22 students on roll have not had an aspiration recorded this academic year" in page


def test_a_governor_is_told_no_small_number(at, twenty):
    page = at("governor")
    assert "benchmarks and" in page
    assert "21 of 22" not in page and "of them have the pupil premium" not in page and "of them has" not in page
    assert "Sorrel" not in page and "zqastudent" not in page


def test_the_school_administrator_sees_no_figures_but_how_fresh_the_data_are(at, twenty):
    page = at("school_admin")
    assert "benchmark" not in page and "Look at first" not in page and " of 20" not in page
    assert "In the next fortnight" not in page
    assert "The latest import was on 9 September 2025." in page


def test_what_was_agreed_and_is_past_its_date_is_counted_for_who_sees_guidance(at):
    assert "1 agreed action is past the date and not done." in at("careers_leader")
    assert "past the date" not in at("teacher") and "past the date" not in at("governor")


def test_an_action_that_is_done_or_not_due_is_not_past_its_date(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(school=school_a.school).update(due_on=DAY)
    assert "past its date" not in at("careers_leader")
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(school=school_a.school).update(due_on=date(2026, 1, 1), status="done")
    assert "past its date" not in at("careers_leader")


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (14, True), (15, False), (-1, False)])
def test_the_next_fortnight_is_today_and_fourteen_days(at, school_a, days, is_told):
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.filter(school=school_a.school).update(starts_on=DAY + timedelta(days=days))
    assert (token("a", "activity", "title") in at("careers_leader")) is is_told


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, False)])
def test_what_is_held_today_stands_at_the_top(at, school_a, twenty, days, is_told):
    title = token("a", "activity", "title")
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.filter(school=school_a.school).update(starts_on=DAY + timedelta(days=days))
    page = at("tutor")
    assert (re.search(rf"Today: [^.]*{title}", page) is not None) is is_told
    assert not is_told or page.index("Today: ") < page.index("Look at first") < page.index("In the next fortnight")


def test_a_register_that_is_not_finished_is_on_home_of_those_who_may_mark_or_read_it(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.filter(school=school_a.school).update(starts_on=DAY - timedelta(days=3))
        records.Participation.objects.filter(school=school_a.school).update(attended=None)
    said = "1 activity of the last two months has students who are not marked."
    assert said in at("careers_leader") and said in at("tutor")
    assert "not marked" not in at("governor")
    with writing("a test"), across_schools("a test"):
        records.Participation.objects.filter(school=school_a.school).update(student=school_a.rows["other_student"])
    assert "not marked" not in at("tutor"), "a register of another group is not the tutor's to finish"


def test_an_empty_school_is_told_how_to_begin(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.ImportBatch.objects.all().delete()
    assert "Nothing is here yet" in at("careers_leader") and "Import a list" in at("school_admin")
    assert "Import a list" not in at("tutor")


def test_the_plan_in_a_line_for_each_objective_and_what_is_ones_own(at, twenty):
    page = at("careers_leader")
    assert f"{token('a', 'objective', 'title')} 0 of 20 (0%) of the 90% aimed at, behind" in page
    assert "1 action is yours to do, and it is late. 1 request waits for your answer. My assignments" in page
    assert "What is missing, late or forgotten Strategic plan Hand-over pack" in page


def test_who_holds_no_post_has_nothing_of_their_own_and_a_governor_may_not_hand_over(at, twenty):
    page = at("governor")
    assert token("a", "objective", "title") in page and "Strategic plan" in page
    assert "yours to do" not in page and "Hand-over pack" not in page
    assert token("a", "objective", "title") not in at("school_admin")


def test_what_was_agreed_and_is_ones_own_to_do_is_counted_on_home_also_when_it_is_asked_of_the_role(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Action.objects.update(status="done", student_said="")
        for number, (kind, due_on) in enumerate([("tutor", DAY - timedelta(days=3)), ("tutor", None), ("senco", DAY)]):
            records.Action.objects.create(
                school=school_a.school, key=f"own{number}", student=school_a.rows["student"], what="Read the draft",
                owner_kind=kind, status="to_do", due_on=due_on,
            )  # fmt: skip
    assert "2 things agreed with students are yours to do, 1 past its date." in at("tutor")
    assert "1 thing agreed with students is yours to do." in at("senco")
    assert "yours to do" not in at("governor")
