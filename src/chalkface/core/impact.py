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
    def tables(self) -> tuple[str, ...]:
        """The names of its tables of routes at the exit for small numbers: one for each line, and plans alone."""
        return (*(route_table(self.code, line.code) for line in self.lines), plans_table(self.code))

    def line_of(self, route: str) -> str:
        """The code of the line that a route belongs to; a leaver without any record is not known."""
        return next((line.code for line in self.lines if route in line.routes), UNKNOWN)


def route_table(stage: int, line: str) -> str:
    """The name of a line's table at the exit for small numbers."""
    return f"route {line} at {stage}"


def plans_table(stage: int) -> str:
    """The name of the table that counts leavers of whom only a plan is on record."""
    return f"only a plan at {stage}"


@cache
def stages() -> Mapping[int, Stage]:
    """Both stages, 16 and 18."""
    written = yaml.safe_load((files("chalkface.content") / "codes" / "impact.yaml").read_text("utf-8"))
    return {code: _stage(code, entry) for code, entry in written.items()}


def _stage(code: int, entry: dict) -> Stage:
    measures = tuple(
        Measure(indicator, **{**said, "datasets": tuple(said.get("datasets", ()))})
        for indicator, said in entry["measures"].items()
    )
    lines = tuple(Line(name, **{**said, "routes": tuple(said["routes"])}) for name, said in entry["routes"].items())
    return Stage(code, entry["leavers"], entry["left"], measures, lines)
