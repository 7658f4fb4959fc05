"""Checks over outcomes: those that nothing serves, and places of the grid where there is none."""

from collections.abc import Iterator

from chalkface.core.years import year_groups_between
from chalkface.frameworks.outcome_sets import areas
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held


@check(
    code="outcome-without-activity",
    title="Outcome without an activity",
    says=("outcome has no activity and no lesson this year", "outcomes have no activity and no lesson this year"),
    severity="problem",
    needs=("see_plan", "see_programme", "answer_ask"),
)
def outcome_without_activity(held: Held) -> Iterator[Found]:
    """Plan an activity for it, link a lesson, or retire the outcome."""
    served = {code for activity in held.activities for code in held.serving.get(activity.pk, ())}
    served |= {lesson.outcome.code for lesson in held.lessons if lesson.outcome is not None}
    for row in held.outcomes:
        if row.code not in served:
            label = f"{row.code}, Year {row.year_group}: {row.wording}"
            yield Found(label, Place("programme.new_activity", query={"outcome": row.code}))


@check(
    code="hole-in-the-grid",
    title="Year group with nothing in an area",
    says=("place of the grid has no outcome", "places of the grid have no outcome"),
    severity="note",
)
def hole_in_the_grid(held: Held) -> Iterator[Found]:
    """Not every year needs every area; a hole should be meant. Nothing is said while no outcome is written at all."""
    taken = {(row.area, row.year_group) for row in held.outcomes}
    if not taken:
        return
    for year_group in year_groups_between(held.school.low_year, held.school.high_year):
        for code, area in areas().items():
            if (code, year_group) not in taken:
                label = f"Year {year_group}, {area.name}"
                yield Found(label, Place("outcomes.new", query={"year_group": year_group, "area": code}))
