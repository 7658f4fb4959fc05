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
class Level:
    """Apprenticeships of some levels of study, shown under the measure. A level that is not recorded is -1."""

    code: str
    title: str
    levels: tuple[int, ...]


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

    @property
    def apprenticeship(self) -> str:
        """The indicator that is told by level."""
        return f"apprenticeship-at-{self.code}"

    def line_of(self, route: str) -> str:
        """The code of the line that a route belongs to; a leaver without any record is not known."""
        return next((line.code for line in self.lines if route in line.routes), UNKNOWN)


def route_table(stage: int, line: str) -> str:
    """The name of a line's table at the exit for small numbers."""
    return f"route {line} at {stage}"


def plans_table(stage: int) -> str:
    """The name of the table that counts leavers of whom only a plan is on record."""
    return f"only a plan at {stage}"


def level_table(stage: int, level: str) -> str:
    """The name of the table of apprenticeships of a level."""
    return f"apprenticeship level {level} at {stage}"


def _written() -> dict:
    return yaml.safe_load((files("chalkface.content") / "codes" / "impact.yaml").read_text("utf-8"))


@cache
def stages() -> Mapping[int, Stage]:
    """Both stages, 16 and 18."""
    written = _written()
    return {code: _stage(code, written[code]) for code in STAGES}


@cache
def levels() -> tuple[Level, ...]:
    """How apprenticeships are told by level; every level is in one of them."""
    return tuple(Level(code, said["title"], tuple(said["levels"])) for code, said in _written()["levels"].items())


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
