"""How long things are kept: the rules of ``content/retention.yaml``, the day a thing is due, and the brake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from types import MappingProxyType

import yaml

CLOCKS = ("year", "left", "day")
DEEDS = ("erase", "delete", "blank", "empty", "keep", "apart")
# A list stops and asks when it is about more than this share of the school's students, or than so many times the last one.
MOST_SHARE = 0.02
MOST_TIMES = 2


@dataclass(frozen=True)
class Rule:
    """One kind of record: kept ``months`` after its ``clock`` begins (None: as long as the school uses the system), then
    ``does`` happens to its ``tables``, ``fields`` or dated rows (``days``: table to the lookup of its day)."""

    code: str
    title: str
    why: str
    does: str
    months: int | None = None
    clock: str = ""
    tables: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    days: Mapping[str, str] = field(default_factory=dict)
    review: bool = True

    @property
    def of_leavers(self) -> bool:
        """Whether it is about students who have left, one by one."""
        return self.clock in ("year", "left")

    @property
    def is_reviewed(self) -> bool:
        """Whether it goes only from a list that a person approved."""
        return self.review and self.does in ("erase", "delete", "blank")


def _rule(code: str, entry: dict) -> Rule:
    rule = Rule(code, **{name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()})
    if rule.does not in DEEDS or (rule.months is None) is not (rule.does == "keep") or rule.clock not in (*CLOCKS, ""):
        raise ValueError(f"retention.yaml: {code} does not say what happens, when, and by which clock")
    return rule


def _rules() -> Mapping[str, Rule]:
    entries = yaml.safe_load(files("chalkface.content").joinpath("retention.yaml").read_text("utf-8"))
    return MappingProxyType({code: _rule(code, entry) for code, entry in entries.items()})


RULES = _rules()
LONGEST = 12 * 80


def later(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, the first of the next: never a day early."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def earlier(day: date, months: int) -> date:
    """The last day whose term of so many months is over on ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for of_month in range(day.day, 0, -1):
        try:
            found = date(year, month + 1, of_month)
        except ValueError:
            continue
        return found
    raise AssertionError("every month has a first day")


def words_of(months: int | None) -> str:
    """A length of time in words."""
    if months is None:
        return "as long as the school uses Chalkface"
    if months == 0:
        return "gone at once"
    count, word = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {word}{'' if count == 1 else 's'}"


def brake(*, students: int, rows: int, of_school: int, last: Mapping[str, int] | None) -> str:
    """Why a list must stop and ask, as a sentence; "" when it need not.

    ``last`` holds how many students and rows went with the last list (None: there was none).
    """
    if last is None:
        return "This is the school’s first list: look at it with care."
    if students > MOST_SHARE * of_school:
        share = round(100 * students / of_school) if of_school else 100
        return f"This is about {students:,} of {of_school:,} students, {max(share, 3)} in a hundred: more than 2 in a hundred."
    for now, before, what in ((students, last.get("students", 0), "students"), (rows, last.get("rows", 0), "dated records")):
        if now > MOST_TIMES * before:
            return f"This is about {now:,} {what}; last time it was {before:,}: more than twice as many."
    return ""
