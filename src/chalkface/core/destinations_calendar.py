"""The work of the year on intentions and destinations, from ``content/destinations_calendar.yaml``."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from chalkface.core.marked_yaml import LINE, problems_of, read_marked
from chalkface.core.years import first_day

NAME = "content/destinations_calendar.yaml"
COUNTS = {
    "intention": "without an intended destination",
    "application": "without an application",
    "offer": "without an offer",
    "guarantee": "of last year’s leavers without an offer or a start",
    "unstarted": "of last year’s leavers not confirmed as started",
    "unknown": "of last year’s leavers not known",
    "unchecked": "of last year’s leavers not looked at again after six months",
}
_REQUIRED = {"work": str, "title": str, "month": int, "groups": list, "counts": str, "who": str, "meaning": str}


@dataclass(frozen=True)
class Work:
    """One piece of the year's work. ``groups`` are the year groups it is about; ``last``: of the year before."""

    work: str
    title: str
    month: int
    groups: tuple[int, ...]
    counts: str
    who: str
    meaning: str
    last: bool = False
    big: bool = False

    def usual_day(self, year: int) -> date:
        """The last day of its month in an academic year, until the school sets its own."""
        first = date(year if self.month >= 9 else year + 1, self.month, 1)
        following = date(first.year + self.month // 12, self.month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


def read_calendar(name: str, text: str) -> tuple[Work, ...]:
    """The pieces of work of one file. Raises ``ValueError`` naming file, line and what is wrong."""
    entries = read_marked(name, text).get("work")
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{name}: work is missing or empty")
    found: dict[str, Work] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise ValueError(f"{name}: each piece of work has {', '.join(_REQUIRED)}, not {entry!r}")
        line = entry.pop(LINE)
        problems = problems_of(entry, _REQUIRED, {"last": bool, "big": bool})
        if not problems:
            if entry["work"] in found:
                problems.append(f"the work {entry['work']} is there already")
            if entry["month"] not in range(1, 13):
                problems.append("month is a number from 1 to 12")
            if entry["counts"] not in COUNTS:
                problems.append(f"counts is one of {', '.join(COUNTS)}")
            if not set(entry["groups"]) <= {11, 13}:
                problems.append("groups are 11, 13 or both")
        if problems:
            raise ValueError(f"{name}, line {line}: {'; '.join(problems)}")
        found[entry["work"]] = Work(**{**entry, "groups": tuple(entry["groups"])})
    return tuple(found.values())


@cache
def calendar() -> tuple[Work, ...]:
    """All the year's work, in the order of the list."""
    return read_calendar(NAME, files("chalkface.content").joinpath("destinations_calendar.yaml").read_text("utf-8"))


def in_year(day: date, year: int) -> bool:
    """Whether a day is in an academic year."""
    return first_day(year) <= day < first_day(year + 1)
