"""Checks over the direction: vision, approval, and whether anybody could see that an objective is reached."""

from collections.abc import Callable, Iterator

from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held
from chalkface.queries.direction import FEWEST, MOST
from chalkface.records.models import Objective


def _objectives(held: Held, wrong: Callable[[Objective], bool], page: str = "direction.edit_objective") -> Iterator[Found]:
    for row in held.objectives:
        if wrong(row):
            yield Found(row.title, Place(page, {"objective": row.pk}))


@check(
    code="objective-without-indicator",
    title="Objective without an indicator",
    says=("objective has no indicator", "objectives have no indicator"),
    severity="problem",
)
def objective_without_indicator(held: Held) -> Iterator[Found]:
    """Without one nobody can see whether it is reached. Choose the figure that should move."""
    return _objectives(held, lambda row: not row.indicator)


@check(
    code="objective-without-target",
    title="Objective without a target",
    says=("objective has no target or no day for it", "objectives have no target or no day for it"),
    severity="problem",
)
def objective_without_target(held: Held) -> Iterator[Found]:
    """Say what share, and by when: otherwise any movement looks like success."""
    return _objectives(held, lambda row: row.target_percent is None or row.target_on is None)


@check(
    code="objective-without-baseline",
    title="Objective without a baseline",
    says=("objective does not say where it started", "objectives do not say where they started"),
)
def objective_without_baseline(held: Held) -> Iterator[Found]:
    """The count on a day before anything was done, kept as it was: progress is measured from there. One that is hidden, being
    of few, was set all the same."""
    return _objectives(held, lambda row: row.baseline_on is None, "direction.objective")


@check(
    code="objective-without-owner",
    title="Objective without an owner",
    says=("objective belongs to nobody", "objectives belong to nobody"),
    severity="problem",
)
def objective_without_owner(held: Held) -> Iterator[Found]:
    """Choose the post that answers for it."""
    return _objectives(held, lambda row: row.post_id is None or row.post_id not in held.posts)


@check(
    code="objective-without-finding",
    title="Objective that answers no finding",
    says=("objective answers no finding of a review", "objectives answer no finding of a review"),
    severity="note",
)
def objective_without_finding(held: Held) -> Iterator[Found]:
    """That may be right: a school has its own aims. If a statement is behind it, say which."""
    return _objectives(held, lambda row: row.pk not in held.answering, "direction.objective")


@check(
    code="objective-without-outcome",
    title="Objective without an outcome",
    says=("objective is reached by no outcome", "objectives are reached by no outcome"),
)
def objective_without_outcome(held: Held) -> Iterator[Found]:
    """Say what students of which year group will know or have done: activities serve outcomes, not objectives."""
    return _objectives(held, lambda row: row.pk not in held.reached_by, "direction.objective")


@check(
    code="objective-past-its-day",
    title="Objective past its target day",
    says=("objective is past its target day and still open", "objectives are past their target day and still open"),
    severity="problem",
)
def objective_past_its_day(held: Held) -> Iterator[Found]:
    """Close it, with what came of it, or set a new day and say why."""
    for row in held.objectives:
        if row.target_on is not None and row.target_on < held.on:
            yield Found(f"{row.title}, {day_words(row.target_on)}", Place("direction.objective", {"objective": row.pk}))


@check(
    code="number-of-objectives",
    title="Too few or too many objectives",
    says=("number of current objectives is not three to five", "numbers of current objectives are not three to five"),
    severity="note",
)
def number_of_objectives(held: Held) -> Iterator[Found]:
    """Three to five are few enough to remember and enough to matter."""
    many = len(held.objectives)
    if not FEWEST <= many <= MOST:
        yield Found(f"{many} current {'objective' if many == 1 else 'objectives'}", Place("direction.start"))


@check(
    code="vision-not-approved",
    title="Vision not approved",
    says=("direction was never approved by governors", "directions were never approved by governors"),
)
def vision_not_approved(held: Held) -> Iterator[Found]:
    """Keep a version and put it to governors: only then is it the school's and not one person's."""
    if held.approved is None:
        unwritten = held.direction is None or not held.direction.vision.strip()
        label = "No vision is written yet" if unwritten else "The vision as it is written now"
        yield Found(label, Place("direction.edit" if unwritten else "direction.versions"))


@check(
    code="direction-review-passed",
    title="Review of the direction passed",
    says=("direction was to be looked at again by now", "directions were to be looked at again by now"),
)
def direction_review_passed(held: Held) -> Iterator[Found]:
    """The day that was set for it has passed: look at it, and set the next day."""
    row = held.direction
    if row is not None and row.review_on is not None and row.review_on < held.on:
        yield Found(f"To be reviewed on {day_words(row.review_on)}", Place("direction.edit"))
