"""Checks over the programme: registers, outcomes, facts, days, stand-ins, hours and money."""

from collections.abc import Iterator

from chalkface.core.activity_facts import FACTS
from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held
from chalkface.records.models import Activity

PROGRAMME = ("see_programme",)
# Kinds that are counted by who was there.
WITH_REGISTER = (
    "employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit", "recruitment_practice",
    "skills_practice",
)  # fmt: skip


def _is_over(row: Activity, held: Held) -> bool:
    return (row.ends_on or row.starts_on) < held.on


def _found(row: Activity, page: str = "programme.edit_activity", **query: object) -> Found:
    return Found(f"{row.title}, {day_words(row.starts_on)}", Place(page, {"activity": row.pk}, query))


@check(
    code="register-not-taken",
    title="Activity without a register",
    says=("activity is over and nobody is marked", "activities are over and nobody is marked"),
    severity="problem",
    needs=("see_programme", "see_encounters"),
)
def register_not_taken(held: Held) -> Iterator[Found]:
    """Take the register: without it nobody was there, as far as any figure knows."""
    for row in held.activities:
        if row.kind in WITH_REGISTER and _is_over(row, held) and row.pk not in held.marked:
            yield _found(row, "programme.activity")


@check(
    code="activity-without-outcome",
    title="Activity without an outcome",
    says=("activity serves no outcome", "activities serve no outcome"),
    needs=PROGRAMME,
)
def activity_without_outcome(held: Held) -> Iterator[Found]:
    """Say which outcome it serves, or ask why it is done."""
    for row in held.activities:
        if row.kind != "staff_training" and not held.serving.get(row.pk):
            yield _found(row, part="why")


@check(
    code="facts-not-known",
    title="Not known whether it was meaningful",
    says=(
        "activity is over and it is not known whether it was meaningful",
        "activities are over and it is not known whether they were meaningful",
    ),
    needs=PROGRAMME,
)
def facts_not_known(held: Held) -> Iterator[Found]:
    """Experiences of workplaces and encounters with providers count only when their tests are answered."""
    for row in held.activities:
        asked = FACTS.get(row.kind, ())
        if asked and _is_over(row, held) and any(getattr(row, column) is None for column, _ in asked):
            yield _found(row, part="meaningful")


@check(
    code="activity-without-post",
    title="Nobody runs it",
    says=("activity ahead has nobody who runs it", "activities ahead have nobody who runs them"),
    needs=("see_programme", "see_plan"),
    severity="note",
)
def activity_without_post(held: Held) -> Iterator[Found]:
    """Choose the post that runs it."""
    for row in held.activities:
        plan = held.plans.get(row.pk)
        if row.starts_on >= held.on and (plan is None or plan.post_id is None):
            yield _found(row, part="who")


@check(
    code="session-on-another-day",
    title="Session on another day",
    says=("session lies outside the days of its activity", "sessions lie outside the days of their activities"),
    needs=PROGRAMME,
)
def session_on_another_day(held: Held) -> Iterator[Found]:
    """Move the session, or say that the activity lasts longer."""
    for row in held.stray_sessions:
        place = Place("programme.edit_activity", {"activity": row.activity_id}, {"part": "sessions"})
        yield Found(f"{row.activity.title}, session on {day_words(row.on)}", place)


@check(
    code="cancelled-without-stand-in",
    title="Cancelled, and nothing in its place",
    says=("activity was cancelled and nothing stands in for it", "activities were cancelled and nothing stands in for them"),
    needs=PROGRAMME,
)
def cancelled_without_stand_in(held: Held) -> Iterator[Found]:
    """Choose an activity that serves the same outcome, so that the students who missed it have their turn."""
    stood_in_for = {plan.stands_in_for_id for plan in held.plans.values() if plan.cancelled_on is None}
    for plan in held.plans.values():
        if plan.cancelled_on is not None and plan.activity_id not in stood_in_for:
            yield _found(plan.activity, "programme.cancel")


@check(
    code="cancelled-and-attended",
    title="Cancelled, and somebody came",
    says=("cancelled activity has students who came", "cancelled activities have students who came"),
    needs=("see_programme", "see_encounters"),
    severity="problem",
)
def cancelled_and_attended(held: Held) -> Iterator[Found]:
    """One of the two is wrong: say that it took place after all, or put the register right (a file may have brought it)."""
    for plan in held.plans.values():
        if plan.cancelled_on is not None and plan.activity_id in held.attended:
            yield _found(plan.activity, "programme.activity")


@check(
    code="activity-twice",
    title="The same activity twice",
    says=("activity stands in the programme twice", "activities stand in the programme twice"),
    needs=PROGRAMME,
    severity="note",
)
def activity_twice(held: Held) -> Iterator[Found]:
    """Planned here and then brought by a file, perhaps: keep one, so that nothing is counted twice."""
    seen = set()
    for row in held.activities:
        same = row.starts_on, row.kind, " ".join(row.title.casefold().split())
        if same in seen:
            yield _found(row, "programme.activity")
        seen.add(same)


@check(
    code="over-the-allowance",
    title="More than the year is given",
    says=("allowance of the year is exceeded", "allowances of the year are exceeded"),
    needs=PROGRAMME,
)
def over_the_allowance(held: Held) -> Iterator[Found]:
    """Ask for more, or do less: hours that nobody has are found in somebody's evening."""
    given = held.allowance
    if given is None:
        return
    going_on = [plan for plan in held.plans.values() if plan.cancelled_on is None]
    minutes, pence = sum(plan.staff_minutes or 0 for plan in going_on), sum(plan.cost_pence or 0 for plan in going_on)
    if given.staff_minutes is not None and minutes > given.staff_minutes:
        yield Found(f"Staff time: {minutes / 60:,.0f} hours of {given.staff_minutes / 60:,.0f}", Place("programme.cost"))
    if given.budget_pence is not None and pence > given.budget_pence:
        yield Found(f"Money: £{pence / 100:,.2f} of £{given.budget_pence / 100:,.2f}", Place("programme.cost"))
