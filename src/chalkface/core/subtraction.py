"""Which unknown numbers follow from what is known, by adding and subtracting: exact, over the rationals.

The question is answered by showing a second solution. Each equation says that some unknowns, with whole coefficients,
add up to something known. One solution of the same equations with zero on the right is made with generic values for
whatever is free. Added to the truth it is another table that fits everything known; an unknown that differs in it
cannot be recovered. An unknown that stays as it was is reported as recoverable. The check can err on one side only:
were a generic value to cancel by accident, a safe unknown would be reported, never an unsafe one missed.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
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


def _eliminate(rows: list[Row], where: dict[Hashable, set[int]]) -> list[tuple[Hashable, Row]]:
    """Gaussian elimination: (pivot, its row) in order; a pivot does not occur in any later row. Empties ``rows``.

    Unknowns that occur in one equation only are taken first: they need no arithmetic, and they are nearly all.
    """
    open_in = {unknown: set(indices) for unknown, indices in where.items()}
    lonely = [unknown for unknown, indices in open_in.items() if len(indices) == 1]
    solved: list[tuple[Hashable, Row]] = []
    while True:
        while lonely:
            unknown = lonely.pop()
            if len(open_in[unknown]) == 1:
                solved.append((unknown, _close(rows, open_in, min(open_in[unknown]), lonely)))
        left = [unknown for unknown, indices in open_in.items() if indices]
        if not left:
            return solved
        pivot = min(left, key=lambda unknown: len(open_in[unknown]))
        chosen = min(open_in[pivot], key=lambda index: (len(rows[index]), index))
        for index in sorted(open_in[pivot] - {chosen}):
            _subtract(rows, open_in, index, chosen, pivot)
        solved.append((pivot, _close(rows, open_in, chosen, lonely)))
        lonely.extend(unknown for unknown in left if len(open_in[unknown]) == 1)


def _close(rows: list[Row], open_in: dict[Hashable, set[int]], index: int, lonely: list[Hashable]) -> Row:
    """Take a row out of play, noting the unknowns it leaves in one row only."""
    row = rows[index]
    rows[index] = {}
    for unknown in row:
        indices = open_in[unknown]
        indices.discard(index)
        if len(indices) == 1:
            lonely.append(unknown)
    return row


def _subtract(rows: list[Row], open_in: dict[Hashable, set[int]], index: int, chosen: int, pivot: Hashable) -> None:
    """Take the right multiple of row ``chosen`` from row ``index``, so that ``pivot`` leaves it."""
    row = rows[index]
    factor = _divide(row[pivot], rows[chosen][pivot])
    for unknown, coefficient in rows[chosen].items():
        value = row.get(unknown, 0) - factor * coefficient
        if value:
            row[unknown] = value
            open_in[unknown].add(index)
        else:
            row.pop(unknown, None)
            open_in[unknown].discard(index)


def _another_solution(solved: list[tuple[Hashable, Row]], where: Mapping[Hashable, set[int]]) -> dict[Hashable, int | Fraction]:
    """A solution of the equations with zero right sides, generic in everything that is free."""
    # A fixed seed: the same tables always give the same answer.
    generic = Random(20260901)
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
