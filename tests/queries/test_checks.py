"""Every check finds the fault that is planted for it, and is silent in a school where everything is in order."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.activity_facts import FACTS
from chalkface.queries.checks import LISTED, SEVERITIES, all_checks, checks_summary, run_checks
from chalkface.queries.checks.held import Held
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope, writing
from tests.queries.sound import AFTER, BEFORE, DAY, YEAR, Sound, sound_school

pytestmark = pytest.mark.django_db
YESTERDAY = DAY - timedelta(days=1)
ALL_YES = {column: True for kind in FACTS.values() for column, _ in kind}
PLANTS: dict[str, tuple[Callable[[Sound], None], frozenset[str]]] = {}


def plants(code: str, *also: str):
    """A function that plants one fault in a sound school, for the check ``code``; ``also`` are checks that see it too."""

    def keep(plant):
        assert code not in PLANTS
        PLANTS[code] = plant, frozenset(also)
        return plant

    return keep


# -- one fault for each check --


@plants("claimed-without-evidence")
def _(sound):
    sound.change("judgement", evidence=" ")


@plants("judgement-old")
def _(sound):
    sound.change("judgement", judged_on=date(2025, 3, 1))


@plants("voice-far-from-figure")
def _(sound):
    with open_scope(sound.access):
        stands = Held(sound.access).statements
    code, level = next((one.code, one.level) for one in stands.values() if one.indicator and one.level in ("none", "fully"))
    sound.make(
        records.Judgement, framework="gatsby-2025", statement=code, judged_on=BEFORE, judge="B", voice="teacher",
        level={"none": "fully", "fully": "none"}[level], evidence="I was there",
    )  # fmt: skip


@plants("objective-without-indicator")
def _(sound):
    sound.change("objective", indicator="")


@plants("objective-without-target")
def _(sound):
    sound.change("objective", target_on=None)


@plants("objective-without-baseline")
def _(sound):
    sound.change("objective", baseline_numerator=None, baseline_denominator=None, baseline_on=None)


@plants("objective-without-owner")
def _(sound):
    sound.change("objective", post=None)  # somebody still answers for it by the matrix


@plants("objective-without-finding")
def _(sound):
    sound.remove(records.ObjectiveFinding, objective=sound.rows["objective"])


@plants("objective-without-outcome")
def _(sound):
    sound.remove(records.ObjectiveOutcome, objective=sound.rows["objective"])


@plants("objective-past-its-day")
def _(sound):
    sound.change("objective", target_on=YESTERDAY)


@plants("need-without-action")
def _(sound):
    sound.make(
        records.Need, student=sound.rows["student"], kind="family", raised_on=DAY - timedelta(days=43), owner_kind="tutor"
    )


@plants("done-never-confirmed")
def _(sound):
    sound.change("agreed", need_met=None, confirmed_on=None)


@plants("not-yet-unheard")
def _(sound):
    sound.change("agreed_again", done_on=None, status="doing")


@plants("number-of-objectives")
def _(sound):
    sound.change("objective", status="closed")


@plants("vision-not-approved")
def _(sound):
    sound.change("version", status="proposed")


@plants("direction-review-passed")
def _(sound):
    sound.change("direction", review_on=YESTERDAY)


@plants("outcome-without-activity")
def _(sound):
    sound.make(records.Outcome, code="EXP-9-2", year_group=9, area="EXP", wording="Another")


@plants("hole-in-the-grid")
def _(sound):
    sound.change("BIG", retired_on=BEFORE)


@plants("register-not-taken")
def _(sound):
    sound.remove(records.Participation)


@plants("activity-without-outcome")
def _(sound):
    activity = sound.make(records.Activity, key="x", title="Why?", kind="other", starts_on=BEFORE)
    assert activity


@plants("facts-not-known")
def _(sound):
    sound.change("held", employer_feedback=None)


@plants("activity-without-post")
def _(sound):
    sound.change("plan_ahead", post=None)


@plants("session-on-another-day")
def _(sound):
    sound.change("session", on=AFTER)


@plants("cancelled-without-stand-in")
def _(sound):
    sound.change("plan_ahead", stands_in_for=None)


@plants("cancelled-and-attended")
def _(sound):
    with writing("the test"), open_scope(sound.access):
        cancelled = sound.rows["plan_cancelled"].activity
    sound.make(records.Participation, activity=cancelled, student=sound.rows["student"], attended=True)


@plants("activity-twice")
def _(sound):
    twin = sound.make(
        records.Activity, key="twin", title=" ACTIVITY  ahead", kind="employer_encounter", starts_on=AFTER, **ALL_YES
    )
    sound.make(records.ActivityCode, activity=twin, list="outcome", code="GTL-9")
    sound.make(records.ActivityPlan, activity=twin, post=sound.rows["post"])


@plants("over-the-allowance")
def _(sound):
    sound.change("allowance", staff_minutes=239)


@plants("vacant-and-accountable")
def _(sound):
    sound.change("post", holder="")


@plants("nobody-answers")
def _(sound):
    sound.change("must", post=None)


@plants("two-answer")
def _(sound):
    sound.make(
        records.Responsibility, post=sound.rows["other_post"], letter="A", about="objective",
        code=str(sound.rows["objective"].pk), objective=sound.rows["objective"],
    )  # fmt: skip


@plants("duty-past-its-check")
def _(sound):
    sound.change("must", next_check_on=YESTERDAY)


@plants("website-not-checked")
def _(sound):
    sound.change("website", next_check_on=YESTERDAY)


@plants("award-runs-out")
def _(sound):
    on, until = date(2025, 4, 1), DAY + timedelta(days=100)
    sound.make(records.AwardStep, award="leadership-review", state="held", on=on, runs_out_on=until)


@plants("action-overdue")
def _(sound):
    sound.change("action", due_on=YESTERDAY)


@plants("action-without-owner")
def _(sound):
    sound.change("action", post=None)


@plants("action-without-day")
def _(sound):
    sound.change("action", due_on=None)


@plants("done-without-evidence")
def _(sound):
    sound.change("done", evidence="")


@plants("objective-without-action")
def _(sound):
    sound.change("action", objective=None)


@plants("review-not-held")
def _(sound):
    sound.change("review", next_on=YESTERDAY)


@plants("ask-unanswered")
def _(sound):
    sound.change("ask", answered_on=None, expires_on=YESTERDAY)


@plants("lesson-not-confirmed")
def _(sound):
    sound.change("lesson", confirmed_on=None)


@plants("subject-without-lesson")
def _(sound):
    sound.make(records.TaughtSubject, academic_year=YEAR, year_group=9, subject="Music")


@plants("practice-not-passed-on")
def _(sound):
    sound.change("ask", practice=None, purpose="statements")


# -- the two tests of each, and of all --


@pytest.fixture
def sound(db) -> Sound:
    return sound_school()


def found(access: Access) -> dict[str, int]:
    """What the checks say now, nothing kept from before."""
    forget()
    with open_scope(access):
        return {one.code: one.count for one in run_checks(access)}


def test_every_check_there_is_has_a_fault_planted_for_it():
    codes = [one.code for one in all_checks()]
    assert set(codes) == set(PLANTS) and len(codes) == len(set(codes)) >= 20


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_a_planted_fault_is_found_and_nothing_else(sound, code):
    plant, also = PLANTS[code]
    plant(sound)
    assert found(sound.access) == dict.fromkeys({code, *also}, 1)


def test_where_everything_is_in_order_nothing_is_said(sound):
    assert found(sound.access) == {}


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_a_check_is_silent_without_its_fault(sound, code):
    """It ran, on records of the kind that it looks at, and said nothing."""
    one = next(one for one in all_checks() if one.code == code)
    assert one.may_run(sound.access)
    with open_scope(sound.access):
        assert list(one.look(Held(sound.access))) == []


def test_an_empty_school_is_told_what_is_missing_and_not_what_it_does_not_have_yet(db):
    with writing("a test"):
        school = records.School.objects.create(urn="999501", name="New (example)", slug="new")
    said = found(Access(school.pk, "careers_leader", DAY))
    assert set(said) == {"number-of-objectives", "vision-not-approved", "website-not-checked", "nobody-answers"}


def test_who_owns_an_objective_answers_for_it_beside_whoever_has_the_letter_but_not_for_one_that_is_closed(sound):
    sound.remove(records.Responsibility)
    sound.make(
        records.Responsibility, post=sound.rows["other_post"], letter="A", about="objective",
        code=str(sound.rows["objective"].pk), objective=sound.rows["objective"],
    )  # fmt: skip
    assert found(sound.access) == {"two-answer": 1}
    sound.change("objective", status="closed", closed_on=BEFORE)
    assert "two-answer" not in found(sound.access)


# -- what a result says --


def test_problems_come_first_and_sentences_count(sound):
    for code in ("action-overdue", "done-without-evidence", "action-without-day", "vision-not-approved"):
        PLANTS[code][0](sound)
    sound.make(records.PlanAction, key="late", what="Late", post=sound.rows["post"], due_on=YESTERDAY)
    sound.change("action", due_on=YESTERDAY)
    with open_scope(sound.access):
        summary = checks_summary(sound.access)
    order = [SEVERITIES.index(one.severity) for one in summary.lines]
    assert order == sorted(order) and (summary.problems, summary.warnings, summary.notes) == (1, 1, 1)
    assert summary.lines[0].sentence == "2 actions are past their day and not done."


def test_a_long_list_is_cut_and_counted(sound):
    for number in range(LISTED + 5):
        sound.make(records.PlanAction, key=f"l{number}", what="Late", post=sound.rows["post"], due_on=YESTERDAY)
    with open_scope(sound.access):
        [result] = run_checks(sound.access)
    assert (result.count, len(result.found), result.more) == (LISTED + 5, LISTED, 5)


def test_every_check_says_why_and_how():
    for one in all_checks():
        assert one.why and one.severity in SEVERITIES and len(one.says) == 2, one.code


# -- rights and queries --


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_a_check_runs_only_for_who_may_read_all_that_it_reads(school_a, role):
    """No role is stopped half way: what it may not read is not asked."""
    access = school_a.access(role)
    if not access.may("see_plan"):
        return
    with open_scope(access):
        codes = {one.code for one in run_checks(access)}
    allowed = {one.code for one in all_checks() if one.may_run(access)}
    assert codes <= allowed
    assert ("register-not-taken" in allowed) == (role in ("careers_leader", "adviser", "senco"))


def test_all_checks_together_ask_little_and_no_more_when_there_is_ten_times_as_much(sound):
    def queries() -> int:
        forget()
        with open_scope(sound.access), CaptureQueriesContext(connection) as asked:
            run_checks(sound.access)
        return len(asked)

    grow(sound, range(3))
    before = queries()
    assert before <= 34, before
    grow(sound, range(3, 40))
    assert queries() == before


def grow(sound: Sound, numbers: range) -> None:
    """More of everything, with every fault."""
    for number in numbers:
        activity = sound.make(records.Activity, key=f"m{number}", title="More", kind="employer_encounter", starts_on=BEFORE)
        sound.make(records.ActivityPlan, activity=activity, cancelled_on=BEFORE if number % 2 else None)
        sound.make(records.Session, activity=activity, on=AFTER)
        sound.make(records.PlanAction, key=f"m{number}", what="More")
        sound.make(records.LessonLink, academic_year=YEAR, year_group=9, subject=f"M{number}", title="More", term=1)
        sound.make(records.Objective, key=f"m{number}", title="More", status="current")
        sound.make(records.Post, title=f"More {number}")


def test_nothing_is_kept_from_before_an_edit(sound):
    """Edits of the plan do not raise the data version: what checks say may not be older than the last edit."""
    assert found(sound.access) == {}
    sound.change("action", due_on=YESTERDAY)
    with open_scope(sound.access):
        assert [one.code for one in run_checks(sound.access)] == ["action-overdue"]
