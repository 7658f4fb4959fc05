"""Where the leavers of a year went, by route, measure, level and group, and what of it may be shown to others.

A leaver has one line of the table of routes: that of their latest destination record, as the indicators read it. Groups
are of people (sex …) and of what they did in the years before (guidance …).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache as once
from hashlib import sha256

from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Published, Table, hide
from chalkface.core.impact import (
    APPRENTICESHIP,
    LEFT_OUT,
    NEET,
    PLANS,
    STAGES,
    UNKNOWN,
    Line,
    Stage,
    did,
    part_table,
    parts,
    plans_table,
    route_table,
    stages,
)
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.facts import EDUCATION, LatestDestination, Leavers
from chalkface.indicators.figure import Cells
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.queries.counting import over_years
from chalkface.queries.keeping import kept
from chalkface.records.models import School

Counts = dict[str, dict[Group, Count]]
Shown = dict[str, dict[Group, Published]]
Cell = Mapping[str, object]
DESTINATION_INDICATORS = tuple(one for one in indicators() if isinstance(one.among, Leavers))
GROUPS = (*PEOPLE_GROUPS, *did())
# Of those in the narrower group of universities it is known that they are in the wider.
WITHIN = {"oxbridge": ("oxbridge",), "russell-group": ("oxbridge", "russell-group")}


def people(stage: int) -> str:
    """Who is counted, named alike wherever the same leavers are."""
    return f"leavers at {stage}"


def exact_leavers(school: School, *, on: date, years: list[int]) -> dict[int, Counts]:
    """For each leaving year the exact counts by table (indicator, line of the routes, part of a line, only a plan) and group.

    Never shown as they are to those for whom the small-number rule is made. With them come the tables that nobody is shown
    (``unseen``).
    """
    tallies = over_years(school, "leaver_routes", "tally", on=on, years=years)
    return {year: _counted(tally) for year, tally in tallies.items()}


def _counted(tally: Cells) -> Counts:
    reached: dict[str, dict[Group, int]] = {name: {} for stage in STAGES for name in _tables_of(stages()[stage])}
    of: dict[int, dict[Group, int]] = {stage: {} for stage in STAGES}
    for row in tally.rows:
        cell = dict(zip(tally.columns, row, strict=True))
        if cell["route"] in LEFT_OUT:
            continue
        stage, leavers = int(cell["stage"]), int(cell["leavers"])
        tables = list(_reached(stages()[stage], cell))
        for group in (EVERYBODY, *(frozenset({(name, cell[name])}) for name in GROUPS)):
            of[stage][group] = of[stage].get(group, 0) + leavers
            for name in tables:
                reached[name][group] = reached[name].get(group, 0) + leavers
    return {
        name: {group: Count(reached[name].get(group, 0), size) for group, size in ({EVERYBODY: 0} | of[stage]).items()}
        for stage in STAGES
        for name in _tables_of(stages()[stage])
    }


def _tables_of(stage: Stage) -> list[str]:
    return [
        *(one.id for one in DESTINATION_INDICATORS if one.among.stage == stage.code),
        *(route_table(stage.code, line.code) for line in stage.lines),
        *(part_table(stage.code, part) for of_line in parts().values() for part in of_line),
        plans_table(stage.code),
        *unseen(stage.code),
    ]


def _reached(stage: Stage, cell: Cell) -> Iterator[str]:
    """The tables in which the leavers of a cell are among those reached."""
    line = stage.line_of(cell["route"])
    yield route_table(stage.code, line)
    found = [
        one.id for one in DESTINATION_INDICATORS if one.among.stage == stage.code and _is_as_described(cell, one.having)
    ]
    yield from found
    if line in parts():
        yield next(part_table(stage.code, part) for part in parts()[line] if part.holds(cell["route"], cell["level"]))
    if line != UNKNOWN:
        yield plans_table(stage.code) if cell["status"] in PLANS else f"unseen on record at {stage.code}"
    if line not in (UNKNOWN, NEET) and f"sustained-at-{stage.code}" not in found:
        yield f"unseen not lasted at {stage.code}"
    if stage.code == 16 and line in _learning(stage):
        yield f"unseen {'level 3' if 'level-3-programme-at-16' in found else 'other'} in education at 16"
    if stage.code == 18 and line == "higher_education":
        if "oxbridge-at-18" in found:
            return
        yield f"unseen {'other Russell Group' if 'russell-group-at-18' in found else 'other university'} at 18"


def _is_as_described(cell: Cell, asked: LatestDestination) -> bool:
    return bool(
        cell["route"]
        and (not asked.routes or cell["route"] in asked.routes)
        and cell["route"] not in asked.excluding
        and (not asked.levels or cell["level"] in asked.levels)
        and (not asked.statuses or cell["status"] in asked.statuses)
        and (not asked.university_group or cell["university"] in WITHIN[asked.university_group])
    )


def _learning(stage: Stage) -> list[str]:
    """The lines of routes of education; a rare route beside them may be on one."""
    return [line.code for line in stage.lines if set(line.routes) & set(EDUCATION)]


def unseen(stage: int) -> tuple[str, ...]:
    """Tables that nobody is shown: what would follow from those that are, by taking one number from another."""
    of_stage = {
        16: ("level 3 in education", "other in education"),
        18: ("other Russell Group", "other university"),
    }[stage]
    return tuple(f"unseen {what} at {stage}" for what in ("on record", "not lasted", *of_stage))


def wholes_of(stage: Stage) -> list[list[str]]:
    """The tables that divide the leavers of a stage between them, in each of the ways that what is published does."""
    lines = {line.code: route_table(stage.code, line.code) for line in stage.lines}
    found = [
        list(lines.values()),
        [f"sustained-at-{stage.code}", f"unseen not lasted at {stage.code}", lines[NEET], lines[UNKNOWN]],
        [plans_table(stage.code), f"unseen on record at {stage.code}", lines[UNKNOWN]],
    ]
    if stage.code == 16:
        others = [name for code, name in lines.items() if code not in _learning(stage)]
        found.append([*unseen(16)[2:], *others])
    return found


def sums_of(stage: Stage) -> list[tuple[str, list[str]]]:
    """The tables that are made of others: a line of its parts, and whatever is nested in what is published."""
    found = [
        (route_table(stage.code, line), [part_table(stage.code, part) for part in of_line]) for line, of_line in parts().items()
    ]
    if stage.code == 16:
        (third,) = (part_table(16, part) for part in parts()[APPRENTICESHIP] if part.levels == (3,))
        return [*found, ("level-3-programme-at-16", [third, unseen(16)[2]])]
    return [
        *found,
        ("russell-group-at-18", ["oxbridge-at-18", unseen(18)[2]]),
        (route_table(18, "higher_education"), ["russell-group-at-18", unseen(18)[3]]),
    ]


def leavers_let_out(school: School, *, on: date, years: list[int]) -> dict[int, Shown]:
    """The exit for small numbers: for each leaving year what may be shown, by table or indicator and group.

    All that is published of a year's leavers is looked at together: routes, measures, levels and plans, by who they are and
    by what they did. An indicator that counts the same people as a line of the routes (or all the others) is read off it:
    then it tells nothing that the table of routes does not.
    """
    exact = exact_leavers(school, on=on, years=years)
    return {
        year: kept(
            school, _kept_as(), lambda counts=exact[year]: let_out(counts, school.threshold), on=on, year=year
        )
        for year in years
    }


@once
def _kept_as() -> str:
    """What is kept of the exit is called anew whenever other tables go through it: a value of before would lack them."""
    names = [name for stage in STAGES for name in _tables_of(stages()[stage])]
    return f"published-leavers-{sha256(repr(names).encode()).hexdigest()[:8]}"


def let_out(counts: Counts, threshold: int) -> Shown:
    """What may be shown of the exact counts of one leaving year."""
    read_off = {line.same_as: (stage, line) for stage in STAGES for line in stages()[stage].lines if line.same_as}
    tables = [
        Table(name, of_groups, people(_stage_of(name))) for name, of_groups in counts.items() if name not in read_off
    ]
    both = [stages()[stage] for stage in STAGES]
    shown = hide(
        tables,
        threshold,
        wholes=[whole for stage in both for whole in wholes_of(stage)],
        sums=[one for stage in both for one in sums_of(stage)],
        unseen={name for stage in STAGES for name in unseen(stage)},
    )
    found = {
        name: _read_off(shown[route_table(read_off[name][0], read_off[name][1].code)], read_off[name][1])
        if name in read_off
        else shown[name]
        for name in counts
    }
    return {name: of_groups for name, of_groups in found.items() if not name.startswith("unseen ")}


def together(school: School, *, on: date, years: list[int]) -> Shown:
    """What may be shown of several leaving years taken together, by table or indicator and group.

    A figure is the sum of its years where all of them are let out: so it tells nothing new. Of a stage of which nothing is
    let out in any of the years, the sums go through the exit themselves: a small school then sees three years at once.
    """
    names = "-".join(map(str, years))
    return kept(school, f"{_kept_as()}-{names}", lambda: _together(school, on, years), on=on, year=years[-1])


def _together(school: School, on: date, years: list[int]) -> Shown:
    exact, shown = exact_leavers(school, on=on, years=years), leavers_let_out(school, on=on, years=years)
    found, whole = added([shown[year] for year in years]), None
    for stage in STAGES:
        mine = [name for name in found if _stage_of(name) == stage]
        if all(count is HIDDEN for year in years for name in mine for count in shown[year][name].values()):
            whole = whole or let_out(added([exact[year] for year in years]), school.threshold)
            found |= {name: whole[name] for name in mine}
    return found


def added(years: list[Mapping[str, Mapping[Group, Published]]]) -> Shown:
    """Figure by figure the sum of the years; hidden where one of them is, or where a year does not have the table.

    A group that a year does not have has nobody in it there.
    """
    found: Shown = {}
    for name in dict.fromkeys(name for year in years for name in year):
        groups = dict.fromkeys(group for year in years for group in year.get(name, ()))
        found[name] = {group: _sum([year[name].get(group) if name in year else HIDDEN for year in years]) for group in groups}
    return found


def _sum(counts: list[Published | None]) -> Published:
    held = [count for count in counts if count is not None]
    if any(count is HIDDEN for count in held):
        return HIDDEN
    return Count(sum(count.numerator for count in held), sum(count.denominator for count in held))


def _stage_of(name: str) -> int:
    return int(name[-2:])


def _read_off(shown: Mapping[Group, Published], line: Line) -> dict[Group, Published]:
    """The figures of an indicator that counts the people of a line, or with ``complement`` all the others."""
    return {
        group: Count(count.denominator - count.numerator, count.denominator)
        if line.complement and count is not HIDDEN
        else count
        for group, count in shown.items()
    }


def line_counts(
    counts: Mapping[str, Mapping[Group, Published]], stage: int, group: Group = EVERYBODY
) -> list[tuple[Line, Published]]:
    """The lines of a stage in order with their counts for a group; a group with nobody in it is 0 of 0."""
    return [(line, counts[route_table(stage, line.code)].get(group, Count(0, 0))) for line in stages()[stage].lines]
