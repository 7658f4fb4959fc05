"""One measure of the leavers by group, over years: those of a group beside the others, and by what they did before leaving.

For those who see names the counts are exact; for others, and for all that leaves, they come through the exit for small
numbers. Differences are worked out from what is shown and nothing else, so they tell nothing new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalkface.core.access import Access
from chalkface.core.disclosure import HIDDEN, Count, Group, Hidden, Published
from chalkface.core.errors import Refused
from chalkface.core.impact import STAGES, UNKNOWN, Measure, Stage, did, route_table, stages
from chalkface.core.statistics import FEWEST_COMPARED, newcombe, points
from chalkface.core.years import year_label
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import group_words
from chalkface.queries.leaver_years import LeaverYears, Pool, Tables, can_be_read, leaver_years, sees_exactly, years_shown
from chalkface.records.models import School

NOBODY = Count(0, 0)
# The order of values in tables; a pair of yes and no is compared in this order.
ORDER = ("F", "M", "yes", "no", "white", "mixed", "asian", "black", "chinese", "other", "unknown")


@dataclass(frozen=True)
class Part:
    """Some leavers of one or more years: how many of them are counted by the measure, and of how many nothing is known."""

    count: Published
    unknown: Published


@dataclass(frozen=True)
class Beside:
    """Two parts of the leavers of one or more years (``label``) and what may be said of the difference between them."""

    label: str
    together: bool
    first: Part
    second: Part

    @property
    def is_of_few(self) -> bool:
        """Whether there are leavers on both sides, and on one so few that a difference would say nothing."""
        sizes = [side.count.denominator for side in (self.first, self.second) if isinstance(side.count, Count)]
        return len(sizes) == 2 and 0 < min(sizes) < FEWEST_COMPARED

    @cached_property
    def difference(self) -> tuple[float, float, float] | None:
        """First less second and its 95 % Newcombe interval, in shares; None where one is hidden, or is of few or nobody."""
        one, other = self.first.count, self.second.count
        if isinstance(one, Hidden) or isinstance(other, Hidden) or self.is_of_few:
            return None
        between = newcombe((one.numerator, one.denominator), (other.numerator, other.denominator))
        if between is None:
            return None
        return one.numerator / one.denominator - other.numerator / other.denominator, *between

    @property
    def points(self) -> str:
        """The difference as printed: "+4 points (−8 to +16)"; "" where there is none."""
        if self.difference is None:
            return ""
        between, low, high = (points(one) for one in self.difference)
        return f"{between} {'point' if between in ('+1', '−1') else 'points'} ({low} to {high})"

    @property
    def verdict(self) -> str:
        """What chance would say to it; "" where there is no difference to speak of."""
        if self.difference is None:
            return ""
        _, low, high = self.difference
        return "could be chance" if low <= 0 <= high else "more than chance would explain"


@dataclass(frozen=True)
class GroupOverYears:
    """One group beside all others of whom it is known, over the leaving years, then over three years together."""

    stage: Stage
    measure: Measure
    by: str
    value: str
    title: str
    others: str
    values: tuple[tuple[str, str], ...]
    rows: tuple[Beside, ...]

    @property
    def newest(self) -> Beside | None:
        """The newest three years together, else the newest year, of which a difference can be told."""
        told = [one for one in self.rows if one.difference is not None]
        return next((one for one in reversed(told) if one.together), told[-1] if told else None)


@dataclass(frozen=True)
class Doing:
    """One thing that leavers did or not: (title, words after "leavers who", newest year, three years together) for each
    value, and the first value beside the last. ``are_few``: they are not compared only because one side is of so few."""

    title: str
    lines: tuple[tuple[str, str, Part | None, Part | None], ...]
    said: Beside | None
    are_few: bool = False


@dataclass(frozen=True)
class ByWhatTheyDid:
    """One measure by what the leavers did before. ``year``: the newest that can be read; ``pool``: the newest three."""

    stage: Stage
    measure: Measure
    year: str
    pool: str
    doings: tuple[Doing, ...]


def stages_with_leavers(access: Access, *, on: date, for_others: bool = False) -> tuple[Stage, ...]:
    """The stages at which anybody has left. Raises ``NotAllowed`` without the right to see impact."""
    gathered = _gathered(access, on, for_others)
    return tuple(stages()[code] for code in STAGES if gathered.years(code))


def group_over_years(
    access: Access, *, on: date, stage: int, indicator: str, by: str, value: str = "", for_others: bool = False
) -> GroupOverYears | None:
    """One measure for a group beside the others; ``value`` is the first of the group where none is asked. None without leavers.

    Raises ``Refused`` for a stage, measure or group that is none, ``NotAllowed`` without the right to see impact.
    """
    chosen, measure = _asked(stage, indicator)
    if by not in PEOPLE_GROUPS:
        raise Refused("Leavers cannot be told apart by that.")
    gathered = _gathered(access, on, for_others)
    years, pools = _readable(gathered, chosen, measure)
    if not years:
        return None
    found = {val for _, tables, _ in [*years, *pools] for val in _values(tables, measure.indicator, by)}
    values = [one for one in sorted(found, key=ORDER.index) if one != "unknown"]
    if not values:
        return None
    one = value if value in values else next((one for one in values if one == "yes"), values[0])
    rest = [other for other in values if other != one]
    rows = tuple(
        Beside(label, together, _part(tables, chosen, measure, by, [one]), _part(tables, chosen, measure, by, rest))
        for label, tables, together in (*years, *pools)
    )
    others = group_words(by, rest[0]) if len(rest) == 1 else "All others"
    named = tuple((each, group_words(by, each)) for each in values)
    return GroupOverYears(chosen, measure, by, one, group_words(by, one), others, named, rows)


def by_what_they_did(
    access: Access, *, on: date, stage: int, indicator: str, for_others: bool = False
) -> ByWhatTheyDid | None:
    """One measure by encounters, guidance and workplaces in the years before leaving. None without leavers.

    Raises ``Refused`` for a stage or measure that is none, ``NotAllowed`` without the right to see impact.
    """
    chosen, measure = _asked(stage, indicator)
    gathered = _gathered(access, on, for_others)
    years, pools = _readable(gathered, chosen, measure)
    if not years:
        return None
    newest, pool = years[-1], pools[-1] if pools else None
    doings = []
    for one in did().values():
        parts = [
            (title, who, *(_part(of[1], chosen, measure, one.code, [value]) if of else None for of in (newest, pool)))
            for value, title, who in one.values
        ]
        pairs = [
            Beside(of[0], of[2], parts[0][at], parts[-1][at]) for at, of in ((2, newest), (3, pool)) if of is not None
        ]
        told = [pair for pair in pairs if pair.difference is not None]
        few = not told and any(pair.is_of_few for pair in pairs)
        doings.append(Doing(one.title, tuple(parts), told[-1] if told else None, few))
    return ByWhatTheyDid(chosen, measure, newest[0], pool[0] if pool else "", tuple(doings))


def _asked(stage: int, indicator: str) -> tuple[Stage, Measure]:
    if stage not in STAGES:
        raise Refused("A stage is 16 (after Year 11) or 18 (after Year 13).")
    measure = stages()[stage].measure(indicator)
    if measure is None:
        raise Refused("That stage has no such measure.")
    return stages()[stage], measure


def _gathered(access: Access, on: date, for_others: bool) -> LeaverYears:
    exact, school = sees_exactly(access, for_others), School.objects.get(pk=access.school_id)
    return leaver_years(access, school, on=on, years=years_shown(on), exact=exact)


def _readable(
    gathered: LeaverYears, stage: Stage, measure: Measure
) -> tuple[list[tuple[str, Tables, bool]], list[tuple[str, Tables, bool]]]:
    """The years and the blocks of years of which the measure can be told already: label, tables, whether it is a block."""

    def readable(year: int) -> bool:
        return can_be_read(measure, year, gathered.on)

    years = [(year_label(year), gathered.tables[year], False) for year in gathered.years(stage.code) if readable(year)]
    pools: Sequence[Pool] = gathered.pools(stage.code)
    return years, [(pool.label, pool.tables, True) for pool in pools if readable(pool.years[-1])]


def _values(tables: Tables, indicator: str, by: str) -> list[str]:
    return [value for group in tables.get(indicator, ()) for name, value in group if name == by]


def _part(tables: Tables, stage: Stage, measure: Measure, by: str, values: Sequence[str]) -> Part:
    """The leavers of the values added up, hidden where one of them is."""
    return Part(
        _added(tables, measure.indicator, by, values), _added(tables, route_table(stage.code, UNKNOWN), by, values)
    )


def _added(tables: Tables, name: str, by: str, values: Sequence[str]) -> Published:
    of_groups = tables.get(name, {})
    if of_groups and not _values(tables, name, by):
        return HIDDEN  # kept totals of a year when this was not counted yet: nobody knows any more
    counts = [of_groups.get(_group(by, value), NOBODY) for value in values]
    if any(isinstance(count, Hidden) for count in counts):
        return HIDDEN
    return Count(sum(count.numerator for count in counts), sum(count.denominator for count in counts))


def _group(by: str, value: str) -> Group:
    return frozenset({(by, value)})
