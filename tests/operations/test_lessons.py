"""The curriculum map: what is confirmed is counted, what is taken back is not, and nobody confirms what was not asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.core.links import digest_of
from chalkface.operations.asking import make_ask
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.lessons import (
    OwnLesson,
    Taught,
    confirm_lesson,
    confirm_lessons,
    remove_lesson,
    unconfirm_lesson,
    write_lesson,
)
from chalkface.queries.figures import school_figures
from chalkface.queries.history import history_of
from chalkface.queries.lessons import INDICATOR, curriculum_map, lessons
from chalkface.records.models import Activity, ActivityCode, Enrolment, LessonLink, Offer, Participation
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def subject_of(company) -> str:
    return company.rows["lesson"].subject


def planned(access, company, **other) -> int:
    about = {"academic_year": YEAR, "year_group": 9, "subject": subject_of(company), "title": "Pricing a job"} | other
    return write_lesson(access, **about)


def counted(access) -> tuple[int, int]:
    """The figure of the lesson links: the exact one, which must be what the map and every page are told."""
    with open_scope(access):
        figure = school_figures(access, on=access.on, indicators=[INDICATOR])[0]
        assert curriculum_map(access, YEAR).counted == figure.numerator
    return figure.numerator, figure.denominator


def test_a_confirmed_lesson_moves_the_figure_and_taking_it_back_moves_it_back(school_a, leader):
    before = counted(leader)
    assert before == (0, 1)
    lesson = planned(leader, school_a)
    assert counted(leader) == (0, 1)  # a plan is not yet a lesson
    confirm_lesson(leader, taught=Taught(lesson, date(2026, 3, 2)))
    assert counted(leader) == (1, 1)
    unconfirm_lesson(leader, lesson_id=lesson, reason="It was another class.")
    assert counted(leader) == (0, 1)
    with open_scope(leader):
        assert history_of(LessonLink.objects.get(pk=lesson))[0].reason == "It was another class."
        assert not Activity.objects.filter(key=f"lesson-{lesson}").exists()


def test_negative_control_for_some_classes_nobody_is_marked_so_the_figure_stays(school_a, leader):
    confirm_lesson(leader, taught=Taught(planned(leader, school_a), date(2026, 3, 2), whole_year=False))
    assert counted(leader) == (0, 1)


def test_the_activity_of_a_confirmed_lesson_is_whole(school_a, leader):
    """Kind, day, offer, outcome and register; students who were not on roll that day are left out; the counters are right."""
    with writing("a test"), across_schools("a test"):
        student = school_a.rows["other_student"]
        type(student).objects.filter(pk=student.pk).update(joined_on=date(2026, 3, 10))
    lesson = planned(leader, school_a, outcome_id=school_a.rows["outcome"].pk)
    made = confirm_lesson(leader, taught=Taught(lesson, date(2026, 3, 2)), by="Head of mathematics")
    with open_scope(leader):
        activity = Activity.objects.get(pk=made)
        assert (activity.kind, activity.starts_on, activity.subject) == (
            "curriculum_link",
            date(2026, 3, 2),
            subject_of(school_a),
        )
        assert list(Offer.objects.filter(activity=activity).values_list("academic_year", "year_group")) == [(YEAR, 9)]
        assert list(ActivityCode.objects.filter(activity=activity).values_list("list", "code")) == [("outcome", "EXP-9")]
        came = Participation.objects.filter(activity=activity, attended=True).values_list("student_id", flat=True)
        assert list(came) == [school_a.rows["student"].pk]
        assert Enrolment.objects.get(student=school_a.rows["student"]).encounters == 1
    unconfirm_lesson(leader, lesson_id=lesson)
    with open_scope(leader):
        assert Enrolment.objects.get(student=school_a.rows["student"]).encounters == 0


def test_the_counters_are_those_that_a_recount_gives(school_a, leader):
    with writing("a test"), open_scope(leader):
        rebuild_counters(leader.school_id)
    confirm_lesson(leader, taught=Taught(planned(leader, school_a), date(2026, 3, 2)))
    with writing("a test"), open_scope(leader):
        assert rebuild_counters(leader.school_id) == 0


def test_a_lesson_that_is_recorded_already_is_joined_and_stays_when_that_is_taken_back(school_a, leader):
    with writing("a test"), across_schools("a test"):
        held = Activity.objects.create(
            school=school_a.school, key="held", title="Held", kind="curriculum_link", subject=subject_of(school_a),
            starts_on=date(2026, 2, 3),
        )  # fmt: skip
    lesson = planned(leader, school_a)
    assert confirm_lesson(leader, taught=Taught(lesson), activity_id=held.pk) == held.pk
    unconfirm_lesson(leader, lesson_id=lesson)
    with open_scope(leader):
        assert Activity.objects.filter(pk=held.pk).exists()
        assert LessonLink.objects.get(pk=lesson).activity_id is None


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), date(2025, 8, 31)])
def test_a_day_that_cannot_be_is_refused(school_a, leader, day):
    with pytest.raises(Refused):
        confirm_lesson(leader, taught=Taught(planned(leader, school_a), day))


def test_a_lesson_of_a_subject_that_is_not_taught_there_is_refused_beside_its_question(school_a, leader):
    with pytest.raises(FormRefused) as refused:
        planned(leader, school_a, year_group=11, title="")
    assert [field for field, _ in refused.value.errors] == ["title", "year_group"]
    with pytest.raises(FormRefused, match="has a lesson of this name"):
        planned(leader, school_a, title=school_a.rows["lesson"].title)


def test_two_people_who_change_one_lesson_lose_nothing(school_a, leader):
    lesson = planned(leader, school_a)
    about = {"academic_year": YEAR, "year_group": 9, "subject": subject_of(school_a), "lesson_id": lesson, "edition": 0}
    write_lesson(leader, **about, title="Pricing a job", link="Building trades")
    with pytest.raises(ChangedMeanwhile):
        write_lesson(leader, **about, title="Pricing a job", link="Insurance")
    write_lesson(leader, **about, title="Pricing a roof", link="")  # only the name was changed: both stay
    with open_scope(leader):
        row = LessonLink.objects.get(pk=lesson)
        assert (row.title, row.link) == ("Pricing a roof", "Building trades")


def test_a_confirmed_lesson_is_neither_moved_nor_removed(school_a, leader):
    lesson = planned(leader, school_a)
    confirm_lesson(leader, taught=Taught(lesson, date(2026, 3, 2)))
    with pytest.raises(Refused, match="Take the confirmation back first"):
        remove_lesson(leader, lesson_id=lesson)
    with pytest.raises(Refused, match="confirmed already"):
        confirm_lesson(leader, taught=Taught(lesson, date(2026, 3, 2)))


class TestByLink:
    """A department confirms through a link."""

    @pytest.fixture
    def asked(self, school_a, leader):
        number, token = make_ask(leader, purpose="lessons", subject=subject_of(school_a), to_name="Head of mathematics")
        return replace(leader, role="link", account_id=None), number, digest_of(token)

    def test_what_was_taught_is_confirmed_in_their_name(self, school_a, leader, asked):
        link, number, key = asked
        lesson = planned(leader, school_a)
        taught = [Taught(lesson, date(2026, 3, 2), said="All six groups.")]
        own = OwnLesson("Surveying the field", 9)
        assert confirm_lessons(link, ask_id=number, taught=taught, own=own, said="Thank you.", key=key) == 2
        with open_scope(leader):
            row = LessonLink.objects.get(pk=lesson)
            assert (row.confirmed_by, row.said, row.taught_on) == ("Head of mathematics", "All six groups.", date(2026, 3, 2))
            assert {one.title for one in lessons(leader, YEAR) if one.is_confirmed} == {"Pricing a job", "Surveying the field"}
            assert curriculum_map(leader, YEAR).confirmed == 1
        assert counted(leader) == (1, 1)

    def test_nobody_confirms_without_the_secret_or_what_was_not_asked(self, school_a, school_b, leader, asked):
        link, number, key = asked
        lesson = planned(leader, school_a)
        for wrong in ("", "x", digest_of("x")):
            with pytest.raises(Refused, match="not asked of you"):
                confirm_lessons(link, ask_id=number, taught=[Taught(lesson)], key=wrong)
        with pytest.raises(Refused, match="not asked of you"):
            confirm_lessons(link, ask_id=number, taught=[Taught(school_b.rows["lesson"].pk)], key=key)
        with pytest.raises(Refused, match="not there any more"):
            confirm_lessons(replace(link, school_id=school_b.school.pk), ask_id=number, taught=[], key=key)
        with pytest.raises(NotAllowed):
            confirm_lesson(link, taught=Taught(lesson))
        with pytest.raises(Refused, match="has ended"):
            confirm_lessons(replace(link, on=DAY + timedelta(days=15)), ask_id=number, taught=[Taught(lesson)], key=key)

    def test_one_wrong_day_undoes_everything_and_is_said_beside_its_lesson(self, school_a, leader, asked):
        link, number, key = asked
        first, second = planned(leader, school_a), planned(leader, school_a, title="Another")
        taught = [Taught(first, date(2026, 3, 2)), Taught(second, DAY + timedelta(days=3))]
        with pytest.raises(FormRefused) as refused:
            confirm_lessons(link, ask_id=number, taught=taught, key=key)
        assert [field for field, _ in refused.value.errors] == [f"day-{second}"]
        with open_scope(leader):
            assert not any(one.is_confirmed for one in lessons(leader, YEAR))


def test_one_ask_adds_so_many_lessons_and_no_more(school_a, leader, monkeypatch):
    """Every lesson added is counted for a whole year group: whoever holds a link must not be able to add without end."""
    monkeypatch.setattr("chalkface.operations.lessons.MOST_OF_ONE_ASK", 2)
    ask, token = make_ask(leader, purpose="lessons", to_name="Head of music", subject=subject_of(school_a), academic_year=YEAR)
    link = replace(leader, role="link", account_id=None)
    for title in ("One", "Two"):
        own = OwnLesson(title, 9)
        assert confirm_lessons(link, ask_id=ask, taught=(), own=own, key=digest_of(token)) == 1
    with pytest.raises(FormRefused) as refused:
        confirm_lessons(link, ask_id=ask, taught=(), own=OwnLesson("Three", 9), key=digest_of(token))
    assert refused.value.errors[0][0] == "own"
    with open_scope(leader):
        assert LessonLink.objects.filter(ask_id=ask).count() == 2
