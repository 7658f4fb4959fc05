"""Where the leavers of a year went: how many by stage, route and status of their latest destination, and group.

Not an indicator but what the destination indicators are parts of; the same leavers and the same latest record.
"""

from ibis.expr.types import Table

from chalkface.indicators.expressions.leavers import latest_destinations, leavers
from chalkface.indicators.kinds import PEOPLE_GROUPS


def tally() -> Table:
    """One row per cell that has anybody; without any record, route and status are empty."""
    gone, latest = leavers(), latest_destinations()
    both = gone.left_join(latest, [latest.student_id == gone.student_id, latest.stage == gone.stage])
    found = both.select(
        stage=gone.stage,
        route=latest.route.fill_null(""),
        status=latest.status.fill_null(""),
        **{group: gone[group] for group in PEOPLE_GROUPS},
    )
    return found.group_by("stage", "route", "status", *PEOPLE_GROUPS).agg(leavers=found.count().cast("int64"))
