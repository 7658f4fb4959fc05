"""What the pages on impact show of each stage, read from ``content/codes/impact.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

STAGES = (16, 18)
# The latest of these says that a leaver is not counted at all.
LEFT_OUT = ("moved_away", "deceased")
# A latest record with one of these says what is planned, not what became of them.
PLANS = ("", "intended", "offered")
UNKNOWN = "unknown"
NEET = "neet"
APPRENTICESHIP = "apprenticeship"


@dataclass(frozen=True)
class Measure:
    """One destination indicator over the years, and the published measure that may stand beside it ("": none).

    ``differs`` says how the two differ, ``why_alone`` why there is none. ``complement``: the published one counts the
    opposite. ``datasets``: the only data sets it may come from (none: any of the stage).
    """

    indicator: str
    title: str
    published: str = ""
    complement: bool = False
    differs: str = ""
    why_alone: str = ""
    datasets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of the table of routes. ``same_as``: the indicator that counts the same people (``complement``: the others)."""

    code: str
    title: str
    routes: tuple[str, ...]
    same_as: str = ""
    complement: bool = False


@dataclass(frozen=True)
class Part:
    """Some of those on a line of the routes, shown under its measure: of ``levels`` of study (-1: not recorded) or ``routes``
    (none: any)."""

    line: str
    code: str
    title: str
    levels: tuple[int, ...] = ()
    routes: tuple[str, ...] = ()

    def holds(self, route: str, level: int) -> bool:
        """Whether a leaver of the line with this route and level is in the part."""
        return (not self.levels or level in self.levels) and (not self.routes or route in self.routes)


@dataclass(frozen=True)
class Did:
    """Something that leavers did or did not do in the years before. ``values``: (value, title, words after "leavers who")."""

    code: str
    title: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Stage:
    """One stage of leaving. ``leavers``: "Year 11 leavers"; ``left``: "left Year 11"."""

    code: int
    leavers: str
    left: str
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]

    def measure(self, indicator: str) -> Measure | None:
        """The measure with this indicator, if the stage has it."""
        return next((one for one in self.measures if one.indicator == indicator), None)

    def parts_of(self, indicator: str) -> tuple[Part, ...]:
        """How the measure with this indicator is told further; none for most."""
        lines = [line.code for line in self.lines if line.same_as == indicator and not line.complement]
        return tuple(part for line in lines for part in parts().get(line, ()))

    def line_of(self, route: str) -> str:
        """The code of the line that a route belongs to; a leaver without any record is not known."""
        return next((line.code for line in self.lines if route in line.routes), UNKNOWN)


def route_table(stage: int, line: str) -> str:
    """The name of a line's table at the exit for small numbers."""
    return f"route {line} at {stage}"


def plans_table(stage: int) -> str:
    """The name of the table that counts leavers of whom only a plan is on record."""
    return f"only a plan at {stage}"


def part_table(stage: int, part: Part) -> str:
    """The name of the table of a part of a line. Totals that were kept bear it."""
    return f"{'apprenticeship level' if part.line == APPRENTICESHIP else part.line} {part.code} at {stage}"


def _written() -> dict:
    return yaml.safe_load((files("chalkface.content") / "codes" / "impact.yaml").read_text("utf-8"))


@cache
def stages() -> Mapping[int, Stage]:
    """Both stages, 16 and 18."""
    written = _written()
    return {code: _stage(code, written[code]) for code in STAGES}


@cache
def parts() -> Mapping[str, tuple[Part, ...]]:
    """The lines that are told further under their measure, with the parts of each; every leaver of the line is in one."""
    return {
        line: tuple(
            Part(line, code, said["title"], tuple(said.get("levels", ())), tuple(said.get("routes", ())))
            for code, said in given.items()
        )
        for line, given in _written()["parts"].items()
    }


@cache
def did() -> Mapping[str, Did]:
    """What leavers are told apart by besides who they are, by code."""
    return {
        code: Did(code, said["title"], tuple((value, one["title"], one["who"]) for value, one in said["values"].items()))
        for code, said in _written()["did"].items()
    }


def _stage(code: int, entry: dict) -> Stage:
    measures = tuple(
        Measure(indicator, **{**said, "datasets": tuple(said.get("datasets", ()))})
        for indicator, said in entry["measures"].items()
    )
    lines = tuple(Line(name, **{**said, "routes": tuple(said["routes"])}) for name, said in entry["routes"].items())
    return Stage(code, entry["leavers"], entry["left"], measures, lines)
