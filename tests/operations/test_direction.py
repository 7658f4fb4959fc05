"""The direction and its objectives: who may write what, what is refused, and what is kept."""

from dataclasses import replace
from datetime import date

import pytest

from chalkface.core.access import MEMBER_ROLES
from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations import objectives as deeds
from chalkface.operations.direction import keep_version, put_to_governors, record_decision, write_direction
from chalkface.operations.objectives import (
    answer_finding,
    close_objective,
    drop_finding,
    edit_objective,
    link_outcomes,
    reopen_objective,
    set_baseline,
    write_objective,
)
from chalkface.queries.direction import objective_line, objectives
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing

pytestmark = pytest.mark.django_db
FIELDS = ("title", "problem", "student_group", "group", "outcome", "indicator", "target_percent", "target_on", "post_id")
MEETING = "guidance-by-16"


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def change(access, number: int, edition: int | None = None, **new) -> None:
    with open_scope(access):
        line = objective_line(access, number)
    values = {name: getattr(line, name) for name in (*FIELDS, "development_plan", "status", "position")}
    edit_objective(access, objective_id=number, edition=line.edition if edition is None else edition, **{**values, **new})


def row_of(access, number: int):
    with open_scope(access):
        return records.Objective.objects.get(pk=number)


def history(access, number: int) -> list[str]:
    with open_scope(access):
        return list(
            records.Change.objects.filter(about="objective", number=number).order_by("pk").values_list("deed", flat=True)
        )


def direction(**new) -> dict:
    given = {"vision": "", "summary": "", "priorities": "", "from_year": 2025, "to_year": 2027, "review_on": None}
    return {**given, **new}


def refused_fields(do) -> set[str]:
    with pytest.raises(FormRefused) as caught:
        do()
    return {field for field, _ in caught.value.errors}


def test_the_baseline_is_the_figure_of_the_day_and_another_day_is_another_figure(leader, year_11):
    number = write_objective(leader, title="Guidance", indicator=MEETING, target_percent=90)
    row = row_of(leader, number)
    assert (row.baseline_numerator, row.baseline_denominator, row.baseline_on) == (30, 40, leader.on)
    before = write_objective(leader, title="Guidance before", indicator=MEETING, baseline_on=date(2025, 10, 1))
    row = row_of(leader, before)
    assert (row.baseline_numerator, row.baseline_denominator, row.baseline_on) == (0, 40, date(2025, 10, 1))
    assert history(leader, number) == ["write_objective", "set_baseline"]


def test_a_small_number_is_not_kept_even_for_who_may_see_it(leader, school_a):
    assert leader.sees_exact_figures
    number = write_objective(leader, title="Few", indicator="employer-encounter-this-year")
    row = row_of(leader, number)
    assert (row.baseline_numerator, row.baseline_denominator, row.baseline_on) == (None, None, leader.on)
    with open_scope(leader):
        lines = list(records.Change.objects.filter(about="objective", number=number))
    assert all("baseline_numerator" not in line.fields for line in lines)


def test_negative_control_read_for_the_leader_alone_the_small_number_would_be_kept(leader, school_a, monkeypatch):
    measured = deeds.measured
    monkeypatch.setattr(deeds, "measured", lambda *given, **more: measured(*given, **{**more, "for_others": False}))
    number = write_objective(leader, title="Few", indicator="employer-encounter-this-year")
    assert row_of(leader, number).baseline_denominator == 2


def test_another_indicator_or_group_is_measured_anew_and_a_new_title_is_not(leader, year_11):
    number = write_objective(leader, title="Guidance", indicator=MEETING, baseline_on=date(2025, 10, 1))
    change(leader, number, title="Guidance for all")
    assert row_of(leader, number).baseline_numerator == 0
    change(leader, number, group="pupil_premium=yes")
    row = row_of(leader, number)
    assert (row.baseline_numerator, row.baseline_denominator, row.baseline_on) == (10, 10, leader.on)
    change(leader, number, indicator="", group="")
    row = row_of(leader, number)
    assert (row.baseline_numerator, row.baseline_denominator, row.baseline_on) == (None, None, None)


def test_the_baseline_can_be_measured_as_it_was_on_a_day_but_not_on_one_to_come(leader, year_11):
    number = write_objective(leader, title="Guidance", indicator=MEETING)
    assert set_baseline(leader, objective_id=number, on=date(2025, 10, 1))
    assert row_of(leader, number).baseline_numerator == 0
    with pytest.raises(Refused, match="to come"):
        set_baseline(leader, objective_id=number, on=date(2026, 12, 1))
    bare = write_objective(leader, title="Bare")
    with pytest.raises(Refused, match="Choose an indicator first"):
        set_baseline(leader, objective_id=bare)


def test_a_version_keeps_no_small_number_of_who_may_see_it(leader, school_a):
    write_objective(leader, title="Few", indicator="employer-encounter-this-year", target_percent=90, status="current")
    with open_scope(leader):
        exact = [one.progress.sentence for one in objectives(leader) if one.title == "Few"]
        content = records.DirectionVersion.objects.get(pk=keep_version(leader)).content
    assert "1 of 2" in exact[0]
    (kept,) = [one for one in content["objectives"] if one["title"] == "Few"]
    assert "1 of 2" not in str(content) and "hidden" in kept["progress"]
    assert (kept["baseline_numerator"], kept["baseline_denominator"]) == (None, None)


def test_who_sees_no_names_measures_no_day_gone_by(school_a, leader, year_11):
    """Asked day by day, a baseline would tell on which day somebody had their meeting."""
    number = write_objective(leader, title="Guidance", indicator=MEETING)
    deputy = school_a.access("senior_leader")
    assert not deputy.sees_exact_figures
    for measure in (
        lambda: set_baseline(deputy, objective_id=number, on=date(2025, 10, 1)),
        lambda: write_objective(deputy, title="Before", indicator=MEETING, baseline_on=date(2025, 10, 1)),
    ):
        with pytest.raises(Refused, match="today’s figure"):
            measure()
    assert row_of(leader, number).baseline_on == leader.on
    assert set_baseline(deputy, objective_id=number)


def test_everything_wrong_with_an_objective_is_said_at_once(leader, school_b):
    other = school_b.rows["post"].pk
    wrong = refused_fields(
        lambda: write_objective(
            leader, title=" ", indicator="none", group="sen=yes", target_percent=101, post_id=other, status="closed"
        )
    )
    assert wrong == {"title", "indicator", "group", "target_percent", "post_id", "status"}
    assert refused_fields(lambda: write_objective(leader, title="x", indicator=MEETING, group="year_group=9")) == {"group"}
    assert refused_fields(lambda: write_objective(leader, title="x", indicator=MEETING, group="height=tall")) == {"group"}


def test_closing_asks_why_and_an_objective_can_be_taken_up_again(leader, school_a):
    number = school_a.rows["objective"].pk
    with pytest.raises(Refused, match="Say why"):
        close_objective(leader, objective_id=number, edition=0, reason="  ")
    close_objective(leader, objective_id=number, edition=0, reason="Reached")
    row = row_of(leader, number)
    assert (row.status, row.closed_on, row.closed_because) == ("closed", leader.on, "Reached")
    with pytest.raises(Refused, match="closed already"):
        close_objective(leader, objective_id=number, edition=1, reason="Again")
    change(leader, number, title="Renamed though closed")
    assert row_of(leader, number).status == "closed"
    reopen_objective(leader, objective_id=number, edition=2)
    assert (row_of(leader, number).status, row_of(leader, number).closed_on) == ("current", None)
    with pytest.raises(Refused, match="not closed"):
        reopen_objective(leader, objective_id=number, edition=3)


def test_two_people_who_choose_outcomes_at_once_keep_each_others(leader, school_a):
    number, first = school_a.rows["objective"].pk, school_a.rows["outcome"].pk
    with writing("a test"), across_schools("a test"):
        new = [
            records.Outcome.objects.create(school=school_a.school, code=code, year_group=8, area="EXP", wording=code).pk
            for code in ("EXP-8", "EXP-8b")
        ]
    link_outcomes(leader, objective_id=number, outcome_ids=[first, new[0]], was=[first])
    # The other still saw only the first one, took it away and chose another.
    link_outcomes(leader, objective_id=number, outcome_ids=[new[1]], was=[first])
    with open_scope(leader):
        kept = set(records.ObjectiveOutcome.objects.filter(objective=number).values_list("outcome_id", flat=True))
    assert kept == set(new)
    link_outcomes(leader, objective_id=number, outcome_ids=new)
    assert history(leader, number).count("link_outcomes") == 2  # the last one changed nothing


def test_an_outcome_of_another_school_cannot_be_chosen(leader, school_a, school_b):
    with pytest.raises(Refused, match="Choose from the outcomes"):
        link_outcomes(leader, objective_id=school_a.rows["objective"].pk, outcome_ids=[school_b.rows["outcome"].pk])


def test_a_finding_is_kept_with_the_sentence_of_its_day_and_once(leader, year_11):
    number = write_objective(leader, title="Guidance", findings=[("gatsby-2025", "8.1")])
    with open_scope(leader):
        (found,) = records.ObjectiveFinding.objects.filter(objective=number)
    assert (
        found.sentence.startswith("10 of 40 Year 11 students have not had a guidance meeting") and found.found_on == leader.on
    )
    with writing("a test"), across_schools("a test"):
        records.GuidanceMeeting.objects.filter(key__startswith="y").delete()
        records.School.objects.filter(pk=leader.school_id).update(data_version=99)
    answer_finding(leader, objective_id=number, framework="gatsby-2025", statement="8.1")
    with open_scope(leader):
        assert records.ObjectiveFinding.objects.get(objective=number).sentence == found.sentence
    drop_finding(leader, finding_id=found.pk)
    with pytest.raises(Refused, match="not there any more"):
        drop_finding(leader, finding_id=found.pk)
    with pytest.raises(Refused, match=r"no statement 9\.9"):
        answer_finding(leader, objective_id=number, framework="gatsby-2025", statement="9.9")


def test_a_finding_of_so_few_says_so_and_tells_no_number(leader, school_a):
    number = write_objective(
        leader, title="Few", findings=[("gatsby-2025", "5.1"), ("gatsby-2025", "1.1"), ("gatsby-2025", "1.2")]
    )
    with open_scope(leader):
        said = dict(records.ObjectiveFinding.objects.filter(objective=number).values_list("statement", "sentence"))
    assert said["5.1"] == "Its figure is hidden, because it is of so few that somebody could be recognised."
    assert said["1.1"] == "It is judged “in part”." and said["1.2"] == "Nobody has judged it yet."


def test_the_first_words_of_two_people_are_not_written_over_each_other(leader, school_b):
    other = school_b.access("careers_leader")
    with writing("a test"), across_schools("a test"):
        records.Direction.objects.filter(school=school_b.school).delete()
    write_direction(other, edition=0, **direction(vision="Mine"))
    with pytest.raises(ChangedMeanwhile) as clash:
        write_direction(other, edition=0, **direction(vision="Yours"))
    assert clash.value.by_field["vision"].now == "Mine" and clash.value.by_field["vision"].yours == "Yours"


def test_a_horizon_does_not_end_before_it_begins(leader):
    with pytest.raises(Refused, match="horizon") as caught:
        write_direction(leader, edition=0, **direction(from_year=2027, to_year=2025))
    assert caught.value.field == "to_year"


def test_a_version_is_kept_put_to_governors_and_decided_once(leader, school_a):
    governor = school_a.access("governor")
    number = keep_version(leader, reason="Autumn")
    later = {"version_id": number, "decision": "approved", "decided_on": leader.on, "decided_by": "Governors", "minute": "4"}
    with pytest.raises(Refused, match="not before governors"):
        record_decision(governor, **later)
    put_to_governors(leader, version_id=number)
    with pytest.raises(Refused, match="already"):
        put_to_governors(leader, version_id=number)
    impossible = {**later, "decision": "perhaps", "decided_on": date(2025, 1, 1), "decided_by": " "}
    assert refused_fields(lambda: record_decision(governor, **impossible)) == {"decision", "decided_on", "decided_by"}
    to_come = {**later, "decided_on": date(2026, 12, 1)}
    assert refused_fields(lambda: record_decision(governor, **to_come)) == {"decided_on"}
    record_decision(governor, **later)
    with open_scope(leader):
        row = records.DirectionVersion.objects.get(pk=number)
    assert (row.number, row.status, row.decided_by, row.minute) == (2, "approved", "Governors", "4")
    with pytest.raises(Refused, match="recorded once"):
        record_decision(governor, **later)


def test_a_version_holds_what_is_needed_when_everything_else_is_gone(leader, school_a, year_11):
    number = write_objective(
        leader, title="Guidance", indicator=MEETING, target_percent=90, findings=[("gatsby-2025", "8.1")],
        post_id=school_a.rows["post"].pk,
    )  # fmt: skip
    closed = write_objective(leader, title="Closed")
    close_objective(leader, objective_id=closed, edition=0, reason="Done")
    kept = keep_version(leader)
    with writing("a test"), across_schools("a test"):
        records.Objective.objects.filter(school=school_a.school).delete()
    with open_scope(leader):
        content = records.DirectionVersion.objects.get(pk=kept).content
    found = {one["title"]: one for one in content["objectives"]}
    assert "Closed" not in found and number
    one = found["Guidance"]
    assert (one["indicator_title"], one["baseline_numerator"]) == (
        "Year 11 students who have had a personal guidance meeting",
        30,
    )
    assert one["owner"] == school_a.rows["post"].title and one["findings"][0]["statement"] == "8.1"
    # The holder of a post is not written into what governors approve: a version outlives them.
    assert school_a.rows["post"].holder not in str(content)


def test_nothing_written_is_nothing_to_keep(leader, school_a):
    with writing("a test"), across_schools("a test"):
        records.Objective.objects.all().delete()
        records.Direction.objects.all().delete()
    with pytest.raises(Refused, match="nothing to keep"):
        keep_version(leader)


def _may(do) -> bool:
    try:
        do()
    except NotAllowed:
        return False
    return True


def test_who_may_write_and_who_may_approve(school_a):
    writers, approvers = set(), set()
    with writing("a test"), across_schools("a test"):
        records.DirectionVersion.objects.filter(school=school_a.school).update(status="proposed")
    for role in MEMBER_ROLES:
        access = school_a.access(role)
        if _may(lambda access=access: write_objective(access, title="Mine")):
            writers.add(role)
        given = {"decision": "approved", "decided_on": access.on, "decided_by": "Governors"}
        with writing("a test"), across_schools("a test"):
            records.DirectionVersion.objects.filter(school=school_a.school).update(status="proposed")
        if _may(lambda access=access, given=given: record_decision(access, version_id=school_a.rows["version"].pk, **given)):
            approvers.add(role)
    assert writers == {"careers_leader", "senior_leader"}
    assert approvers == {"careers_leader", "governor"}


def test_an_objective_of_another_school_is_not_there(leader, school_b):
    for do in (
        lambda: close_objective(leader, objective_id=school_b.rows["objective"].pk, edition=0, reason="x"),
        lambda: set_baseline(leader, objective_id=school_b.rows["objective"].pk),
        lambda: link_outcomes(leader, objective_id=school_b.rows["objective"].pk, outcome_ids=[]),
        lambda: put_to_governors(leader, version_id=school_b.rows["version"].pk),
    ):
        with pytest.raises(Refused, match="not there any more"):
            do()


def test_the_day_of_the_access_is_the_day_of_the_deed(leader, year_11):
    before = replace(leader, on=date(2025, 10, 1))
    number = write_objective(before, title="Guidance", indicator=MEETING)
    assert row_of(leader, number).baseline_on == date(2025, 10, 1)
