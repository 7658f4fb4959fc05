"""A bound and a better schedule from assignments alone: for any round, in a number of steps that is known beforehand.

Without "at most two of a tutor group on one day" the best schedule is an assignment, solved in a blink. So full days are given
a price each, raised where too many come and lowered where there is room, and each assignment at these prices proves a bound
(Lagrange). The schedule itself is made better a neighbourhood at a time: one person of each tutor group gives up their place,
and they are all given the best of these and of the free ones at once, which can never break the rule. The bound is added up
here from the prices of places and days, so that a fault in the solver could make it weaker, never false.
"""

from random import Random

import numpy as np
from scipy.optimize import linear_sum_assignment

from chalkface.core.interview_planning.greedy import locked_places
from chalkface.core.interview_planning.model import Round

FEW_PRICES, MANY_PRICES, NEIGHBOURHOODS = 5, 15, 3_000
WITHOUT_GROUP = 24


class Table:
    """A round as a table: what each person costs at each place (infinite where they cannot come), and at none."""

    def __init__(self, of: Round) -> None:
        self.of, self.locked = of, locked_places(of)
        kept, already = set(self.locked.values()), of.on_a_day(self.locked)
        self.people = [one for one in of.people if one.key not in self.locked]
        self.places = [one for one in of.places if one.key not in kept]
        self.number_of = {one.key: at for at, one in enumerate(self.places)}
        groups = {name: n for n, name in enumerate(sorted({one.group for one in self.people if one.group}))}
        self.day = np.array([of.days_after[one.on] for one in self.places], dtype=int)
        self.group = np.array([groups.get(one.group, -1) for one in self.people], dtype=int)
        self.cost = np.array(
            [[np.inf if one.refusal(at) else of.cost(one, at) for at in self.places] for one in self.people], dtype=float
        ).reshape(len(self.people), len(self.places))
        self.out = np.array([of.cost_left_out(one) for one in self.people], dtype=float)
        self.room = np.full((len(groups) + 1, len(of.days_after)), float(of.most_of_a_group))
        for (name, on), number in already.items():
            if name in groups:
                self.room[groups[name], of.days_after[on]] -= number
        self.room = np.maximum(self.room, 0)
        self.room[-1] = len(of.places)  # nobody of no group is ever too many
        self.constant = sum(of.cost(of.by_key[who], of.place_by_key[at]) for who, at in self.locked.items())

    def assigned(self, priced: np.ndarray) -> np.ndarray:
        """Where everybody goes at these prices, if days have no limit; -1 is nowhere."""
        nowhere = np.broadcast_to(self.out[:, None], (len(self.people), len(self.people)))
        _, at = linear_sum_assignment(np.hstack([priced, nowhere]))
        return np.where(at < len(self.places), at, -1)

    def come(self, at: np.ndarray) -> np.ndarray:
        """How many of each group come on each day."""
        found, placed = np.zeros(self.room.shape), at >= 0
        np.add.at(found, (self.group[placed], self.day[at[placed]]), 1)
        return found

    def bound(self, days: np.ndarray, at: np.ndarray) -> int:
        """The sum that no schedule can be below, by the prices of the days and those of the places that ``at`` tells."""
        priced = self.cost + days[self.group][:, self.day]
        places = self._prices(priced, at)
        least = np.minimum((priced + places).min(axis=1, initial=np.inf), self.out)
        return int(np.ceil(least.sum() - places.sum() - (days * self.room).sum() - 1e-4)) + self.constant

    def _prices(self, priced: np.ndarray, at: np.ndarray) -> np.ndarray:
        """A price for each place at which everybody likes best to be where they are: nothing for one that is free."""
        placed = np.nonzero(at >= 0)[0]
        taken = at[placed]
        prices = np.zeros(len(self.places))
        prices[taken] = np.inf
        more = priced[placed] - priced[placed, taken][:, None]
        other = self.out[placed] - priced[placed, taken]
        for _ in range(len(placed)):
            new = np.minimum((more + prices).min(axis=1), other)
            if np.array_equal(new, prices[taken]):
                break
            prices[taken] = new
        return np.maximum(prices, 0)

    def bookings(self, at: np.ndarray) -> dict[int, int]:
        """The schedule in which everybody is where ``at`` says."""
        chosen = {one.key: self.places[where].key for one, where in zip(self.people, at, strict=True) if where >= 0}
        return {**self.locked, **chosen}


class Prices:
    """The prices of full days, sought a step at a time; ``bound`` is the best that they have proven."""

    def __init__(self, table: Table, known: int) -> None:
        self.table, self.known = table, known
        self.days = np.zeros(table.room.shape)
        self.bound, self.pace, self.since = 0, 1.0, 0

    def step(self) -> None:
        """Assign everybody at the prices of now, prove what that proves, and change the prices by what was too many."""
        table = self.table
        at = table.assigned(table.cost + self.days[table.group][:, table.day])
        proven = table.bound(self.days, at)
        self.since = 0 if proven > self.bound else self.since + 1
        self.bound = max(self.bound, proven)
        if self.since == 4:
            self.pace, self.since = self.pace / 2, 0
        over = table.come(at) - table.room
        over[(self.days == 0) & (over < 0)] = 0
        over[-1] = 0
        length = (over**2).sum()
        if length:
            self.days = np.maximum(0, self.days + self.pace * max(1, self.known - proven) / length * over)


def better(table: Table, first: dict[int, int], *, least: int, steps: int = NEIGHBOURHOODS) -> dict[int, int]:
    """The schedule after so many neighbourhoods, or as soon as it costs ``least``; the same input gives the same."""
    chance = Random(1)  # noqa: S311 - which neighbourhood comes next, the same each time
    at = np.array([table.number_of.get(first.get(one.key), -1) for one in table.people], dtype=int)
    members = [np.nonzero(table.group == n)[0].tolist() for n in range(len(table.room) - 1)]
    alone = np.nonzero(table.group == -1)[0].tolist()
    come, free = table.come(at), np.ones(len(table.places), dtype=bool)
    free[at[at >= 0]] = False
    left = np.where(at >= 0, table.cost[np.arange(len(at)), at], table.out).sum() + table.constant - least
    for _ in range(steps):
        if left <= 0:
            break
        who = [chance.choice(some) for some in members] + chance.sample(alone, min(len(alone), WITHOUT_GROUP))
        who = np.array(who, dtype=int)
        seated = who[at[who] >= 0]
        np.add.at(come, (table.group[seated], table.day[at[seated]]), -1)
        before = np.where(at[who] >= 0, table.cost[who, at[who]], table.out[who]).sum()
        free[at[seated]] = True
        there = np.nonzero(free)[0]
        full = (come >= table.room)[table.group[who]][:, table.day[there]]
        costs = np.where(full, np.inf, table.cost[np.ix_(who, there)])
        costs = np.hstack([costs, np.broadcast_to(table.out[who][:, None], (len(who), len(who)))])
        rows, chosen = linear_sum_assignment(costs)
        at[who] = np.where(chosen < len(there), np.append(there, -1)[np.minimum(chosen, len(there))], -1)
        left -= before - costs[rows, chosen].sum()
        seated = who[at[who] >= 0]
        free[at[seated]] = False
        np.add.at(come, (table.group[seated], table.day[at[seated]]), 1)
    return table.bookings(at)
