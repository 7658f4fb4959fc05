"""Who next: each reason where it is planted, silence where it is not, and the whole order against a slow count."""

import random
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db.models import QuerySet

from chalkface.core.who_next import reasons
from chalkface.queries.who_next import NextFilters, ranked, touched, why_now
from chalkface.queries.who_next.announce import finders
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.queries.slow_who_next import Slow

YEAR = 2025
pytestmark = pytest.mark.django_db


@pytest.fixture
def school(school_a):
    """The school of the play, of which everybody whom its cast knows has left."""
    with writing("a plain school"), across_schools("a plain school"):
        QuerySet(records.Student).update(left_on=date(2025, 12, 1))
        QuerySet(records.ReasonWeight).all().delete()
    return school_a


class Planting:
    """Writes rows about one new student of a year group."""

    def __init__(self, company, year_group: int, name: str = "Ada") -> None:
        self.school, self.company = company.school, company
        self.student = records.Student.objects.create(
            school=self.school, key=f"{name}-{year_group}", legal_forename=name, legal_surname="Planted"
        )
        self.enrolment = records.Enrolment.objects.create(
            school=self.school, student=self.student, academic_year=YEAR, year_group=year_group, tutor_group=f"{year_group}A",
            encounters=1,
        )  # fmt: skip
        self.number = 0

    def row(self, table, **values):
        return table.objects.create(school=self.school, student=self.student, **values)

    def keyed(self, table, **values):
        self.number += 1
        return self.row(table, key=f"{self.student.pk}-{self.number}", **values)

    def met(self, day: date, attended: bool | None = True):
        return self.keyed(records.GuidanceMeeting, met_on=day, attended=attended, adviser="A. Adviser")

    def hopes(self, day: date, route: str = "further_education", level: int | None = None):
        return self.row(records.Intention, recorded_on=day, route=route, level=level)

    def predicted(self, level_e1: int):
        return self.row(records.RiskFact, kind="predicted_level", value_e1=level_e1, as_of=before(5))

    def agreed(self, **values):
        return self.keyed(records.Action, **({"what": "a visit", "status": "doing"} | values))

    def answered(self, wish: str):
        """What the student said in a survey to "Would you like somebody to talk with you?", three days ago."""
        return self.row(
            records.SurveyReturn, survey=self.company.rows["survey"], key=UUID(int=self.student.pk),
            sent_at=datetime.combine(before(3), time(12), UTC), answers={"V-TALK": int(wish)},
        )  # fmt: skip

    def open_to_all(self, day: date = date(2025, 11, 3)):
        activity = records.Activity.objects.create(
            school=self.school, key=f"open-{day}-{self.student.pk}", title="Open", kind="other", starts_on=day
        )
        return records.Offer.objects.create(
            school=self.school, activity=activity, academic_year=YEAR, year_group=self.enrolment.year_group
        )

    def scored(self, band: str, on: date = date(2026, 1, 9), year: int = YEAR):
        model = self.company.rows["risk_model"]
        return self.row(records.RiskScore, model=model, academic_year=year, scored_on=on, points=7, band=band)

    def quiet(self):
        """What keeps the reasons for which nothing need be written silent."""
        if self.enrolment.year_group >= 9:
            self.met(date(2025, 10, 1))
            self.hopes(date(2025, 9, 20))


def before(days: int) -> date:
    return DAY - timedelta(days=days)


# Each reason: the year group, what makes it true, and what is just beside it and leaves it untrue.
PLANTED = {
    "asked": (9, lambda p: p.row(records.MeetingRequest, asked_on=before(2)),
              lambda p: p.row(records.MeetingRequest, asked_on=before(2), answered_on=before(1))),
    "survey": (9, lambda p: p.answered("2"), lambda p: (p.answered("2"), p.met(before(3)))),
    "not_yet": (9, lambda p: p.agreed(student_said="not_yet", student_said_on=before(3)),
                lambda p: p.agreed(student_said="not_yet", student_said_on=before(3), status="done", done_on=before(1))),
    "no_meeting": (10, lambda p: p.met(before(5), attended=False), lambda p: p.met(before(5), attended=None)),
    "no_plan": (11, lambda p: p.hopes(before(4), "undecided"), lambda p: p.hopes(before(4), "apprenticeship")),
    "deadline": (9, lambda p: p.row(records.MeetingRequest, asked_on=before(9), answered_on=before(8)),
                 lambda p: p.met(before(1))),
    "priority": (9, lambda p: p.scored("red"), lambda p: p.scored("amber")),
    "overdue": (9, lambda p: p.agreed(due_on=before(1)), lambda p: p.agreed(due_on=DAY)),
    "undecided": (9, lambda p: p.hopes(before(4), "undecided"), lambda p: p.hopes(before(4))),
    "review_due": (9, lambda p: p.row(records.RiskFact, kind="ehcp_review", as_of=DAY + timedelta(days=60)),
                   lambda p: p.row(records.RiskFact, kind="ehcp_review", as_of=DAY + timedelta(days=61))),
    "mismatch": (9, lambda p: (p.hopes(before(4), level=3), p.predicted(10)),
                 lambda p: (p.hopes(before(4), level=3), p.predicted(20))),
    "changed": (9, lambda p: (p.hopes(before(300)), p.hopes(before(100), "apprenticeship")),
                lambda p: (p.hopes(before(300)), p.hopes(before(101), "apprenticeship"))),
    "absent": (7, lambda p: (p.open_to_all(), QuerySet(records.Enrolment).filter(pk=p.enrolment.pk).update(encounters=0)),
               lambda p: p.open_to_all()),
}  # fmt: skip
# Those for which nothing at all is enough, so that they are planted on a student of whom nothing is known.
BARE = ("no_meeting", "no_plan", "deadline")


@pytest.mark.parametrize("code", PLANTED)
def test_each_reason_is_found_where_it_is_planted_and_nowhere_beside_it(school, code):
    year, plant, beside = PLANTED[code]
    with writing("planting"), across_schools("planting"):
        hit, missed = Planting(school, year, "Hit"), Planting(school, year, "Missed")
        for one, act in ((hit, plant), (missed, beside)):
            if code not in BARE:
                one.quiet()
            act(one)
    access = school.access("careers_leader")
    with open_scope(access):
        found = why_now(access, [hit.student.pk, missed.student.pk])
    assert code in {one.code for one in found[hit.student.pk]}
    assert code not in {one.code for one in found[missed.student.pk]}


def test_of_a_student_with_nothing_amiss_nothing_is_said(school):
    with writing("planting"), across_schools("planting"):
        for year in (7, 8, 9, 10):
            Planting(school, year, f"Calm{year}").quiet()
    access = school.access("careers_leader")
    with open_scope(access):
        board = ranked(access, NextFilters())
    assert (board.total, board.on_roll) == (0, 4)


def test_of_two_hopes_of_one_day_the_last_in_order_counts(school):
    with writing("planting"), across_schools("planting"):
        settled, open_again = Planting(school, 9, "Settled"), Planting(school, 9, "Open")
        for one, routes in ((settled, ("undecided", "apprenticeship")), (open_again, ("apprenticeship", "undecided"))):
            one.met(before(4))
            for position, route in sorted(enumerate(routes), reverse=True):  # their order is not that of their numbers
                one.row(records.Intention, recorded_on=before(4), route=route, position=position)
    access = school.access("careers_leader")
    with open_scope(access):
        found = why_now(access, [settled.student.pk, open_again.student.pk])
    assert "undecided" not in {one.code for one in found[settled.student.pk]}
    assert "undecided" in {one.code for one in found[open_again.student.pk]}


def test_every_reason_of_the_content_is_planted_and_found_by_a_file_of_its_own():
    assert set(PLANTED) == set(reasons()) == {one.code for one in finders()}


def test_what_a_person_decided_lasts_until_its_day_and_no_longer(school):
    with writing("planting"), across_schools("planting"):
        one = Planting(school, 9)
        one.quiet()
        one.row(records.Overruling, verdict="first", because="x", made_on=before(9), until=before(1))
    access = school.access("adviser")
    with open_scope(access):
        assert ranked(access, NextFilters()).total == 0
        with writing("planting"):
            one.row(records.Overruling, verdict="first", because="x", made_on=before(9), until=DAY)
        assert [line.verdict for line in ranked(access, NextFilters()).lines] == ["first"]


def test_a_person_says_otherwise_of_the_priority_mark_and_the_words_never_name_a_band(school):
    with writing("planting"), across_schools("planting"):
        lifted, given = Planting(school, 9, "Lifted"), Planting(school, 9, "Given")
        for one, scored, said in ((lifted, "red", "green"), (given, "green", "red")):
            one.quiet()
            one.scored(scored)
            one.row(records.RiskOverride, band=said, because="x", made_on=before(2), until=DAY)
    access = school.access("adviser")
    with open_scope(access):
        found = why_now(access, [lifted.student.pk, given.student.pk])
    assert found[lifted.student.pk] == ()
    assert [one.words for one in found[given.student.pk]] == ["Marked as a priority"]


def test_a_reason_of_no_weight_is_left_out_of_the_list_and_still_counted_beside_its_weight(school):
    with writing("planting"), across_schools("planting"):
        one = Planting(school, 9)
        one.quiet()
        one.row(records.MeetingRequest, asked_on=before(2))
        records.ReasonWeight.objects.create(school=school.school, reason="asked", weight=0)
    access = school.access("careers_leader")
    with open_scope(access):
        assert ranked(access, NextFilters()).total == 0
        assert {line.code: line.students for line in touched(access)}["asked"] == 1


@pytest.mark.parametrize("role", ["tutor", "teacher", "senior_leader", "governor"])
def test_who_may_not_see_the_list_is_told_nothing(school, role):
    access = school.access(role)
    with open_scope(access):
        assert why_now(access, [1, 2]) == {1: (), 2: ()}


def _scatter(company, chance: random.Random, count: int) -> None:
    """A school in which anything may be true of anybody."""
    routes = ("further_education", "apprenticeship", "undecided", "", "higher_education")

    def day() -> date:
        return before(chance.randrange(-20, 420))

    for number in range(count):
        one = Planting(company, chance.randrange(7, 14), chance.choice(("Ann", "ann", "Bo")) + str(number % 3) + "x" * number)
        QuerySet(records.Enrolment).filter(pk=one.enrolment.pk).update(encounters=chance.randrange(2))
        for _ in range(chance.randrange(3)):
            one.met(day(), chance.choice((True, False, None)))
            one.hopes(day(), chance.choice(routes), chance.choice((None, 1, 2, 3)))
            one.agreed(
                due_on=day(), status=chance.choice(("doing", "done")), done_on=chance.choice((None, day())),
                **({"student_said": "not_yet", "student_said_on": day()} if chance.random() < 0.5 else {}),
            )  # fmt: skip
        if chance.random() < 0.4:
            one.row(records.MeetingRequest, asked_on=day(), answered_on=chance.choice((None, DAY)))
            one.row(records.RiskFact, kind="predicted_level", value_e1=chance.choice((10, 20, 30)), as_of=day())
            one.row(records.RiskFact, kind="ehcp_review", as_of=day())
            one.scored(chance.choice(("red", "green")), day(), chance.choice((YEAR, YEAR - 1)))
        if chance.random() < 0.3:
            begun = day()
            one.row(records.Overruling, verdict=chance.choice(("first", "later", "aside")), because="x", made_on=begun,
                    until=begun + timedelta(days=60), lifted_on=chance.choice((None, DAY)))  # fmt: skip
            one.row(records.RiskOverride, band=chance.choice(("red", "green")), because="x", made_on=begun,
                    until=begun + timedelta(days=90))  # fmt: skip
            one.row(records.Application, academic_year=YEAR + 1, stage=16, route="further_education",
                    status=chance.choice(("applied", "withdrawn")), status_on=day())  # fmt: skip
        if chance.random() < 0.1:
            one.open_to_all(before(chance.randrange(-10, 150)))
    for code in chance.sample(sorted(reasons()), 3):
        records.ReasonWeight.objects.create(school=company.school, reason=code, weight=chance.randrange(0, 60))


@pytest.mark.parametrize("seed", range(6))
def test_the_whole_order_agrees_with_a_slow_count(school, seed):
    with writing("scattering"), across_schools("scattering"):
        _scatter(school, random.Random(seed), 25)
    access = school.access("careers_leader")
    with open_scope(access):
        board = ranked(access, NextFilters(), all_at_once=True)
    with across_schools("the slow count"):
        expected = Slow(school.school, DAY).order()
    assert [(line.id, frozenset(one.code for one in line.why)) for line in board.lines] == expected
    assert len(expected) > 5


def test_a_school_forty_times_as_large_asks_the_database_no_more(school, django_assert_num_queries):
    access = school.access("careers_leader")
    for many in (2, 80):
        with writing("scattering"), across_schools("scattering"):
            QuerySet(records.ReasonWeight).all().delete()
            _scatter(school, random.Random(many), many)
        with open_scope(access), django_assert_num_queries(6):
            ranked(access, NextFilters())


def test_the_other_school_is_nowhere_in_the_list(school, school_b):
    with writing("planting"), across_schools("planting"):
        other = Planting(school_b, 9)
        other.row(records.MeetingRequest, asked_on=before(2))
    access = school.access("careers_leader")
    with open_scope(access):
        assert ranked(access, NextFilters()).on_roll == 0
        assert why_now(access, [other.student.pk]) == {other.student.pk: ()}
