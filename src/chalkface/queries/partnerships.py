"""Partnerships by depth and return: how far up the ladder the partners of each year came, and how many came back."""

from collections import defaultdict
from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.errors import NotAllowed
from chalkface.core.partnerships import STEPS, Did, depth
from chalkface.core.statistics import counted
from chalkface.core.years import academic_year_of, first_day, last_day, year_label
from chalkface.records.models import ActivityPartner

YEARS = 4


@dataclass(frozen=True)
class PartnersOfYear:
    """One academic year: how many partners did something, at which depth, and how many of them came back from the year
    before (of how many there were then)."""

    year: int
    steps: tuple[Count, ...]
    came_back: Count | None
    new: int

    @property
    def many(self) -> int:
        """How many partners did something."""
        return self.steps[0].denominator


@dataclass(frozen=True)
class Partnerships:
    """The years with partners, oldest first; ``this_year`` is not over. ``lost`` are partners of last year not seen since."""

    years: tuple[PartnersOfYear, ...]
    this_year: int
    lost: tuple[tuple[int, str], ...]

    @property
    def sentence(self) -> str:
        """What there is to say of return, in a sentence."""
        found = next((one for one in reversed(self.years) if one.came_back is not None and one.year < self.this_year), None)
        if found is None:
            return ""
        came = found.came_back
        share = counted(came.numerator, came.denominator)
        return f"Of the partners of {year_label(found.year - 1)}, {share} came back in {year_label(found.year)}."


def partnerships(access: Access) -> Partnerships:
    """Depth and return over up to four academic years, of activities that took place up to the day; one query.

    Partners are organisations and no students: nothing is hidden. Raises ``NotAllowed`` without the right to see impact.
    """
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see partnerships over years")
    first = access.year - YEARS
    rows = ActivityPartner.objects.filter(
        activity__starts_on__gte=first_day(first), activity__starts_on__lte=min(access.on, last_day(access.year))
    ).exclude(activity__plans__cancelled_on__isnull=False)
    columns = ("partner_id", "partner__name", *(f"activity__{one}" for one in _COLUMNS))
    did: dict[int, dict[int, list[Did]]] = defaultdict(lambda: defaultdict(list))
    names: dict[int, str] = {}
    for partner, name, kind, starts_on, ends_on, hours, task, feedback in rows.values_list(*columns):
        names[partner] = name
        days = ((ends_on or starts_on) - starts_on).days + 1
        did[academic_year_of(starts_on)][partner].append(Did(kind, bool(task or feedback), days, hours))
    years = [year for year in range(first + 1, access.year + 1) if did[year]]
    gone = did[access.year - 1].keys() - did[access.year].keys()
    lost = sorted((names[pk], pk) for pk in gone)
    return Partnerships(tuple(_of_year(year, did) for year in years), access.year, tuple((pk, name) for name, pk in lost))


_COLUMNS = ("kind", "starts_on", "ends_on", "hours_e4", "employer_set_task", "employer_feedback")


def _of_year(year: int, did: dict[int, dict[int, list[Did]]]) -> PartnersOfYear:
    now, before = did[year], did[year - 1]
    depths = [depth(activities) for activities in now.values()]
    steps = tuple(Count(depths.count(step), len(depths)) for step in STEPS)
    back = Count(len(now.keys() & before.keys()), len(before)) if before else None
    return PartnersOfYear(year, steps, back, len(now.keys() - before.keys()))
