"""The leavers of several years as one person may see them: exact, or as they were let out; each year, and three together.

Three leaving years are taken together where a single one is of few people. The blocks of three are counted back from the
newest year, so that no two of them share a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, Group, Published
from chalkface.core.errors import NotAllowed
from chalkface.core.impact import STAGES, Measure, part_table, parts, plans_table
from chalkface.core.years import year_label
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.leavers import added, exact_leavers, leavers_let_out, together
from chalkface.queries.retiring import kept_totals
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope

YEARS = 6
POOLED = 3
# Fewer leavers than this in a year: chance and the small-number rule leave little to see in it alone.
FEW_LEAVERS = 30
Tables = Mapping[str, Mapping[Group, Published]]


@dataclass(frozen=True)
class Pool:
    """Several leaving years taken together, oldest first."""

    years: tuple[int, ...]
    tables: Tables = field(repr=False)

    @property
    def label(self) -> str:
        """2022/23 to 2024/25."""
        return f"{year_label(self.years[0])} to {year_label(self.years[-1])}"


@dataclass(frozen=True)
class LeaverYears:
    """``tables`` by leaving year. ``leavers``: how many left at each (year, stage), never shown as it is; ``gone``: those
    whose named records are deleted, so that only kept totals are there."""

    school: School
    on: date
    exact: bool
    tables: Mapping[int, Tables]
    leavers: Mapping[tuple[int, int], int] = field(repr=False)
    gone: frozenset[tuple[int, int]] = frozenset()

    def years(self, stage: int) -> tuple[int, ...]:
        """The leaving years in which anybody left at the stage, oldest first; the present year is not among them."""
        newest = leaving_year_in_review(self.on)
        return tuple(year for year in self.tables if year <= newest and self.has_leavers(year, stage))

    def has_leavers(self, year: int, stage: int) -> bool:
        """Whether anybody left at the stage in the year."""
        return (year, stage) in self.gone or bool(self.leavers[year, stage])

    def are_few(self, stage: int) -> bool:
        """Whether fewer than ``FEW_LEAVERS`` left in some year of which that is known."""
        return any(self.leavers[year, stage] < FEW_LEAVERS for year in self.years(stage) if (year, stage) not in self.gone)

    def pools(self, stage: int) -> tuple[Pool, ...]:
        """The leaving years of a stage in blocks of three counted back from the newest, oldest first."""
        years, newest = self.years(stage), leaving_year_in_review(self.on)
        blocks: dict[int, list[int]] = {}
        for year in years:
            blocks.setdefault((newest - year) // POOLED, []).append(year)
        return tuple(self._pool(stage, block) for _, block in sorted(blocks.items(), reverse=True) if len(block) > 1)

    def _pool(self, stage: int, years: list[int]) -> Pool:
        if self.exact or any((year, stage) in self.gone for year in years):
            return Pool(tuple(years), added([self.tables[year] for year in years]))
        return Pool(tuple(years), together(self.school, on=self.on, years=years))


def sees_exactly(access: Access, for_others: bool) -> bool:
    """Whether the person gets the exact numbers. Raises ``NotAllowed`` without the right to see impact."""
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see destinations over years")
    return access.sees_exact_figures and not for_others


def leaver_years(access: Access, school: School, *, on: date, years: Sequence[int], exact: bool) -> LeaverYears:
    """The leavers of ``years``; where the named records of a year are gone, the totals that were kept stand in their place."""
    asked = list(years)
    counted = exact_leavers(school, on=on, years=asked)
    shown = counted if exact else leavers_let_out(school, on=on, years=asked)
    with open_scope(access):
        gone = kept_totals(asked)
    leavers = {(year, stage): counted[year][plans_table(stage)][EVERYBODY].denominator for year in asked for stage in STAGES}
    tables = {year: _with_totals(of_year, year, gone) for year, of_year in shown.items()}
    return LeaverYears(school, on, exact, tables, leavers, frozenset(gone))


def years_shown(on: date) -> list[int]:
    """The leaving years over which impact is shown, oldest first; the newest is the year before the day's."""
    newest = leaving_year_in_review(on)
    return list(range(newest - YEARS + 1, newest + 1))


def can_be_read(one: Measure, year: int, on: date) -> bool:
    """Whether a destination lasted is checked at the end of March of the year after leaving."""
    return not one.indicator.startswith("sustained") or on >= date(year + 2, 4, 1)


def _with_totals(of_year: Tables, year: int, gone: Mapping[tuple[int, int], Tables]) -> Tables:
    stages_gone = [stage for stage in STAGES if (year, stage) in gone]
    kept = {name: table for stage in stages_gone for name, table in gone[year, stage].items()}
    # Parts were not counted yet when older totals were kept: they are not there for that year, which is not nought.
    absent = {part_table(stage, part) for stage in stages_gone for of_line in parts().values() for part in of_line}
    return {name: table for name, table in of_year.items() if name not in absent} | kept
