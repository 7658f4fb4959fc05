"""Checks over the plan: actions that are late, belong to nobody, or are done with nothing to show."""

from collections.abc import Callable, Iterator

from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held
from chalkface.records.models import PlanAction


def _actions(held: Held, wrong: Callable[[PlanAction], bool]) -> Iterator[Found]:
    for row in held.actions:
        if wrong(row):
            due = f", {day_words(row.due_on)}" if row.due_on else ""
            yield Found(f"{row.what.splitlines()[0][:120]}{due}", Place("plan.edit_action", {"action": row.pk}))


@check(
    code="action-overdue",
    title="Action overdue",
    says=("action is past its day and not done", "actions are past their day and not done"),
    severity="problem",
)
def action_overdue(held: Held) -> Iterator[Found]:
    """Say that it is done, or set a new day and say why."""
    return _actions(held, lambda row: row.status != "done" and row.due_on is not None and row.due_on < held.on)


@check(
    code="action-without-owner",
    title="Action without an owner",
    says=("action belongs to nobody", "actions belong to nobody"),
)
def action_without_owner(held: Held) -> Iterator[Found]:
    """Choose the post that does it, or write a name."""
    return _actions(held, lambda row: row.status != "done" and row.post_id is None and not row.owner.strip())


@check(
    code="action-without-day",
    title="Action without a day",
    says=("action has no day by which it is done", "actions have no day by which they are done"),
)
def action_without_day(held: Held) -> Iterator[Found]:
    """Set a day: what has none is done after everything that has."""
    return _actions(held, lambda row: row.status != "done" and row.due_on is None)


@check(
    code="done-without-evidence",
    title="Done, with nothing to show",
    says=("action is done and nothing shows it", "actions are done and nothing shows it"),
    severity="note",
)
def done_without_evidence(held: Held) -> Iterator[Found]:
    """A line is enough: what came of it, and where that can be seen."""
    return _actions(held, lambda row: row.status == "done" and not row.evidence.strip())


@check(
    code="objective-without-action",
    title="Objective without an action",
    says=("objective has no action", "objectives have no action"),
)
def objective_without_action(held: Held) -> Iterator[Found]:
    """Write the first step, with a day and somebody who takes it."""
    begun = {row.objective_id for row in held.actions}
    for row in held.objectives:
        if row.pk not in begun:
            yield Found(row.title, Place("plan.new_action", query={"objective": row.pk}))


@check(
    code="review-not-held",
    title="Term review not held",
    says=("term review was to be held by now", "term reviews were to be held by now"),
)
def review_not_held(held: Held) -> Iterator[Found]:
    """The day that the last one set has passed. Hold it: the agenda writes itself."""
    row = held.last_review
    if row is not None and row.next_on is not None and row.next_on < held.on:
        yield Found(f"Set for {day_words(row.next_on)}", Place("plan.new_review"))
