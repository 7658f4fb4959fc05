"""Outcomes as deeds: adopted once, never over what the school wrote, changed with a history, retired and brought back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalkface.core.access import MEMBER_ROLES
from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks.outcome_sets import all_sets, areas
from chalkface.operations.outcomes import (
    adopt_outcomes,
    bring_back_outcome,
    edit_outcome,
    free_code,
    retire_outcome,
    write_outcome,
)
from chalkface.records.models import Change, Outcome
from chalkface.records.tenancy import across_schools, open_scope
from tests.cast import token

pytestmark = pytest.mark.django_db
SET = "career-development"
READY = all_sets()[SET].outcomes


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def held(access) -> dict[str, Outcome]:
    with open_scope(access):
        return {one.code: one for one in Outcome.objects.all()}


def as_they_are(access) -> list[tuple]:
    return sorted((one.pk, one.code, one.wording, one.year_group, one.term, one.retired_on) for one in held(access).values())


def history(access, row) -> list[Change]:
    with open_scope(access):
        return list(Change.objects.filter(about="outcome", number=row.pk).order_by("pk"))


def test_the_whole_set_is_adopted_but_what_the_school_has_stays(leader):
    assert adopt_outcomes(leader, set_code=SET) == len(READY) - 1  # the cast has an EXP-9 of its own
    now = held(leader)
    assert set(now) == {one.code for one in READY}
    assert now["EXP-9"].wording == token("a", "outcome", "wording")
    assert now["GTL-7"].source == "career-development:GTL-7"
    assert [one.deed for one in history(leader, now["GTL-7"])] == ["adopt_outcomes"]


choices = st.tuples(st.frozensets(st.sampled_from(sorted(areas()))), st.frozensets(st.sampled_from(list(YEAR_GROUPS))))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(choices, min_size=1, max_size=3), edited=st.sampled_from([one.code for one in READY]))
def test_adopting_twice_is_adopting_once_and_never_overwrites(leader, steps, edited):
    with across_schools("a test"):
        known = set(Outcome.objects.filter(school_id=leader.school_id).values_list("code", flat=True))
    for of_areas, of_years in steps:
        wanted = {
            one.code for one in READY if (not of_areas or one.area in of_areas) and (not of_years or one.year_group in of_years)
        }
        assert adopt_outcomes(leader, set_code=SET, areas=of_areas, year_groups=of_years) == len(wanted - known)
        known |= wanted
        if edited in known and edited in held(leader):
            row = held(leader)[edited]
            edit_outcome(leader, outcome_id=row.pk, edition=row.edition, new={"wording": "In our own words."})
        before = as_they_are(leader)
        assert adopt_outcomes(leader, set_code=SET, areas=of_areas, year_groups=of_years) == 0
        assert as_they_are(leader) == before
    assert set(held(leader)) == known


def test_a_retired_outcome_is_not_adopted_again(leader):
    adopt_outcomes(leader, set_code=SET)
    row = held(leader)["BAL-8"]
    retire_outcome(leader, outcome_id=row.pk, edition=row.edition, reason="Taught in citizenship.")
    assert adopt_outcomes(leader, set_code=SET) == 0
    assert held(leader)["BAL-8"].retired_on == leader.on


def test_only_the_chosen_areas_and_years_are_adopted(leader):
    adopt_outcomes(leader, set_code=SET, areas=["BIG"], year_groups=[7, 8])
    assert set(held(leader)) == {"EXP-9", "BIG-7", "BIG-8"}


def test_a_set_of_skills_and_one_that_is_not_there_are_refused(leader):
    for code in ("essential-skills", "nothing"):
        with pytest.raises(Refused):
            adopt_outcomes(leader, set_code=code)


def test_an_own_outcome_gets_the_next_free_code_of_its_place(leader):
    first = write_outcome(leader, year_group=9, area="EXP", wording=" Has met a farmer. ", term=2)
    second = write_outcome(leader, year_group=9, area="EXP", wording="Has met a baker.")
    assert (first.code, first.wording, first.term) == ("EXP-9b", "Has met a farmer.", 2)
    assert second.code == "EXP-9c"
    assert history(leader, first)[0].fields == {"wording": ["", "Has met a farmer."]}


@given(taken=st.sets(st.integers(0, 40)))
def test_a_free_code_is_never_one_that_is_taken(taken):
    codes: set[str] = set()
    for _ in taken:
        code = free_code("EXP", 9, codes)
        assert code not in codes and code.startswith("EXP-9")
        codes.add(code)


def test_a_code_that_is_taken_is_refused_beside_its_question(leader):
    with pytest.raises(Refused) as refused:
        write_outcome(leader, year_group=9, area="EXP", wording="Again.", code="EXP-9")
    assert refused.value.field == "code"
    for code in ("x" * 41, "A;B"):
        with pytest.raises(Refused) as refused:
            write_outcome(leader, year_group=9, area="EXP", wording="Again.", code=code)
        assert refused.value.field == "code"


def test_everything_wrong_is_said_at_once(leader):
    with pytest.raises(FormRefused) as refused:
        write_outcome(leader, year_group=6, area="none", wording=" ", term=7)
    assert [field for field, _ in refused.value.errors] == ["wording", "year_group", "area", "term"]


def test_an_edit_is_remembered_and_the_code_stays(leader, school_a):
    row = school_a.rows["outcome"]
    assert edit_outcome(
        leader, outcome_id=row.pk, edition=0, new={"wording": "Other.", "term": 3, "code": "X"}, reason="Clearer."
    )
    now, (line,) = held(leader)["EXP-9"], history(leader, row)
    assert (now.wording, now.term, now.edition) == ("Other.", 3, 1)
    assert line.fields == {"wording": [token("a", "outcome", "wording"), "Other."], "term": ["1", "3"]}
    assert line.reason == "Clearer."


def test_two_who_edit_one_wording_do_not_overwrite_each_other(leader, school_a):
    row = school_a.rows["outcome"]
    edit_outcome(leader, outcome_id=row.pk, edition=0, new={"wording": "Hers."})
    with pytest.raises(ChangedMeanwhile):
        edit_outcome(leader, outcome_id=row.pk, edition=0, new={"wording": "His."})
    assert held(leader)["EXP-9"].wording == "Hers."


def test_retiring_needs_a_reason_and_can_be_undone(leader, school_a):
    row = school_a.rows["outcome"]
    with pytest.raises(Refused) as refused:
        retire_outcome(leader, outcome_id=row.pk, edition=0, reason="  ")
    assert refused.value.field == "reason"
    assert retire_outcome(leader, outcome_id=row.pk, edition=0, reason="No longer ours.")
    assert not retire_outcome(leader, outcome_id=row.pk, edition=1, reason="Again.")
    assert held(leader)["EXP-9"].retired_on == leader.on
    assert bring_back_outcome(leader, outcome_id=row.pk, edition=1)
    assert held(leader)["EXP-9"].retired_on is None
    assert [one.deed for one in history(leader, row)] == ["retire_outcome", "bring_back_outcome"]


def test_only_who_may_edit_outcomes_does_any_of_it(school_a):
    number = school_a.rows["outcome"].pk
    for role in set(MEMBER_ROLES) - {"careers_leader"}:
        access = school_a.access(role)
        for deed in (
            lambda access=access: adopt_outcomes(access, set_code=SET),
            lambda access=access: write_outcome(access, year_group=9, area="EXP", wording="No."),
            lambda access=access: edit_outcome(access, outcome_id=number, edition=0, new={"wording": "No."}),
            lambda access=access: retire_outcome(access, outcome_id=number, edition=0, reason="No."),
            lambda access=access: bring_back_outcome(access, outcome_id=number, edition=0),
        ):
            with pytest.raises(NotAllowed):
                deed()


def test_an_outcome_of_another_school_is_not_there(leader, school_b):
    with pytest.raises(Refused, match="not there any more"):
        edit_outcome(leader, outcome_id=school_b.rows["outcome"].pk, edition=0, new={"wording": "Mine."})
