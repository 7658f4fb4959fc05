"""The people behind a gap: as many as the figure says, and no names for who may not see them."""

from dataclasses import replace

import pytest

from chalkface.core.access import MEMBER_ROLES, Access, Scope
from chalkface.core.errors import NotAllowed
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.statements import family_of
from chalkface.indicators.words import missed
from chalkface.queries.figures import school_figures
from chalkface.queries.gaps import missing, missing_students, reach_of_names
from chalkface.queries.provenance import how_counted
from chalkface.records.tenancy import across_schools, writing
from tests.queries.conftest import DAY

LEAVING = 2024
KEYS = {
    "on_roll": {"student_id", "name"},
    "leavers": {"student_id", "name"},
    "taught_subjects": {"year_group", "subject"},
    "actions_due": {"action_id", "student_id", "name"},
    "year_groups_offered": {"year_group"},
}
pytestmark = pytest.mark.django_db


def test_as_many_are_listed_as_the_figure_misses_in_the_form_of_the_contract(example):
    operator = Access(example.pk, "operator", DAY)
    figures = {one.indicator: one for one in school_figures(operator, on=DAY, year=LEAVING)}
    for one in indicators():
        rows = missing(operator, indicator=one.id, on=DAY, year=LEAVING)
        assert len(rows) == missed(one, figures[one.id].numerator, figures[one.id].denominator), one.id
        assert all(set(row) == KEYS[family_of(one)] for row in rows), one.id
        assert len({tuple(row.items()) for row in rows}) == len(rows), one.id


def test_a_neet_indicator_lists_those_who_are_neet(example, example_files):
    rows = missing(Access(example.pk, "operator", DAY), indicator="neet-at-16", on=DAY, year=LEAVING)
    routes = {row["student_id"]: row["route"] for row in example_files["destinations"] if row["stage"] == "16"}
    assert rows and {routes[row["student_id"]] for row in rows} == {"neet"}


def test_a_tutor_sees_their_groups_only(example):
    leader = Access(example.pk, "careers_leader", DAY)
    everybody = missing_students(leader, indicator="guidance-by-16", on=DAY)
    group = everybody[0].tutor_group
    tutor = Access(example.pk, "tutor", DAY, groups=frozenset({group}))
    mine = missing_students(tutor, indicator="guidance-by-16", on=DAY)
    assert mine == [one for one in everybody if one.tutor_group == group]
    assert 0 < len(mine) < len(everybody)
    assert missing_students(replace(tutor, groups=frozenset()), indicator="guidance-by-16", on=DAY) == []


def test_names_need_every_right_that_the_gap_tells_of(example):
    def reach(role: str, indicator: str) -> Scope | None:
        return reach_of_names(Access(example.pk, role, DAY), indicator)

    # Who has had no guidance meeting is a fact about guidance, which a subject teacher does not see.
    assert reach("teacher", "employer-encounter-this-year") is Scope.GROUP
    assert reach("teacher", "guidance-by-16") is None
    assert reach("tutor", "destination-known-at-16") is None
    assert reach("careers_leader", "destination-known-at-16") is Scope.SCHOOL
    for role in ("governor", "senior_leader", "school_admin"):
        for one in indicators():
            assert reach(role, one.id) is None, (role, one.id)
            with pytest.raises(NotAllowed):
                missing(Access(example.pk, role, DAY), indicator=one.id, on=DAY)


def test_somebody_with_two_roles_sees_no_further_than_the_narrowest_right_reaches(example):
    both = Access(example.pk, "school_admin", DAY, groups=frozenset({"none such"}), also=frozenset({"teacher"}))
    assert both.scope("see_students") is Scope.SCHOOL
    assert reach_of_names(both, "employer-encounter-this-year") is Scope.GROUP
    assert missing_students(both, indicator="employer-encounter-this-year", on=DAY) == []


def test_another_school_lists_nobody_of_this_one(example, school_b):
    assert missing(school_b.access("careers_leader"), indicator="guidance-by-16", on=DAY) == []


def test_how_it_was_counted_says_what_is_not_held(school_a, example):
    of_small = how_counted(school_a.access("governor"), indicator="two-higher-education-visits-by-18", on=DAY)
    assert of_small.not_held == () and of_small.entered_by_hand
    of_offers = how_counted(school_a.access("governor"), indicator="provider-access-offered-phase-3", on=DAY)
    assert of_offers.not_held == ("offers to year groups",)
    for role in MEMBER_ROLES:
        if role != "school_admin":
            assert how_counted(Access(example.pk, role, DAY), indicator="guidance-by-16", on=DAY).not_held == ()
    with pytest.raises(NotAllowed):
        how_counted(school_a.access("school_admin"), indicator="guidance-by-16", on=DAY)


def test_how_it_was_counted_names_the_imports_behind_it(school_a):
    student, batch = school_a.rows["student"], school_a.rows["batch"]
    with writing("a test"), across_schools("a test"):
        type(student).objects.filter(pk=student.pk).update(batch=batch)
    how = how_counted(school_a.access("governor"), indicator="guidance-by-16", on=DAY)
    assert [(one.id, one.format, one.what) for one in how.imports] == [(batch.pk, "exchange", ("students",))]
