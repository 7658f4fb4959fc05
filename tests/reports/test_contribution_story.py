"""The contribution story: one page in each form, every word in each, and never more sure than its rule."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalkface.core.contribution import change, explanations, levels
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.statistics import newcombe, points
from chalkface.operations.objectives import explain_otherwise, link_outcomes
from chalkface.queries.contribution import story_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import all_reports, make_report, write_report
from chalkface.reports.contribution_story.compose import compose
from chalkface.reports.contribution_story.paper import ContributionStory, Reached
from chalkface.reports.contribution_story.telling import LONGEST_OWN, MOST, OTHERS, tell
from chalkface.reports.told import words_of
from tests.reports.documents import read_file, squeezed

DAY = date(2026, 3, 20)
BEFORE, NOW = Count(60, 182), Count(140, 190)
STORY = ContributionStory(
    school="Kingsferry School (example)", is_example=True, on=DAY, made_on=DAY, title="Guidance for <everybody> & *all*",
    problem="A few leave without having talked to an adviser. " * 9, wanted="Everybody has had a meeting.",
    for_whom="Year 11", group="Pupil premium", since=date(2025, 9, 15),
    activities=tuple(f"Careers week, day {number}, in the hall and in every tutor room, 3 March 2026" for number in range(30)),
    kinds=(("employer encounter", 20), ("workplace experience", 10)), hours="61.5",
    done=tuple(f"An action that was done {number}" for number in range(9)), actions=12,
    reached=tuple(Reached(9, f"Knows three ways on after Year 11 {number}", Count(150, 182), HIDDEN) for number in range(9)),
    reach_year=2025,
    indicator="A guidance meeting by the end of Year 11", progress="It is on course.", state="behind", baseline=BEFORE,
    baseline_on=date(2025, 9, 15), now=NOW, target_percent=95, moved=change(BEFORE, NOW), same_people=True, same_leavers=False,
    sure=levels()["fits"], own_words="A second adviser came in January. " * 60,
)  # fmt: skip
EMPTY = replace(
    STORY, activities=(), kinds=(), hours="", done=(), actions=0, reached=(), indicator="", baseline=None, baseline_on=None,
    now=None, target_percent=None, moved=None, group="", own_words="", for_whom="", problem="", sure=levels()["unknown"],
)  # fmt: skip


def test_the_report_announces_itself():
    assert set(all_reports()["contribution-story"].formats) == {"pdf", "docx"}


@pytest.mark.parametrize("paper", [STORY, EMPTY], ids=["full", "empty"])
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_each_form_says_every_word_and_the_pdf_is_one_page(paper, ending):
    made = write_report("contribution-story", paper, ending)
    said = read_file(made, ending)
    for text in words_of(tell(paper)):
        assert squeezed(text) in said, text
    if ending == "pdf":
        assert len(PdfReader(BytesIO(made)).pages) == 1


def test_what_else_could_explain_it_is_always_said_and_long_lists_are_cut_with_their_number():
    said = " ".join(words_of(tell(STORY)))
    assert all(one in said for one in explanations())
    assert f"and {30 - MOST + 9 - MOST} more" in said and "hidden: few were, or few were not" in said
    assert len(max(words_of(tell(STORY)), key=len)) <= LONGEST_OWN + 30
    assert "fits with it. It is behind its target." in said
    assert "The rule: " in said and "It fits; it is not proof." in said
    assert "Nobody has written what else it could be here." in words_of(tell(EMPTY))


def test_the_difference_is_told_with_its_interval_and_what_chance_says():
    low, high = (points(one) for one in newcombe((140, 190), (60, 182)))
    told = " ".join(words_of(tell(STORY)))
    assert f"The difference is +41 percentage points (95% interval {low} to {high}): more than chance would explain." in told
    assert "may be the same on both days" in told
    told = " ".join(words_of(tell(replace(STORY, now=BEFORE, moved=change(BEFORE, BEFORE), same_people=False))))
    assert "The difference is 0 percentage points (95% interval −10 to +10): chance alone could make that." in told
    assert "may be the same on both days" not in told


@pytest.mark.django_db
def test_it_is_gathered_as_anybody_may_see_it(school_a):
    leader, objective = school_a.access("careers_leader"), school_a.rows["objective"]
    with open_scope(leader), writing("the test"), across_schools("the test"):
        link_outcomes(leader, objective_id=objective.pk, outcome_ids=[school_a.rows["outcome"].pk])
        activity = school_a.rows["activity"]
        records.ActivityCode.objects.get_or_create(
            school=school_a.school, activity=activity, list="outcome", code=school_a.rows["outcome"].code,
            defaults={"position": 0},
        )  # fmt: skip
    told = compose(leader, DAY, objective=objective.pk)
    assert told == compose(school_a.access("governor"), DAY, objective=objective.pk, made_on=told.made_on)
    # Two students are on roll in the cast: everything of them is small.
    assert told.now is HIDDEN and told.sure.code == "unknown"
    assert all(one.everybody is HIDDEN for one in told.reached) and told.reached
    said = " ".join(words_of(tell(told)))
    assert "zqaobjectiveotherwise" in said and "zqaobjectivetitle" in said and "zqastudent" not in said
    assert activity.title in said or activity.starts_on < told.since
    with pytest.raises(Refused):
        compose(leader, DAY, objective=10**6)
    with pytest.raises(NotAllowed):
        compose(school_a.access("school_admin"), DAY, objective=objective.pk)
    assert make_report(leader, "contribution-story", "pdf", on=DAY, objective=objective.pk).startswith(b"%PDF-")


@pytest.mark.django_db
def test_own_words_are_kept_with_a_line_in_the_history(school_a):
    leader, objective = school_a.access("careers_leader"), school_a.rows["objective"]
    explain_otherwise(leader, objective_id=objective.pk, edition=objective.edition, text=" A new bus line. ")
    with open_scope(leader):
        assert records.Objective.objects.get(pk=objective.pk).other_explanations == "A new bus line."
        assert records.Change.objects.filter(about="objective", number=objective.pk, deed="explain_otherwise").count() == 1
    with pytest.raises(NotAllowed):
        explain_otherwise(school_a.access("governor"), objective_id=objective.pk, edition=1, text="No")


def of_objective(company, monkeypatch, **fields):
    """The objective of the cast with these fields and the outcome its one activity serves; its figure now is 170 of 180."""
    leader, objective = company.access("careers_leader"), company.rows["objective"]
    with open_scope(leader), writing("the test"), across_schools("the test"):
        link_outcomes(leader, objective_id=objective.pk, outcome_ids=[company.rows["outcome"].pk])
        records.ActivityCode.objects.get_or_create(
            school=company.school, activity=company.rows["activity"], list="outcome", code=company.rows["outcome"].code,
            defaults={"position": 0},
        )  # fmt: skip
        records.Objective.objects.filter(pk=objective.pk).update(**fields)
    monkeypatch.setattr(
        "chalkface.queries.progress.measured", lambda access, school, wanted, **how: dict.fromkeys(wanted, Count(170, 180))
    )
    return leader, objective.pk


@pytest.mark.django_db
def test_one_year_of_leavers_is_not_compared_with_itself(school_a, monkeypatch):
    leavers = {"indicator": "destination-known-at-16", "group": ""}
    leader, number = of_objective(school_a, monkeypatch, baseline_on=date(2025, 10, 10), **leavers)
    with open_scope(leader):
        told = story_of(leader, number, on=DAY, school=school_a.school)
        assert told.same_leavers and told.sure.code == "unknown"
    paper = compose(leader, DAY, objective=number)
    assert "of the same leavers: only what is known of them has changed" in " ".join(words_of(tell(paper)))
    # A year later the leavers are others; what was held after they had left cannot have reached them.
    of_objective(school_a, monkeypatch, baseline_on=date(2024, 10, 10), **leavers)
    with open_scope(leader):
        told = story_of(leader, number, on=DAY, school=school_a.school)
        assert not told.same_leavers and told.held and told.reach_year == 2024 and told.sure.code == "apart"


@pytest.mark.django_db
def test_a_new_school_year_does_not_forget_whom_the_last_one_reached(school_a, monkeypatch):
    kept = {"baseline_on": date(2025, 9, 15), "group": ""}
    leader, number = of_objective(school_a, monkeypatch, indicator="employer-encounter-this-year", **kept)
    with open_scope(leader):
        told = story_of(leader, number, on=date(2026, 9, 10), school=school_a.school)
    (dose,) = told.doses
    assert told.reach_year == 2025 and isinstance(dose.reached, Count) and dose.reached.numerator == 1
    assert told.sure.code == "fits" and told.same_people
    # Of Year 11 alone: those reached in Year 9 are not among them, and nobody says that little was done.
    of_objective(school_a, monkeypatch, indicator="guidance-by-16", **kept)
    with open_scope(leader):
        told = story_of(leader, number, on=date(2026, 9, 10), school=school_a.school)
    assert told.sure.code == "untold" and not told.doses[0].of_measured and not told.same_people
    assert OTHERS in words_of(tell(compose(leader, date(2026, 9, 10), objective=number)))
