"""Who should be seen next: the reasons that count, from ``content/who_next.yaml``, and the rule that ranks by them.

A person put first comes first; then the sum of the weights of the reasons decides; among equals whoever has waited longest,
then the name. Nobody is ranked by anything that is not a reason in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.marked_yaml import LINE, problems_of, read_marked
from chalkface.core.years import YEAR_GROUPS

MOST_WEIGHT = 100
VERDICTS = {"first": "First", "later": "Later", "aside": "Set aside"}
VERDICT_MEANS = {
    "first": "Above everybody else, whatever the reasons weigh.",
    "later": "Below everybody else.",
    "aside": "Not in the list at all, until the day you give.",
}
_PLACES = {"first": 0, "": 1, "later": 2, "aside": 3}


@dataclass(frozen=True)
class Reason:
    """One reason as content: what it is called, when it is true, and its weight as shipped."""

    code: str
    title: str
    meaning: str
    weight: int


@dataclass(frozen=True)
class Deadline:
    """A day that matters to one year group. ``until`` is the half-term at whose end it falls where no day is written."""

    year_group: int
    work: str
    until: int
    days: int
    what: str


@dataclass(frozen=True)
class Reasons:
    """Everything the file says."""

    reasons: Mapping[str, Reason]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True)
class Why:
    """A reason that is true of one student, in words, with its weight at this school."""

    code: str
    words: str
    weight: int


@dataclass(frozen=True)
class Candidate:
    """A student to be ranked. ``waiting_since`` is the day of their last meeting; none means that they never had one."""

    id: int
    name: str
    why: tuple[Why, ...]
    waiting_since: date | None = None
    verdict: str = ""

    @property
    def score(self) -> int:
        """The sum of the weights."""
        return sum(one.weight for one in self.why)


def place_of(one: Candidate) -> tuple:
    """What ranks a student: what a person decided, the score, how long they have waited, their name, their number."""
    return _PLACES[one.verdict], -one.score, one.waiting_since or date.min, one.name.casefold(), one.id


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those of whom a reason is true or whom a person put first or later, in order; those set aside are left out."""
    return sorted((one for one in candidates if one.verdict != "aside" and (one.score or one.verdict)), key=place_of)


def strongest_first(why: Iterable[Why]) -> tuple[Why, ...]:
    """The reasons in the order to be read: the heaviest first, equals in the order of the file."""
    order = list(reasons())
    return tuple(sorted(why, key=lambda one: (-one.weight, order.index(one.code))))


def read_reasons(name: str, text: str) -> Reasons:
    """The file's reasons and deadlines. Raises ``ValueError`` naming file, line and what is wrong: none is half read."""
    written = read_marked(name, text)
    if problems := problems_of(written, {"title": str, "reasons": list, "deadlines": list}, {}):
        raise ValueError(f"{name}: {'; '.join(problems)}")
    found: dict[str, Reason] = {}
    for entry in written["reasons"]:
        line = entry.get(LINE)
        problems = problems_of(entry, {"code": str, "title": str, "meaning": str}, {"weight": int})
        if not problems and not (isinstance(entry.get("weight"), int) and 0 <= entry["weight"] <= MOST_WEIGHT):
            problems.append(f"weight must be a whole number from 0 to {MOST_WEIGHT}")
        if not problems and entry["code"] in found:
            problems.append(f"the code {entry['code']} is there already")
        if problems:
            raise ValueError(f"{name}, line {line}: {'; '.join(problems)}")
        found[entry["code"]] = Reason(**{key: value for key, value in entry.items() if key != LINE})
    return Reasons(MappingProxyType(found), tuple(_deadline(name, entry) for entry in written["deadlines"]))


def _deadline(name: str, entry: dict) -> Deadline:
    kinds = {"year_group": int, "work": str, "until": int, "days": int, "what": str}
    problems = problems_of(entry, kinds, {})
    if not problems and entry["year_group"] not in YEAR_GROUPS:
        problems.append(f"Year {entry['year_group']} is not a year group")
    if not problems and entry["until"] not in range(1, 7):
        problems.append("until is a half-term, 1 to 6")
    if problems:
        raise ValueError(f"{name}, line {entry.get(LINE)}: {'; '.join(problems)}")
    return Deadline(**{key: value for key, value in entry.items() if key != LINE})


@cache
def _content() -> Reasons:
    name = "who_next.yaml"
    return read_reasons(name, files("chalkface.content").joinpath(name).read_text("utf-8"))


def reasons() -> Mapping[str, Reason]:
    """Every reason by its code, in the order written."""
    return _content().reasons


def deadlines() -> tuple[Deadline, ...]:
    """The deadlines, as shipped."""
    return _content().deadlines
