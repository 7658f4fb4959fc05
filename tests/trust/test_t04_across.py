"""Rows that are read past the wall are of one school: each question is put for school A while school B has the same (T4)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from chalkface.core.awards import awards
from chalkface.queries import (
    audit_check,
    families,
    fluency,
    last_gate,
    making,
    opened_groups,
    outcome_reach,
    surveys,
    who_looked,
)
from chalkface.queries.award_sources.records import Records
from chalkface.queries.risk import fairness
from chalkface.queries.survey_figures import Answered
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope
from tests.cast import DAY, YEAR
from tests.trust.test_t04_doors import change
from tests.trust.test_t04_whose import written

pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]


@pytest.fixture
def both(school_a, school_b):
    """School A with its careers leader's wall open, and school B beside it."""
    with open_scope(school_a.access("careers_leader")):
        yield school_a, school_b


def numbers(play) -> set[int]:
    return {play.rows["student"].pk, play.rows["other_student"].pk}


def took_part(play) -> None:
    """The student's family came to an evening, replied, and used a slip."""
    slip, activity = play.rows["pass"], play.rows["activity"]
    change(slip, carer=play.rows["carer"], used_at=timezone.make_aware(datetime(2026, 3, 3, 9)))
    change(activity, kind="parent_event")


def test_what_families_did_is_of_one_school(both):
    for play in both:
        took_part(play)
    steps = families._did(both[0].school.pk, YEAR)[YEAR]
    assert {one for name in ("replied", "acted", "attended") for one in steps[name]} == {both[0].rows["student"].pk}
    assert all(steps[name] for name in ("replied", "acted", "attended"))


def test_the_answers_of_a_survey_are_read_for_its_own_school(both):
    a, b = both
    past, parents = "past_survey", "parents_survey"
    for play, of, found in ((a, a, 1), (a, b, 0)):
        number, school = of.rows[past].pk, play.school.pk
        assert len(Answered.of_surveys(school, [number])[number]) == found
        marks = fluency._marks(school, number, frozenset())
        assert len(marks) == found
        number = of.rows[parents].pk
        assert len(Answered.without_names(school, [number])[number]) == found


def test_the_points_that_a_person_gave_are_of_the_return_s_school(both):
    a, b = both
    assert [given for _, given in fluency._marks(a.school.pk, a.rows["past_survey"].pk, frozenset())] == [{"V-WORD-ROUTE": 1}]
    written(lambda: records.WordMark.objects.filter(school=b.school).update(points=2))
    assert [given for _, given in fluency._marks(a.school.pk, a.rows["past_survey"].pk, frozenset())] == [{"V-WORD-ROUTE": 1}]


def test_how_many_were_asked_in_each_year_is_of_one_school(both):
    a, _ = both
    counts = surveys._by_year(a.access("careers_leader"), a.rows["past_survey"], [])
    assert [(one.numerator, one.denominator) for _, one in counts] == [(0, 2)]


def test_who_came_to_what_and_what_it_carries_are_of_one_school(both):
    a, b = both
    assert outcome_reach._came(a.school.pk, DAY) == {"EXP-9": {a.rows["student"].pk}}
    # Where the neighbour's activity carries another outcome, that is no outcome here.
    written(lambda: records.ActivityCode.objects.filter(school=b.school, list="outcome").update(code="EXP-8"))
    assert set(outcome_reach._came(a.school.pk, DAY)) == {"EXP-9"}


def test_what_became_of_those_who_were_scored_is_of_one_school(both):
    leader = replace(both[0].access("careers_leader"), on=DAY + timedelta(days=365))
    for play in both:
        written(lambda play=play: records.Enrolment.objects.filter(school=play.school).update(year_group=11))
        change(play.rows["destination"], status="not_sustained")
    assert {student for student, *_ in fairness._ends(leader)} == {both[0].rows["student"].pk}
    assert {student for student, *_ in fairness._scored_leavers(leader)} == {both[0].rows["student"].pk}


def test_the_names_that_a_paper_keeps_back_and_what_is_opened_to_count_are_of_one_school(both):
    a, b = both
    gate = last_gate.names_to_keep_back(a.access("careers_leader"))
    named = [f"{one.legal_forename} {one.legal_surname}" for one in (a.rows["student"], b.rows["student"])]
    assert [bool(gate.inside(f"A word of {name} here.")) for name in named] == [True, False]
    assert set(opened_groups._opened(a.school.pk)) == numbers(a)


def test_a_student_reads_who_looked_at_their_school(both):
    own = both[0].access("student")
    stranger = both[1].rows["student"].pk
    forged = replace(own, owns=frozenset({("see_own_pages", stranger)}))
    assert len(who_looked.who_looked(own, both[0].rows["student"].pk)) == 2
    assert who_looked.who_looked(forged, stranger) == ()


def test_the_paper_that_governors_were_sent_is_of_one_school(both):
    a, b = both
    change(b.rows["sending"], paper="governor-paper")
    found = Records(a.access("careers_leader"), next(iter(awards().values())))
    assert found.governor_paper_sent is None
    change(a.rows["sending"], paper="governor-paper", reached=1)
    assert Records(a.access("careers_leader"), next(iter(awards().values()))).governor_paper_sent.reached == 1


def test_the_papers_that_somebody_asked_for_are_listed_for_them_alone(both):
    a, _ = both
    leader, tutor = a.access("careers_leader"), a.access("senior_leader")
    assert [one.id for one in making.own_papers(leader)] == [a.rows["making"].pk]
    with open_scope(tutor):
        assert making.own_papers(tutor) == ()


def test_looks_are_counted_for_one_school(both):
    a, b = both
    for play in both:
        change(play.rows["viewing"], look=f"{audit_check.COUNTED}x")
    with across_schools("a test"):
        counted = set(audit_check._counted(records.Viewing, a.school.pk).values_list("school_id", flat=True))
    assert counted == {a.school.pk}
