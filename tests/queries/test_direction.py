"""How far an objective is, where the school stands, and what differs from what governors approved."""

from datetime import date

import pytest

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.operations.direction import keep_version, put_to_governors, record_decision, write_direction
from chalkface.operations.objectives import answer_finding, edit_objective, write_objective
from chalkface.queries import figures as exit_of_figures
from chalkface.queries.direction import current_direction, objective_card, objective_line, objectives, objectives_answering
from chalkface.queries.progress import expected_share, group_of, progress
from chalkface.queries.standing import current_state
from chalkface.queries.suggestions import group_options, indicator_options, next_summer, suggestion
from chalkface.queries.telling import told
from chalkface.queries.versions import differences, since_approval, version_page, versions
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.operations.test_direction import FIELDS, MEETING, change, direction

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def objective(**new):
    given = {
        "indicator": MEETING, "baseline_numerator": 60, "baseline_denominator": 120, "baseline_on": date(2025, 9, 1),
        "target_percent": 100, "target_on": date(2026, 7, 18), "status": "current",
    }  # fmt: skip
    return records.Objective(**{**given, **new})


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 8, 1), 0.5), (date(2025, 9, 1), 0.5), (date(2026, 2, 8), 0.75), (date(2026, 7, 18), 1), (date(2030, 1, 1), 1)],
)
def test_the_straight_line_goes_from_the_baseline_to_the_target_and_no_further(on, expected):
    assert expected_share(Count(60, 120), objective(), on) == pytest.approx(expected)


def test_there_is_no_line_without_two_ends():
    on = date(2026, 1, 1)
    assert expected_share(HIDDEN, objective(), on) is None and expected_share(None, objective(), on) is None
    assert expected_share(Count(0, 0), objective(), on) is None
    assert expected_share(Count(60, 120), objective(target_percent=None), on) is None
    assert expected_share(Count(60, 120), objective(target_on=date(2025, 9, 1)), on) is None


def test_a_group_of_people_is_read_from_its_text():
    assert (
        group_of("") == frozenset() and group_of("sex=F") == {("sex", "F")} and group_of("year_group=9") == {("year_group", 9)}
    )


def far(access, **new):
    """How far an objective with these values is, for the person."""
    given = {"baseline_numerator": 10, "baseline_denominator": 40, "baseline_on": date(2025, 9, 15), "target_percent": 90}
    given |= {"target_on": date(2026, 7, 15), "status": "current", "indicator": MEETING, "group": ""}
    with writing("a test"), across_schools("a test"):
        row = records.Objective.objects.create(
            school_id=access.school_id, key=f"k{records.Objective.objects.count()}", title="x", **{**given, **new}
        )
    with open_scope(access):
        return progress(access, row.pk)


def test_progress_is_a_sentence_of_start_now_target_and_line(leader, year_11):
    found = far(leader)
    assert found.sentence == (
        "10 of 40 (25%) at the start; 30 of 40 (75%) now; the target is 90% by 15 July 2026; on a straight line it would be at "
        "65% today, so it is on course."
    )
    assert found.state == "ahead" and found.now == Count(30, 40)
    assert far(leader, target_on=date(2026, 4, 1)).state == "behind"
    assert far(leader, target_percent=75).sentence.endswith("the target is 75% by 15 July 2026: it is reached.")
    missed = far(leader, target_on=date(2026, 3, 1))
    assert missed.state == "missed" and missed.sentence.endswith("the target was 90% by 1 March 2026: it was not reached.")


def test_what_is_not_there_is_said(leader, year_11):
    assert far(leader, indicator="").sentence == "No indicator is chosen, so nobody can see whether anything moves."
    assert far(leader, indicator="an-old-one").state == "no_indicator"
    assert far(leader, target_percent=None).sentence == "10 of 40 (25%) at the start; 30 of 40 (75%) now; no target is set."
    assert far(leader, baseline_on=None).sentence.startswith("No baseline is set; 30 of 40 (75%) now;")
    nobody = far(leader, group="looked_after=no", indicator="guidance-by-18")
    assert nobody.state == "nobody" and "nobody to count now" in nobody.sentence
    assert far(leader, group="height=tall").state == "nobody" and far(leader, group="year_group=9").state == "nobody"
    closed = far(leader, status="closed", closed_on=date(2026, 3, 3))
    assert closed.state == "closed" and closed.sentence.startswith("Closed on 3 March 2026; 10 of 40 (25%) at the start;")
    begun = far(leader, baseline_on=leader.on)
    assert begun.state == "begun" and "straight line" not in begun.sentence


def test_a_baseline_that_was_hidden_is_said_to_be_and_no_line_is_drawn(leader, year_11):
    found = far(leader, baseline_numerator=None, baseline_denominator=None)
    assert found.baseline is HIDDEN and found.expected is None and found.state == "no_baseline"
    assert found.sentence.startswith("The number at the start is hidden")


def test_where_less_is_better_the_line_goes_down(leader, year_11, monkeypatch):
    assert far(leader, target_percent=80).state == "ahead"
    lower = [type(one)(**{**vars(one), "better": "lower"}) for one in exit_of_figures.all_indicators()]
    monkeypatch.setattr("chalkface.queries.progress.indicators", lambda: lower)
    assert far(leader, target_percent=80).state == "reached"
    assert far(leader, target_percent=10, baseline_numerator=40).state == "behind"


def few(access):
    return far(access, indicator="employer-encounter-this-year", baseline_numerator=20)


def test_a_governor_is_told_neither_the_small_number_nor_how_it_stands(leader, school_a):
    assert few(leader).now == Count(1, 2) and few(leader).state == "behind"
    told_governor = few(school_a.access("governor"))
    assert told_governor.now is HIDDEN and told_governor.state == "hidden"
    assert "1 of 2" not in told_governor.sentence and "the number now is hidden" in told_governor.sentence
    assert "behind" not in told_governor.sentence and "course" not in told_governor.sentence


def test_negative_control_with_the_exit_removed_the_governor_is_told(school_a, monkeypatch):
    monkeypatch.setattr(exit_of_figures, "hide", lambda tables, threshold: {one.name: one.counts for one in tables})
    assert few(school_a.access("governor")).now == Count(1, 2)


def test_an_objective_that_is_not_here_has_no_progress(leader, school_b):
    with open_scope(leader):
        assert progress(leader, school_b.rows["objective"].pk) is None
        assert objective_card(leader, school_b.rows["objective"].pk) is None
        assert objective_line(leader, school_b.rows["objective"].pk) is None
        assert version_page(leader, school_b.rows["version"].pk) is None


def test_the_card_has_everything_that_hangs_on_an_objective(leader, school_a):
    with writing("a test"), across_schools("a test"):
        plan = records.ActivityPlan.objects.get(school=school_a.school)
    with open_scope(leader):
        card = objective_card(leader, school_a.rows["objective"].pk)
    assert [one.statement for one in card.findings] == ["5.1"] and [one.code for one in card.outcomes] == ["EXP-9"]
    assert [one.id for one in card.activities] == [school_a.rows["activity"].pk]
    assert [one.id for one in card.actions] == [school_a.rows["action"].pk]
    assert card.responsibilities == (("R", school_a.rows["post"].title),)
    assert [one.title for one in told(card.history)] == [f"Objective written by {school_a.accounts['careers_leader'].name}"]
    with writing("a test"), across_schools("a test"):
        plan.cancelled_on = date(2026, 1, 1)
        plan.save()
    with open_scope(leader):
        assert objective_card(leader, school_a.rows["objective"].pk).activities == ()


def test_objectives_that_answer_a_statement_are_found_until_they_are_closed(leader, school_a):
    number = school_a.rows["objective"].pk
    with open_scope(leader):
        assert [one for one, _ in objectives_answering("gatsby-2025", "5.1")] == [number]
        assert objectives_answering("gatsby-2025", "5.2") == ()
    with writing("a test"), across_schools("a test"):
        records.Objective.objects.filter(pk=number).update(status="closed")
    with open_scope(leader):
        assert objectives_answering("gatsby-2025", "5.1") == ()
        assert objectives(leader) == () and len(objectives(leader, include_closed=True)) == 1


def test_a_deficiency_suggests_an_objective(leader, year_11):
    with open_scope(leader):
        one = suggestion(leader, "gatsby-2025", "8.1")
        judged = suggestion(leader, "gatsby-2025", "1.1")
    assert one.indicator == MEETING and one.target_percent == 100 and one.student_group == "Year 11 students"
    assert one.problem.startswith("10 of 40 Year 11 students have not had a guidance meeting")
    assert one.outcome.startswith("All Year 11 students have had a guidance meeting") and "8.1" in one.title
    assert judged.indicator == "" and judged.target_percent is None and judged.problem.endswith("It is judged “in part”.")


def test_the_target_day_suggested_is_at_least_a_term_away():
    assert next_summer(date(2026, 3, 31)) == date(2026, 7, 15) and next_summer(date(2026, 4, 1)) == date(2027, 7, 15)


def test_every_indicator_and_group_can_be_chosen():
    offered = [one["value"] for _, options in indicator_options() for one in options]
    assert sorted(offered) == sorted(one.id for one in exit_of_figures.all_indicators())
    assert len({one["label"] for one in group_options()}) == len(group_options()) == 13


def test_where_the_school_stands_is_five_to_eight_sentences_that_anybody_may_be_told(leader, school_a, year_11):
    with open_scope(leader):
        said = current_state(leader, leader.on)
    with open_scope(school_a.access("governor")):
        same = current_state(school_a.access("governor"), leader.on)
    assert 5 <= len(said) <= 8 and said[: len(same)] == same
    text = " ".join(said)
    assert (
        "of 8 benchmarks and" in said[0] and "1 objective is under way" in text and "1 piece of good practice is noted" in text
    )
    assert "0 of 1 actions of the plan are done and 1 are open; 1 of them is past its day." in text
    assert "1 of 2" not in text


def test_what_changed_since_approval_is_said_in_a_sentence(leader, school_a, year_11):
    first = write_objective(leader, title="Guidance", indicator=MEETING, target_percent=80)
    second = write_objective(leader, title="Lessons")
    number = keep_version(leader)
    put_to_governors(leader, version_id=number)
    with open_scope(leader):
        assert since_approval(leader).endswith("Version 2 is with governors.")
    record_decision(leader, version_id=number, decision="approved", decided_on=leader.on, decided_by="Governors")
    with open_scope(leader):
        assert since_approval(leader) == "Version 2 was approved by governors on 20 March 2026; since then nothing changed."
        assert version_page(leader, number).changes == ()
    change(leader, first, target_percent=90)
    change(leader, second, problem="Few departments do")
    with open_scope(leader):
        assert since_approval(leader).endswith("since then 2 objectives changed.")
        changes = {(one.objective, one.sentence) for one in version_page(leader, number).changes}
    assert changes == {
        ("Guidance", "its target went from 80% to 90%."),
        ("Lessons", "the problem is described differently."),
    }
    with open_scope(leader):
        now = current_direction(leader)
    write_direction(leader, edition=now.edition, **direction(vision="Anew", from_year=now.from_year, to_year=now.to_year))
    answer_finding(leader, objective_id=second, framework="gatsby-2025", statement="4.1")
    write_objective(leader, title="Third")
    with open_scope(leader):
        assert since_approval(leader).endswith("since then the direction itself and 3 objectives changed.")
        said = [one.sentence for one in version_page(leader, number).changes]
        assert [one.number for one in versions(leader)] == [2, 1]
    assert "The vision was rewritten." in said and "the findings it answers changed." in said and "it is new." in said


def test_a_version_that_was_sent_back_is_no_approval(leader, school_a):
    with writing("a test"), across_schools("a test"):
        records.DirectionVersion.objects.filter(school=school_a.school).update(status="returned")
    with open_scope(leader):
        assert since_approval(leader) == "Governors have approved no version yet."


def test_an_objective_that_is_gone_or_closed_is_told_apart():
    one = {"key": "a", "title": "A", "status": "current"}
    assert [(x.objective, x.sentence) for x in differences({"objectives": [one]}, {"objectives": []})] == [
        ("A", "it is no longer there.")
    ]
    closed = {"objectives": [{**one, "status": "closed"}]}
    assert [x.sentence for x in differences({"objectives": [one]}, closed)] == ["it was closed."]
    assert differences({"objectives": []}, closed) == ()


def test_a_history_says_what_each_field_was(leader, school_a):
    number = school_a.rows["objective"].pk
    with open_scope(leader):
        line = objective_line(leader, number)
    values = {name: getattr(line, name) for name in (*FIELDS, "development_plan", "status", "position")}
    edit_objective(
        leader,
        objective_id=number,
        edition=0,
        **{**values, "target_percent": 95, "post_id": None, "problem": "x" * 90, "indicator": "guidance-by-18"},
    )
    with open_scope(leader):
        measured, latest, *_ = told(objective_card(leader, number).history)
    assert measured.title.startswith("Baseline measured by ")
    assert "Indicator: from Year 11 students who have had a personal guidance meeting to Year 13 students who" in latest.text
    assert "Target, per cent: from 90 to 95." in latest.text and "Problem: rewritten." in latest.text
    assert f"Post: from {school_a.rows['post'].title} to none." in latest.text
