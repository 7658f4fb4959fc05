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

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.interview_rounds import invented_round
from chalkface.core.interview_planning.greedy import greedy
from chalkface.core.interview_planning.mending import mend
from chalkface.core.interview_planning.model import Round
from chalkface.core.interview_planning.planner import can_solve, plan


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


def main() -> None:
    """Plan three rounds of 600, and mend one of them a hundred times."""
    if not can_solve():
        sys.exit("scipy is not installed: only the plain way is there, and there is nothing to compare it with.")
    ratios, sums = [], [0, 0]
    for seed in (1, 2, 3):
        of = invented_round(seed=seed)
        plain = of.cost_of(greedy(of))
        began, worked = time.perf_counter(), time.process_time()
        made = plan(of)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        assert not faults(of, dict(made.bookings)) and len(made.bookings) == len(of.people)
        ratios.append(made.cost / plain)
        sums = [sums[0] + made.cost, sums[1] + plain]
        print(
            f"round {seed}: cost {made.cost:,}, bound {made.bound:,}, proven gap {made.gap:.2%}, {seconds:.1f} s "
            f"({worked:.1f} s of processor time); "
            f"plain {plain:,}, ratio {ratios[-1]:.2f}"
        )
    print(f"ratio to the plain way: median {median(ratios):.2f}, of the three together {sums[0] / sums[1]:.2f}")
    chance, times, moved, lost = Random(1), [], [], 0
    for _ in range(100):
        adviser, day = chance.choice([(one.adviser, one.on) for one in of.places])
        there = tuple(one for one in of.places if (one.adviser, one.on) != (adviser, day) and one.on >= day)
        kept = {one.key for one in there}
        soon = {who: where for who, where in made.bookings.items() if of.place_by_key[where].on >= day}
        waiting = [who for who, where in soon.items() if where not in kept]
        began = time.perf_counter()
        left = Round(tuple(one for one in of.people if one.key in soon), there, of.most_of_a_group)
        mended = mend(left, soon, displaced=waiting)
        times.append(time.perf_counter() - began)
        assert not faults(left, dict(mended.bookings)) and len(mended.others) <= 5
        moved.append(len(mended.others))
        lost += len(mended.unplaced)
    print(f"100 absences of an adviser for a day: at most {max(moved)} others moved, {lost} people without a new time;")
    print(f"  {median(times) * 1000:.0f} ms (median), {max(times) * 1000:.0f} ms (longest)")


if __name__ == "__main__":
    main()
