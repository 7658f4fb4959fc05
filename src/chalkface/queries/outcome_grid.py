"""The grid of outcomes: year group by area, with what serves each in an academic year, and where it is too little or much."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count as CountRows
from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, Count, Published
from chalkface.core.years import YEAR_GROUPS, first_day, last_day, year_groups_between
from chalkface.frameworks.outcome_sets import area_name, areas, ready_outcome, sets_of_outcomes, skills
from chalkface.queries.keeping import kept
from chalkface.queries.outcome_reach import shown_reach
from chalkface.queries.outcomes import OutcomeLine, lessons_of, outcomes, served
from chalkface.queries.schools import school_at_door
from chalkface.records.models import ActivityCode, Offer, Participation, School

HOLE, THIN, OFTEN = "hole", "thin", "often"
OFTEN_FROM = 4
HALF = 2
_TIMES = ("never", "once", "twice", "three times", "four times", "five times")


@dataclass(frozen=True)
class GridOutcome:
    """One outcome in the grid: how many activities and lessons serve it, how many of the year group met it so far (None
    where that is not counted), and its mark: ``hole``, ``thin``, ``often`` or "". ``why`` says the mark in words."""

    line: OutcomeLine
    served: int
    reached: Published | None
    mark: str
    why: str


@dataclass(frozen=True)
class GridArea:
    """One row of the grid: an area, and its outcomes by year group in the order of the grid's ``year_groups``."""

    code: str
    name: str
    meaning: str
    cells: tuple[tuple[GridOutcome, ...], ...]

    def by_term(self, column: int) -> tuple[tuple[GridOutcome, ...], ...]:
        """The outcomes of one year group (its place among the columns) by term: autumn, spring, summer, any."""
        return tuple(tuple(one for one in self.cells[column] if one.line.term == term) for term in (1, 2, 3, 0))


@dataclass(frozen=True)
class LooseCode:
    """A code that activities of the year carry and no outcome has. ``ready`` names the set that has it."""

    code: str
    activities: int
    ready: str
    area: str
    year_group: int | None


@dataclass(frozen=True)
class SkillRow:
    """A skill, and in how many activities of the year each year group practises it."""

    code: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class OutcomeGrid:
    """The whole grid of one academic year; ``unevenness`` is "" where no year group shows any."""

    year: int
    year_groups: tuple[int, ...]
    areas: tuple[GridArea, ...]
    loose: tuple[LooseCode, ...]
    skills: tuple[SkillRow, ...]
    retired: int
    sentence: str
    unevenness: str

    @property
    def outcomes(self) -> tuple[GridOutcome, ...]:
        """All outcomes, row by row."""
        return tuple(one for area in self.areas for cell in area.cells for one in cell)

    @property
    def holes(self) -> dict[int, tuple[GridOutcome, ...]]:
        """The outcomes that nothing serves, by year group."""
        found: dict[int, tuple[GridOutcome, ...]] = {}
        for one in sorted(self.outcomes, key=lambda one: one.line.year_group):
            if one.mark == HOLE:
                found[one.line.year_group] = (*found.get(one.line.year_group, ()), one)
        return found

    @property
    def empty(self) -> int:
        """How many places of the grid have no outcome at all."""
        return sum(not cell for area in self.areas for cell in area.cells)


def outcome_grid(access: Access, year: int, year_group: int | None = None) -> OutcomeGrid:
    """The grid of an academic year, perhaps of one year group only. Who was reached is counted in the present year alone.

    Raises ``NotAllowed`` for who may not see the plan.
    """
    school = school_at_door(access.school_id)
    everything = outcomes(access, include_retired=True)
    lines = [one for one in everything if not one.retired_on and year_group in (None, one.year_group)]
    by_code, lessons = served(year), lessons_of(year)
    reach = (
        shown_reach(access, school, [(one.code, one.year_group) for one in everything], on=access.on)
        if year == access.year
        else {}
    )
    placed: dict[tuple[str, int], list[GridOutcome]] = defaultdict(list)
    for line in lines:
        activities = set(by_code.get(line.code, ()))
        more = [one for one in lessons.get(line.id, ()) if one not in activities]
        reached = reach[line.code][EVERYBODY] if line.code in reach else None
        begun = bool(activities) and isinstance(reached, Count) and reached.numerator > 0 and not more
        mark, why = mark_of(len(activities) + len(more), reached if begun else None)
        placed[line.area, line.year_group].append(GridOutcome(line, len(activities) + len(more), reached, mark, why))
    year_groups = _year_groups(school, lines) if year_group is None else (year_group,)
    rows = tuple(
        GridArea(code, area_name(code), areas()[code].meaning if code in areas() else "", tuple(
            tuple(placed.get((code, one), ())) for one in year_groups
        ))
        for code in _area_codes(lines)
    )  # fmt: skip
    whole = [one for cell in placed.values() for one in cell]
    return OutcomeGrid(
        year,
        year_groups,
        rows,
        _loose(by_code, {one.code for one in everything}, year_group),
        _skills(access, school, year, year_groups),
        sum(bool(one.retired_on) and year_group in (None, one.year_group) for one in everything),
        summary(whole, "this year" if year == access.year else "in that year"),
        unevenness(whole),
    )


def mark_of(times: int, reached: Published | None) -> tuple[str, str]:
    """The mark of an outcome that is served so many times, and the mark in words. ``reached`` is None where nobody can
    be counted yet."""
    if not times:
        return HOLE, "no activity"
    if times == 1:
        return THIN, "one activity only"
    if isinstance(reached, Count) and HALF * reached.numerator < reached.denominator:
        return THIN, "met by fewer than half"
    if times >= OFTEN_FROM:
        return OFTEN, f"{times} activities"
    return "", ""


def summary(whole: list[GridOutcome], when: str) -> str:
    """ "47 outcomes; 9 have no activity this year; 5 are thin; 2 are served four times or more." """
    marks = Counter(one.mark for one in whole)
    parts = [f"{len(whole):,} {'outcome' if len(whole) == 1 else 'outcomes'}"]
    parts.append(f"{marks[HOLE] or 'none'} {'has' if marks[HOLE] == 1 else 'have'} no activity {when}")
    parts.append(f"{marks[THIN] or 'none'} {'is' if marks[THIN] == 1 else 'are'} thin")
    parts.append(f"{marks[OFTEN] or 'none'} {'is' if marks[OFTEN] == 1 else 'are'} served four times or more")
    return "; ".join(parts) + "."


def unevenness(whole: list[GridOutcome]) -> str:
    """The year group in which one area is met most while another is not at all, as a sentence; "" where there is none."""
    times: dict[int, Counter[str]] = defaultdict(Counter)
    for one in whole:
        times[one.line.year_group][one.line.area] += one.served
    uneven = [
        (most, -year_group, area, never)
        for year_group, areas_of in times.items()
        for area, most in areas_of.most_common(1)
        for never in [next((code for code, count in areas_of.items() if not count), "")]
        if most >= OFTEN_FROM and never
    ]
    if not uneven:
        return ""
    most, year_group, area, never = max(uneven)
    return f"Year {-year_group} meets “{area_name(area)}” {_times(most)} and “{area_name(never)}” never."


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"


def _year_groups(school: School, lines: list[OutcomeLine]) -> tuple[int, ...]:
    """The year groups of the school, and others that outcomes are written for."""
    own = year_groups_between(school.low_year, school.high_year)
    return tuple(sorted({*own, *(one.year_group for one in lines)} & {*YEAR_GROUPS}))


def _area_codes(lines: list[OutcomeLine]) -> list[str]:
    used = {one.area for one in lines}
    ready = [area.code for one in sets_of_outcomes() for area in one.areas]
    return list(dict.fromkeys([*ready, *sorted(used)]))


def _loose(by_code: Mapping[str, tuple[int, ...]], known: set[str], year_group: int | None) -> tuple[LooseCode, ...]:
    found = []
    for code, activities in sorted(by_code.items()):
        if code in known:
            continue
        ready = next((f"{one.code}:{code}" for one in sets_of_outcomes() if ready_outcome(f"{one.code}:{code}")), "")
        area, _, place = code.partition("-")
        number = place.rstrip("abcdefghijklmnopqrstuvwxyz")
        of_year = int(number) if number in map(str, YEAR_GROUPS) else None
        if year_group in (None, of_year):
            found.append(LooseCode(code, len(activities), ready, area if area in areas() else "", of_year))
    return tuple(found)


def _skills(access: Access, school: School, year: int, year_groups: tuple[int, ...]) -> tuple[SkillRow, ...]:
    """Which year groups practise each skill: an activity is for those it was open to and for the one most of its list is in."""
    counted = kept(school, "skills", lambda: _practised(school.pk, year), on=access.on, year=year)
    return tuple(
        SkillRow(code, name, tuple(counted.get((code, one), 0) for one in year_groups)) for code, name in skills().items()
    )


def _practised(school_id: int, year: int) -> dict[tuple[str, int], int]:
    """Reads whole lists, whoever asks: no more of them is told than which year group an activity is for."""
    in_year = {"activity__starts_on__gte": first_day(year), "activity__starts_on__lte": last_day(year)}
    rows = ActivityCode.objects.filter(list="skill", **in_year).values_list("code", "activity_id")
    wanted = {activity for _, activity in rows}
    groups: dict[int, set[int]] = defaultdict(set)
    for activity, of in Offer.objects.filter(activity_id__in=wanted).values_list("activity_id", "year_group"):
        groups[activity].add(of)
    listed = (
        QuerySet(Participation)
        .filter(school_id=school_id, activity_id__in=wanted, student__enrolments__academic_year=year)
        .values_list("activity_id", "student__enrolments__year_group")
        .annotate(of_list=CountRows("pk"))
        .order_by()
    )
    most: dict[int, tuple[int, int]] = {}
    for activity, of, count in listed:
        most[activity] = max(most.get(activity, (0, 0)), (count, -of))
    for activity, (_, of) in most.items():
        groups[activity].add(-of)
    return dict(Counter((code, of) for code, activity in rows for of in groups.get(activity, ())))
