"""Where the leavers of a year went, by route and group, and what of it may be shown to others.

A leaver has one line of the table of routes: that of their latest destination record, as the indicators read it.
"""

from collections.abc import Mapping
from datetime import date

from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Published, Table, hide
from chalkface.core.impact import LEFT_OUT, PLANS, STAGES, UNKNOWN, Line, plans_table, route_table, stages
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.facts import Leavers
from chalkface.indicators.figure import Cells, figures
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.queries.counting import over_years
from chalkface.queries.keeping import kept
from chalkface.records.models import School

Counts = dict[str, dict[Group, Count]]
DESTINATION_INDICATORS = tuple(one for one in indicators() if isinstance(one.among, Leavers))


def people(stage: int) -> str:
    """Who is counted, named alike wherever the same leavers are."""
    return f"leavers at {stage}"


def exact_routes(school: School, *, on: date, years: list[int]) -> dict[int, Counts]:
    """For each leaving year the exact counts by table (each line, and only a plan) and group. Never shown as they are to
    those for whom the small-number rule is made."""
    tallies = over_years(school, "leaver_routes", "tally", on=on, years=years)
    return {year: _counted(tally) for year, tally in tallies.items()}


def _counted(tally: Cells) -> Counts:
    reached: dict[str, dict[Group, int]] = {name: {} for stage in STAGES for name in stages()[stage].tables}
    of: dict[int, dict[Group, int]] = {stage: {} for stage in STAGES}
    for row in tally.rows:
        cell = dict(zip(tally.columns, row, strict=True))
        if cell["route"] in LEFT_OUT:
            continue
        stage, leavers = int(cell["stage"]), int(cell["leavers"])
        tables = [route_table(stage, stages()[stage].line_of(cell["route"]))]
        if cell["status"] in PLANS and cell["route"] not in ("", UNKNOWN):
            tables.append(plans_table(stage))
        for group in (EVERYBODY, *(frozenset({(name, cell[name])}) for name in PEOPLE_GROUPS)):
            of[stage][group] = of[stage].get(group, 0) + leavers
            for name in tables:
                reached[name][group] = reached[name].get(group, 0) + leavers
    return {
        name: {group: Count(reached[name].get(group, 0), size) for group, size in ({EVERYBODY: 0} | of[stage]).items()}
        for stage in STAGES
        for name in stages()[stage].tables
    }


def exact_destinations(school: School, *, on: date, years: list[int]) -> dict[int, Counts]:
    """For each leaving year the exact counts of every destination indicator, by indicator and group; same caution."""
    found = {}
    for year, answer in over_years(school, "leavers", "cells", on=on, years=years).items():
        counts: Counts = {}
        for one in figures(DESTINATION_INDICATORS, {"leavers": answer}, on=on, by=PEOPLE_GROUPS):
            counts.setdefault(one.indicator, {})[frozenset(one.group.items())] = Count(one.numerator, one.denominator)
        found[year] = counts
    return found


def leavers_let_out(school: School, *, on: date, years: list[int]) -> dict[int, dict[str, dict[Group, Published]]]:
    """The exit for small numbers: for each leaving year what may be shown, by table or indicator and group.

    The destination indicators and the routes are looked at together. Routes divide the leavers between them. Where an
    indicator counts the same people as a line (or all the others), what is hidden in one is hidden in the other: then the
    indicators tell nothing that the table of routes does not.
    """
    destinations, routes = exact_destinations(school, on=on, years=years), exact_routes(school, on=on, years=years)
    found = {}
    for year in years:
        counts = {**destinations[year], **routes[year]}
        found[year] = kept(
            school, "published-leavers", lambda counts=counts: _let_out(counts, school.threshold), on=on, year=year
        )
    return found


def _let_out(counts: Counts, threshold: int) -> dict[str, dict[Group, Published]]:
    tables = [Table(name, of_groups, people(_stage_of(name))) for name, of_groups in counts.items()]
    wholes = [[route_table(stage, line.code) for line in stages()[stage].lines] for stage in STAGES]
    let_out = hide(tables, threshold, wholes=wholes)
    for stage in STAGES:
        for line in stages()[stage].lines:
            if line.same_as:
                _mirror(let_out[line.same_as], let_out[route_table(stage, line.code)])
    return let_out


def _stage_of(name: str) -> int:
    return int(name[-2:])


def _mirror(one: dict[Group, Published], other: dict[Group, Published]) -> None:
    for group in one.keys() & other.keys():
        if HIDDEN in (one[group], other[group]):
            one[group] = other[group] = HIDDEN


def line_counts(
    counts: Mapping[str, Mapping[Group, Published]], stage: int, group: Group = EVERYBODY
) -> list[tuple[Line, Published]]:
    """The lines of a stage in order with their counts for a group; a group with nobody in it is 0 of 0."""
    return [(line, counts[route_table(stage, line.code)].get(group, Count(0, 0))) for line in stages()[stage].lines]
