"""From cells to figures: adding up counts, the groups of a breakdown, the interval. Nothing here asks a database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add

from chalkface.core.errors import Refused
from chalkface.core.statistics import wilson
from chalkface.indicators.kinds import EVERY_GROUP, Share
from chalkface.indicators.statements import CELL_GROUPS, FAMILIES, family_of

GroupValue = str | int

UNKNOWN = "unknown"

# The order in which the values of a group are shown; numbers come first by size, ``unknown`` last.
_SHOWN = ("F", "M", "yes", "no", "white", "mixed", "asian", "black", "chinese", "other", UNKNOWN)


@dataclass(frozen=True)
class Figure:
    """One computed share: whole counts, from which ``value`` and ``interval`` follow.

    ``group`` is empty for everyone, else ``{"sex": "F"}``; year groups are numbers, all else text.
    """

    indicator: str
    on: date
    group: dict[str, GroupValue]
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, unrounded; none of nobody."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the share; none of nobody."""
        return wilson(self.numerator, self.denominator)

    def as_json(self) -> dict[str, object]:
        """The figure as the command line and the interface for programs print it."""
        interval = self.interval
        return {
            "indicator": self.indicator,
            "on": self.on.isoformat(),
            "group": self.group,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "interval": list(interval) if interval else None,
        }


@dataclass(frozen=True)
class Cells:
    """The answer of a ``cells`` statement: its column names and its rows, as the database gave them."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def families_of(asked: Iterable[Share]) -> tuple[str, ...]:
    """The families whose cells are needed for the indicators asked for."""
    needed = {family_of(one) for one in asked}
    return tuple(family for family in FAMILIES if family in needed)


def checked_groups(by: Iterable[str]) -> tuple[str, ...]:
    """The groups to break down by, each once. Raises ``Refused`` on a name that is none."""
    wanted = tuple(dict.fromkeys(by))
    for name in wanted:
        if name not in EVERY_GROUP:
            raise Refused(f"Figures cannot be broken down by {name!r}, only by {', '.join(EVERY_GROUP)}.")
    return wanted


def figures(
    asked: Sequence[Share],
    cells: Mapping[str, Cells],
    *,
    on: date,
    by: Sequence[str] = (),
    within: Mapping[str, GroupValue] | None = None,
) -> list[Figure]:
    """The figures of the indicators asked for, in their order: everyone, then each breakdown of ``by`` that applies.

    ``cells`` holds the answer of every family in ``families_of(asked)``. ``within`` is put before each group, for
    figures of many schools: ``{"school": "..."}``.
    """
    totals = {family: _totals(family, answer, by) for family, answer in cells.items()}
    made = []
    for one in asked:
        of_family = totals[family_of(one)]
        for name in ("", *(group for group in by if group in one.by)):
            for value in sorted(of_family[name], key=_shown_at):
                counted = of_family[name][value]
                denominator, numerator = counted[f"{one.column}__denominator"], counted[f"{one.column}__numerator"]
                if denominator or not name:
                    group = {**(within or {}), **({name: value} if name else {})}
                    made.append(Figure(one.id, on, group, numerator, denominator))
    return made


def _totals(family: str, answer: Cells, by: Sequence[str]) -> dict[str, dict[GroupValue, dict[str, int]]]:
    """Per breakdown (``""`` for everyone) and group value, the sum of every count column."""
    columns = list(answer.columns)
    places = {name: columns.index(name) for name in by if name in CELL_GROUPS[family]}
    first = len(CELL_GROUPS[family])
    names = columns[first:]
    nothing = [0] * len(names)
    sums: dict[str, dict[GroupValue, list[int]]] = {"": {"": nothing}} | {name: {} for name in places}
    for row in answer.rows:
        counts = row[first:]
        sums[""][""] = list(map(add, sums[""][""], counts))
        for name, place in places.items():
            value = UNKNOWN if row[place] is None else row[place]
            sums[name][value] = list(map(add, sums[name].get(value, nothing), counts))
    return {
        name: {value: dict(zip(names, map(int, counts), strict=True)) for value, counts in of_group.items()}
        for name, of_group in sums.items()
    }


def _shown_at(value: GroupValue) -> tuple[int, int]:
    if isinstance(value, int):
        return (0, value)
    return (1, _SHOWN.index(value)) if value else (0, 0)
