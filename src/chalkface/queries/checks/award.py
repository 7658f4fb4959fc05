"""Checks over awards and reviews: what ends soon, or has ended."""

from collections.abc import Iterator

from chalkface.core.words import day_words
from chalkface.queries.award import all_awards
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held


@check(
    code="award-runs-out",
    title="Award or review that runs out",
    says=("award or review ends within half a year, or has ended", "awards or reviews end within half a year, or have ended"),
    needs=("see_review",),
)
def award_runs_out(held: Held) -> Iterator[Found]:
    """Being awarded again takes months: begin now, or write down the stage that was reached since."""
    for one in all_awards(held.access):
        if one.journey.watch:
            ends = "ended on" if one.journey.watch == "over" else "ends on"
            label = f"{one.award.title}: {ends} {day_words(one.journey.runs_out_on)}"
            yield Found(label, Place("award.journey", {"award": one.award.code}))
