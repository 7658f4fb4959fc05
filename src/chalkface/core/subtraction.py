"""Which unknown numbers follow from what is known, by adding and subtracting: exact, over the rationals.

The question is answered by showing a second solution. Each equation says that some unknowns, with whole coefficients,
add up to something known. One solution of the same equations with zero on the right is made with generic values for
whatever is free. Added to the truth it is another table that fits everything known; an unknown that differs in it
cannot be recovered. An unknown that stays as it was is reported as recoverable. The check can err on one side only:
were a generic value to cancel by accident, a safe unknown would be reported, never an unsafe one missed.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from heapq import heapify, heappop, heappush
from random import Random

Row = dict[Hashable, int | Fraction]


def recoverable(equations: Iterable[Mapping[Hashable, int]]) -> set[Hashable]:
    """The unknowns whose value is fixed by ``equations`` (unknown → coefficient; the known right sides do not matter)."""
    rows: list[Row] = [dict(equation) for equation in equations]
    where: dict[Hashable, set[int]] = {}
    for index, row in enumerate(rows):
        for unknown in row:
            where.setdefault(unknown, set()).add(index)
    solved = _eliminate(rows, where)
    return {unknown for unknown, value in _another_solution(solved, where).items() if value == 0}


class _Waiting:
    """The rows each unknown still occurs in; ``rarest`` gives an unknown of the fewest rows, the first met among equals."""

    def __init__(self, where: Mapping[Hashable, set[int]]) -> None:
        self.rows_of = {unknown: set(indices) for unknown, indices in where.items()}
        self.place = {unknown: place for place, unknown in enumerate(where)}
        self.heap = [(len(indices), self.place[unknown], unknown) for unknown, indices in self.rows_of.items()]
        heapify(self.heap)

    def occurs(self, unknown: Hashable, index: int, *, still: bool) -> None:
        """Note that a row has gained or lost an unknown."""
        indices = self.rows_of[unknown]
        (indices.add if still else indices.discard)(index)
        heappush(self.heap, (len(indices), self.place[unknown], unknown))

    def rarest(self) -> Hashable | None:
        """The next pivot, or ``None`` when no row is left. Entries that are out of date are passed over."""
        while self.heap:
            count, _, unknown = heappop(self.heap)
            if count and count == len(self.rows_of[unknown]):
                return unknown
        return None


def _eliminate(rows: list[Row], where: dict[Hashable, set[int]]) -> list[tuple[Hashable, Row]]:
    """Gaussian elimination: (pivot, its row) in order; a pivot does not occur in any later row. Empties ``rows``.

    Unknowns that occur in one equation only are taken first: they need no arithmetic, and they are nearly all.
    """
    waiting = _Waiting(where)
    solved: list[tuple[Hashable, Row]] = []
    while (pivot := waiting.rarest()) is not None:
        chosen = min(waiting.rows_of[pivot], key=lambda index: (len(rows[index]), index))
        for index in sorted(waiting.rows_of[pivot] - {chosen}):
            _subtract(rows, waiting, index, chosen, pivot)
        solved.append((pivot, rows[chosen]))
        for unknown in rows[chosen]:
            waiting.occurs(unknown, chosen, still=False)
        rows[chosen] = {}
    return solved


def _subtract(rows: list[Row], waiting: _Waiting, index: int, chosen: int, pivot: Hashable) -> None:
    """Take the right multiple of row ``chosen`` from row ``index``, so that ``pivot`` leaves it."""
    row = rows[index]
    factor = _divide(row[pivot], rows[chosen][pivot])
    for unknown, coefficient in rows[chosen].items():
        value = row.get(unknown, 0) - factor * coefficient
        if value:
            row[unknown] = value
        else:
            row.pop(unknown, None)
        waiting.occurs(unknown, index, still=bool(value))


def _another_solution(solved: list[tuple[Hashable, Row]], where: Mapping[Hashable, set[int]]) -> dict[Hashable, int | Fraction]:
    """A solution of the equations with zero right sides, generic in everything that is free."""
    # A fixed seed: the same tables always give the same answer.
    generic = Random(20260901)  # noqa: S311 – nothing here is secret
    pivots = {pivot for pivot, _ in solved}
    values: dict[Hashable, int | Fraction] = {
        unknown: generic.randrange(1, 2**61) for unknown in where if unknown not in pivots
    }
    for pivot, row in reversed(solved):
        rest = sum(coefficient * values[unknown] for unknown, coefficient in row.items() if unknown != pivot)
        values[pivot] = _divide(-rest, row[pivot])
    return values


def _divide(above: int | Fraction, below: int | Fraction) -> int | Fraction:
    # Whole numbers while the pivot is 1 or -1, which in tables it nearly always is: ten times faster than Fractions.
    if below in (1, -1):
        return above * below
    return Fraction(above) / below
