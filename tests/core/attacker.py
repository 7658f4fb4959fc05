"""A reader who knows every published figure and how tables add up, and works out the hidden ones by integer programming."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from chalkface.core.disclosure import HIDDEN, Group, Published, Table

Figure = tuple[str, Group]


class Attacker:
    """Knows the published figures, which tables count the same people, and which groups occur (each has somebody in it);
    which tables divide their people (``wholes``), and which make up another (``sums``)."""

    def __init__(
        self,
        tables: Sequence[Table],
        published: Mapping[str, Mapping[Group, Published]],
        wholes: Sequence[Sequence[str]] = (),
        sums: Sequence[tuple[str, Sequence[str]]] = (),
    ) -> None:
        self.column: dict[object, int] = {}
        self.rows: list[tuple[dict[int, int], int, float]] = []
        self.people = {
            (table.name, group): (table.people or table.name, table.within | group)
            for table in tables
            for group in table.counts
        }
        self.figures: list[Figure] = list(self.people)
        for table in tables:
            for group in table.counts:
                shown = published[table.name][group]
                reached, people = self._columns((table.name, group))
                self._learn({people: 1, reached: -1}, 0, np.inf)
                if shown is not HIDDEN:
                    self._learn({reached: 1}, shown.numerator, shown.numerator)
                    self._learn({people: 1}, shown.denominator, shown.denominator)
            self._learn_sums(table)
        for whole in wholes:
            for group in published[whole[0]]:
                row = {self._columns((name, group))[0]: 1 for name in whole}
                self._learn({**row, self._columns((whole[0], group))[1]: -1}, 0, 0)

        for total, parts in sums:
            for group in published[total]:
                row = {self._columns((name, group))[0]: 1 for name in parts}
                self._learn({**row, self._columns((total, group))[0]: -1}, 0, 0)

    def _columns(self, figure: Figure) -> tuple[int, int]:
        reached = self.column.setdefault(("reached", figure), len(self.column))
        people = self.column.setdefault(("people", self.people[figure]), len(self.column))
        return reached, people

    def _learn(self, row: dict[int, int], low: float, high: float) -> None:
        self.rows.append((row, low, high))

    def _learn_sums(self, table: Table) -> None:
        dimensions = sorted({dimension for group in table.counts for dimension, _ in group})
        for total in table.counts:
            for dimension in dimensions:
                one_more = [group for group in table.counts if total < group and len(group) == len(total) + 1]
                parts = [group for group in one_more if {name for name, _ in group - total} == {dimension}]
                if not parts:
                    continue
                for which in (0, 1):
                    row = {self._columns((table.name, part))[which]: 1 for part in parts}
                    self._learn({**row, self._columns((table.name, total))[which]: -1}, 0, 0)

    def recovered(self, wanted: Sequence[tuple[str, Figure]]) -> set[tuple[str, Figure]]:
        """Those of ``wanted``, ("reached" | "missed" | "people", figure), that have one possible value only."""
        wide = len(self.column)
        matrix = np.zeros((len(self.rows), wide))
        for index, (row, _, _) in enumerate(self.rows):
            for column, value in row.items():
                matrix[index, column] = value
        rules = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        # A group that occurs has somebody in it; nobody can reach less than nothing; no school has ten thousand.
        least = [1.0 if key[0] == "people" else 0.0 for key in self.column]
        goals = {want: self._goal(want) for want in wanted}
        seen: dict[tuple[str, Figure], set[int]] = {want: set() for want in wanted}
        for want, goal in goals.items():
            for sense in (1, -1):
                if len(seen[want]) > 1:
                    break
                answer = milp(sense * goal, constraints=rules, bounds=Bounds(least, 10_000), integrality=np.ones(wide))
                assert answer.success, answer.message
                for other, other_goal in goals.items():
                    seen[other].add(round(float(other_goal @ answer.x)))
        return {want for want, values in seen.items() if len(values) == 1}

    def _goal(self, want: tuple[str, Figure]) -> np.ndarray:
        what, figure = want
        reached, people = self._columns(figure)
        goal = np.zeros(len(self.column))
        if what in ("people", "missed"):
            goal[people] = 1
        if what in ("reached", "missed"):
            goal[reached] = 1 if what == "reached" else -1
        return goal
