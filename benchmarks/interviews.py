"""Interview days: how near the best a schedule is proven to be, against the plain way; and finding new times after absences.

Run as ``python benchmarks/interviews.py``. Seconds are companions; what counts are the shares. A schedule that breaks a rule
stops the benchmark before anything is printed.
"""

import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.interview_rounds import invented_round
from chalkface.core.interview_planning.greedy import greedy, in_order, with_chains
from chalkface.core.interview_planning.mending import mend
from chalkface.core.interview_planning.model import Round, Schedule
from chalkface.core.interview_planning.planner import can_solve, plan
from chalkface.core.interview_planning.searching import Table


def faults(of: Round, bookings: dict[int, int]) -> list[str]:
    """Every rule that a schedule breaks, found without the planner's own counting."""
    people, places = {one.key: one for one in of.people}, {one.key: one for one in of.places}
    found = [f"{place} is taken {number} times" for place, number in Counter(bookings.values()).items() if number > 1]
    for who, where in bookings.items():
        person, place = people[who], places[where]
        if person.locked is not None:
            found += [] if person.locked == where else [f"{who} was locked"]
            continue
        if (place.on.weekday(), place.period) in person.barred or where in person.barred_places:
            found.append(f"{who} may not come to {where}")
        if person.needs_access and not place.accessible:
            found.append(f"{who} cannot get into {where}")
    days = Counter((people[who].group, places[where].on) for who, where in bookings.items() if people[who].group)
    return found + [f"{number} of {group} on {day}" for (group, day), number in days.items() if number > of.most_of_a_group]


KINDS = {
    "ordinary: three in ten are five times as urgent": {},
    "ordinary, and everybody is away at 100 times of their own": {"away": 100},
    "crowded: more than half of the lessons rather not missed, seven in ten may wait": {"dear": 0.55, "urgency": (1, 0)},
    "crowded, and everybody is away at 100 times of their own": {"dear": 0.55, "urgency": (1, 0), "away": 100},
}


def planned(of: Round) -> tuple[Schedule, dict[str, float]]:
    """The schedule of a round, and what the benchmark says of it."""
    began = time.process_time()
    made = plan(of)
    worked = time.process_time() - began
    register, urgent = (with_chains(of, start) for start in (in_order(of, of.people), greedy(of)))
    for one in (made.bookings, register, urgent):
        assert not faults(of, dict(one)) and len(one) == len(of.people)
    table = Table(of)
    free = table.assigned(table.cost)
    return made, {
        "gap": made.gap,
        "register": made.cost / of.cost_of(register),
        "urgent": made.cost / of.cost_of(urgent),
        "worked": worked,
        "broken": np.maximum(0, table.come(free) - table.room).sum(),
        "free": of.cost_of(table.bookings(free)) / made.cost,
        "pairs": np.isfinite(table.cost).sum(),
    }


def spread(found: list[dict[str, float]], what: str, form: str) -> str:
    """The median of a number, with the least and the most."""
    values = [one[what] for one in found]
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def main(seeds: int = 10) -> None:
    """Plan so many rounds of 600 of each kind, and mend one of them a hundred times."""
    if not can_solve():
        sys.exit("scipy is not installed: only the plain way is there, and there is nothing to compare it with.")
    for name, how in KINDS.items():
        found = [planned(invented_round(seed=seed, **how))[1] for seed in range(1, seeds + 1)]
        print(f"{name} ({seeds} rounds of 600, {spread(found, 'pairs', ',.0f')} pairs)")
        print(f"  proven gap {spread(found, 'gap', '.2%')}; processor time {spread(found, 'worked', '.1f')} s")
        print(f"  cost, times what it is when people choose in the order of the register: {spread(found, 'register', '.2f')}")
        print(f"  cost, times what it is when the most urgent choose first: {spread(found, 'urgent', '.2f')}")
        free, broken = spread(found, "free", ".3f"), spread(found, "broken", ".0f")
        print(f"  without the rule of two a day: {free} times the cost, and the rule broken {broken} times")
    mending()


def mending() -> None:
    """An adviser is away for a day, a hundred times, in a round with eight times to spare."""
    of = invented_round(people=712)
    made = plan(of)
    chance, times, moved, lost = Random(1), [], [], 0
    for _ in range(100):
        adviser, day = chance.choice([(one.adviser, one.on) for one in of.places])
        there = tuple(one for one in of.places if (one.adviser, one.on) != (adviser, day) and one.on >= day)
        kept = {one.key for one in there}
        soon = {who: where for who, where in made.bookings.items() if of.place_by_key[where].on >= day}
        waiting = [who for who, where in soon.items() if where not in kept]
        began = time.process_time()
        left = Round(tuple(one for one in of.people if one.key in soon), there, of.most_of_a_group)
        mended = mend(left, soon, displaced=waiting)
        times.append(time.process_time() - began)
        assert not faults(left, dict(mended.bookings)) and len(mended.others) <= 5
        moved.append(len(mended.others))
        lost += len(mended.unplaced)
    print(f"100 absences of an adviser for a day: at most {max(moved)} others moved, {lost} people without a new time;")
    print(f"  {median(times) * 1000:.0f} ms (median), {max(times) * 1000:.0f} ms (longest) of processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
