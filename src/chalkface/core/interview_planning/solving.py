"""A near-best schedule, and the proof of how near. This file and ``searching`` need scipy.

First a few assignments (``searching``): they settle most rounds at once. What they leave open, a linear programme settles.
People of one group with the same wishes are alike, so it counts *kinds* of people; that leaves a third of it, without the many
equal solutions that keep a solver busy for minutes. The prices that it puts on places and full days prove a bound: what
everybody pays at the cheapest priced place, less the prices, is a sum that no schedule can be below (Lagrange). The bound is
added up here from the prices, whatever the solver says of itself. Pairs that the prices show to be dear are then left out, and
the few that are left are solved in whole people. Where people are too different to be counted by kinds, the programme would
take minutes: then there are more assignments instead, a number that is known beforehand, and the gap may stay larger.
"""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from chalkface.core.interview_planning.greedy import locked_places
from chalkface.core.interview_planning.model import Person, Round
from chalkface.core.interview_planning.searching import FEW_PRICES, MANY_PRICES, Prices, Table, better

CUTS = (2, 25, 400)
MOST_PAIRS = 200_000


class Programme:
    """A round as a linear programme: one column for each kind of person and place they can come to, and one for leaving out."""

    def __init__(self, of: Round) -> None:
        self.of, self.locked = of, locked_places(of)
        kept, already = set(self.locked.values()), of.on_a_day(self.locked)
        self.places = [one for one in of.places if one.key not in kept]
        self.kinds = kinds_of(of)
        self.sizes = np.array([len(one) for one in self.kinds], dtype=float)
        kind, place, day, cost = [], [], [], []
        days: dict[tuple, int] = {}
        for number, alike in enumerate(self.kinds):
            person = alike[0]
            for at, one in enumerate(self.places):
                if not person.refusal(one):
                    kind.append(number)
                    place.append(at)
                    day.append(days.setdefault((person.group, one.on), len(days)) if person.group else -1)
                    cost.append(of.cost(person, one))
        pairs, outs = len(kind), len(self.kinds)
        self.kind = np.array(kind + list(range(outs)), dtype=int)
        self.place = np.array(place + [-1] * outs, dtype=int)
        self.day = np.array(day + [-1] * outs, dtype=int)
        self.cost = np.array(cost + [of.cost_left_out(one[0]) for one in self.kinds], dtype=float)
        room = [max(0, of.most_of_a_group - already[one]) for one in days]
        self.each = _rows(self.kind, outs)
        self.limits = vstack([_rows(self.place, len(self.places)), _rows(self.day, len(days))], format="csr")
        self.most = np.array([1] * len(self.places) + room, dtype=float)
        self.width = pairs + outs
        self.constant = sum(of.cost(of.by_key[who], of.place_by_key[at]) for who, at in self.locked.items())

    def reduced(self, prices: np.ndarray) -> np.ndarray:
        """What each column costs with the prices of its place and its day."""
        return self.cost + prices @ self.limits

    def bound(self, prices: np.ndarray) -> int:
        """The sum that no schedule can be below, by these prices. It holds for any that are not negative."""
        priced = self.reduced(prices)
        least = np.full(len(self.kinds), np.inf)
        np.minimum.at(least, self.kind, priced)
        return int(np.ceil((least * self.sizes).sum() - prices @ self.most - 1e-4)) + self.constant

    def bookings(self, chosen: np.ndarray) -> dict[int, int]:
        """The schedule of a solution in whole people."""
        given = dict(self.locked)
        waiting = [iter(one) for one in self.kinds]
        for column in np.nonzero(chosen > 0.5)[0]:
            if self.place[column] >= 0:
                given[next(waiting[self.kind[column]]).key] = self.places[self.place[column]].key
        return given


def solve(
    of: Round,
    first: dict[int, int],
    *,
    nodes: int,
    enough: float,
    progress: Callable[[int, int], None],
    most_pairs: int = MOST_PAIRS,
) -> tuple[dict[int, int], int]:
    """The best schedule found, ``first`` among them, and the bound.

    The programme is left alone when it would have more than ``most_pairs`` pairs of a kind and a place.
    """
    if not of.places or len(locked_places(of)) == len(of.people):
        return first, of.cost_of(first)
    total = 2 + len(CUTS)
    progress(0, total)
    table = Table(of)
    prices = Prices(table, of.cost_of(first))
    best, bound = _searched(of, prices, first, FEW_PRICES, enough)
    progress(1, total)
    if not _is_enough(of.cost_of(best), bound, enough):
        if len(kinds_of(of)) * len(of.places) <= most_pairs:
            best, proven = _programmed(of, best, nodes, enough, lambda done: progress(1 + done, total))
            bound = max(bound, proven)
        else:
            best, bound = _searched(of, prices, best, MANY_PRICES, enough)
    progress(total, total)
    return best, min(bound, of.cost_of(best))


def _is_enough(cost: int, bound: int, enough: float) -> bool:
    return cost - bound <= enough * cost


def _searched(
    of: Round, prices: Prices, first: dict[int, int], steps: int, enough: float
) -> tuple[dict[int, int], int]:
    """What so many assignments prove, and what neighbourhoods find."""
    for _ in range(steps):
        prices.step()
        if _is_enough(of.cost_of(first), prices.bound, enough / 10):
            break
    return better(prices.table, first, least=prices.bound), prices.bound


def _programmed(
    of: Round, first: dict[int, int], nodes: int, enough: float, progress: Callable[[int], None]
) -> tuple[dict[int, int], int]:
    """What the linear programme proves and finds."""
    programme = Programme(of)
    relaxed = linprog(
        programme.cost, A_ub=programme.limits, b_ub=programme.most, A_eq=programme.each, b_eq=programme.sizes, method="highs-ds"
    )
    if relaxed.status != 0:
        return first, programme.bound(np.zeros(len(programme.most)))
    prices = np.maximum(0, -relaxed.ineqlin.marginals)
    bound = programme.bound(prices)
    best, least = first, of.cost_of(first)
    dearer = programme.reduced(prices) - relaxed.eqlin.marginals[programme.kind]
    for number, cut in enumerate(CUTS, start=1):
        if _is_enough(least, bound, enough):
            break
        progress(number)
        # What is dearer than the whole distance to the bound is in no schedule that is better than the best one known.
        found = _in_whole_people(programme, np.nonzero(dearer <= min(cut, least - bound))[0], nodes, enough)
        if found is not None and (cost := of.cost_of(found)) < least:
            best, least = found, cost
    return best, bound


def _in_whole_people(programme: Programme, kept: np.ndarray, nodes: int, enough: float) -> dict[int, int] | None:
    """The best schedule of the columns ``kept``, as far as so many nodes of the search go; None when there is none."""
    solved = milp(
        programme.cost[kept],
        constraints=[
            LinearConstraint(programme.each[:, kept], programme.sizes, programme.sizes),
            LinearConstraint(programme.limits[:, kept], -np.inf, programme.most),
        ],
        integrality=np.ones(len(kept)),
        bounds=Bounds(0, np.where(programme.place[kept] >= 0, 1, np.inf)),
        options={"mip_rel_gap": enough, "node_limit": nodes},
    )
    if solved.x is None:
        return None
    whole = np.zeros(programme.width)
    whole[kept] = np.round(solved.x)
    return programme.bookings(whole)


def _rows(number: np.ndarray, count: int) -> csr_array:
    """A row for each number, with a one in every column that has it; -1 is in none."""
    columns = np.nonzero(number >= 0)[0]
    return csr_array((np.ones(len(columns)), (number[columns], columns)), shape=(count, len(number)))


def kinds_of(of: Round) -> list[list[Person]]:
    """The people who are not locked, those together who are alike."""
    locked, kinds = locked_places(of), defaultdict(list)
    for one in of.people:
        if one.key not in locked:
            kinds[_kind(one)].append(one)
    return list(kinds.values())


def _kind(person: Person) -> tuple:
    """People who are alike in this cost the same at every place."""
    needs = (person.urgency, person.adviser, person.needs_access)
    return (person.group, *needs, person.barred, person.dear, person.barred_places)
