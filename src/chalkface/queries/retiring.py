"""Which leavers' named destinations have been kept long enough, and the totals that stand in for those that are gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.chain import YEAR_GROUP_OF
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Hidden, Published
from chalkface.core.impact import STAGES
from chalkface.core.years import first_day, last_day
from chalkface.queries.leavers import leavers_let_out
from chalkface.records.models import Application, Chase, Destination, DestinationTotal, Enrolment, Intention, School

# A hidden number is kept as hidden: it can never be asked again.
NO_NUMBER = -1


@dataclass(frozen=True)
class Due:
    """The leavers of one year and stage whose records are due, and how many records of each kind they have."""

    year: int
    stage: int
    leavers: int
    destinations: int
    applications: int
    intentions: int
    chases: int


def due_from(year: int, years_after_leaving: int) -> date:
    """The first day on which the records of a leaving year may go: so many years after the summer of leaving."""
    return first_day(year + 1 + years_after_leaving)


def due_years(access: Access) -> tuple[int, ...]:
    """The leaving years that have been kept long enough and still have named destinations, the oldest first."""
    school = School.objects.get(pk=access.school_id)
    held = Destination.objects.values_list("academic_year", flat=True).order_by().distinct()
    years = {academic_year - 1 for academic_year in held}
    return tuple(sorted(year for year in years if due_from(year, school.years_after_leaving) <= access.on))


def rows_of(year: int, stage: int) -> dict[str, object]:
    """The named rows of the leavers of a year and stage, by kind: what goes together."""
    students = Enrolment.objects.filter(academic_year=year, year_group=YEAR_GROUP_OF[stage]).values("student_id")
    of_year = {"academic_year": year + 1, "stage": stage}
    return {
        "destinations": Destination.objects.filter(**of_year),
        "applications": Application.objects.filter(**of_year),
        "intentions": Intention.objects.filter(student_id__in=students, recorded_on__lte=last_day(year)),
        "chases": Chase.objects.filter(**of_year),
    }


def rehearsal(access: Access, years: Iterable[int]) -> tuple[Due, ...]:
    """How many leavers and records of each year and stage would go."""
    found = []
    for year in years:
        for stage in STAGES:
            rows = rows_of(year, stage)
            leavers = Enrolment.objects.filter(academic_year=year, year_group=YEAR_GROUP_OF[stage]).count()
            counts = {name: of.count() for name, of in rows.items()}
            if any(counts.values()):
                found.append(Due(year, stage, leavers, **counts))
    return tuple(found)


def totals_now(school: School, year: int, on: date) -> list[DestinationTotal]:
    """What may be shown to anybody of a leaving year, as rows to keep: computed from the named records while they are there."""
    let_out = leavers_let_out(school, on=on, years=[year])[year]
    return [
        DestinationTotal(
            school_id=school.pk,
            stage=int(name[-2:]),
            academic_year=year,
            group=next(iter(group))[0] if group else "",
            value=str(next(iter(group))[1]) if group else "",
            measure=name,
            numerator=NO_NUMBER if isinstance(count, Hidden) else count.numerator,
            denominator=NO_NUMBER if isinstance(count, Hidden) else count.denominator,
            kept_on=on,
        )
        for name, of_groups in let_out.items()
        for group, count in of_groups.items()
        if len(group) <= 1
    ]


def kept_totals(years: Iterable[int]) -> dict[tuple[int, int], dict[str, dict[Group, Published]]]:
    """The totals kept of leaving years whose named records are gone, by (year, stage), table or indicator, and group."""
    found: dict[tuple[int, int], dict[str, dict[Group, Published]]] = {}
    for one in DestinationTotal.objects.filter(academic_year__in=list(years)):
        group = frozenset({(one.group, one.value)}) if one.group else EVERYBODY
        count = HIDDEN if one.numerator == NO_NUMBER else Count(one.numerator, one.denominator)
        found.setdefault((one.academic_year, one.stage), {}).setdefault(one.measure, {})[group] = count
    return found
