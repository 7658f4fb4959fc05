"""The sums that a published table should fulfil: checked on every row, reported, never a reason to refuse."""

from collections.abc import Mapping, Sequence

from chalkface.core.published_measures import Identity

SHOWN = 5


class IdentityCheck:
    """Looks at the rows of one file and remembers which break which sum.

    A difference that rounding to the nearest 5 explains (every number a multiple of 5, off by no more than half of 5 for
    each of them) is counted apart. Rows in which a cell of a sum is not a number are not judged by that sum.
    """

    def __init__(self, identities: Sequence[Identity], columns: Sequence[str]) -> None:
        held = frozenset(columns)
        self._rules = [rule for rule in identities if held.issuperset((rule.total, *rule.parts)) and rule.without not in held]
        self._broken: dict[Identity, list[tuple[int, int, int]]] = {}
        self._rounded = 0
        self.checked = 0

    def look(self, cells: Mapping[str, str], number: int) -> None:
        """Check one row; ``number`` is its row number in the file."""
        rounded = False
        for rule in self._rules:
            try:
                total = int(cells[rule.total])
                parts = [int(cells[part]) for part in rule.parts]
            except ValueError:
                continue
            self.checked += 1
            added = sum(parts)
            if added == total:
                continue
            if abs(added - total) * 2 <= 5 * (len(parts) + 1) and not any(value % 5 for value in (total, *parts)):
                rounded = True
            else:
                self._broken.setdefault(rule, []).append((number, total, added))
        self._rounded += rounded

    def notes(self, file: str) -> list[str]:
        """A sentence for each row that breaks a sum, the first five of each sum, then how many more."""
        sentences = []
        for rule, rows in self._broken.items():
            for number, total, added in rows[:SHOWN]:
                sentences.append(
                    f"{file}, row {number}: {rule.sentence}, but it is {total:,} and they add up to {added:,}. "
                    f"Kept as published."
                )
            if len(rows) > SHOWN:
                sentences.append(
                    f"{file}: {rule.sentence}; {len(rows) - SHOWN:,} more rows do not add up (the last is row "
                    f"{rows[-1][0]}). Kept as published."
                )
        if self._rounded:
            where = "1 row" if self._rounded == 1 else f"{self._rounded:,} rows"
            sentences.append(
                f"{file}: in {where} the parts do not add up exactly because the publisher rounded them to the nearest 5."
            )
        return sentences
