"""Leavers' named destinations, kept as long as the school says and then as safe totals only."""

from collections.abc import Sequence

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.impact import STAGES
from chalkface.operations.operation import note, operation
from chalkface.queries.retiring import Due, due_years, rehearsal, rows_of, totals_now
from chalkface.records.models import Change, DestinationTotal, School

# Beyond this many more than the person was shown, somebody has to look again.
SLACK = 1.02


@operation(needs="keep_destinations", changes_figures=True)
def retire_leavers(access: Access, *, years: Sequence[int], shown: int, typed: int | None = None) -> tuple[Due, ...]:
    """Keep the totals of leaving years that are due and delete their named records; returns what went.

    ``shown`` is the number of leavers that the rehearsal showed. The brake: several years at once, or over two in a hundred
    more than was shown, goes only with the number typed. Raises ``Refused`` for a year that is not due.
    """
    school = School.objects.select_for_update().get(pk=access.school_id)
    chosen = sorted(set(years))
    if not chosen:
        raise Refused("Choose a leaving year.", field="years")
    if not set(chosen) <= set(due_years(access)):
        raise Refused("A year that was chosen is not due, or is done already: look again.", field="years")
    due = rehearsal(access, chosen)
    leavers = sum(one.leavers for one in due)
    if (len(chosen) > 1 or leavers > shown * SLACK) and typed != leavers:
        raise Refused(
            f"This is about {leavers:,} leavers of {len(chosen)} {'year' if len(chosen) == 1 else 'years'}: type that number "
            f"to go on.",
            field="typed",
        )
    for year in chosen:
        gone = {one.stage for one in due if one.year == year}
        kept = set(DestinationTotal.objects.filter(academic_year=year).values_list("stage", flat=True))
        DestinationTotal.objects.bulk_create(
            one for one in totals_now(school, year, access.on) if one.stage in gone and one.stage not in kept
        )
        for stage in STAGES:
            _delete(year, stage)
    note(years=len(chosen), leavers=leavers)
    return due


def _delete(year: int, stage: int) -> None:
    rows = rows_of(year, stage)
    applications = list(rows["applications"].values_list("pk", flat=True))
    Change.objects.filter(about="application", number__in=applications).delete()
    for of_kind in rows.values():
        of_kind.delete()
