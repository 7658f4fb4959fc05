"""Interview days: schedules that keep every rule, a bound that is one, and new times that move few."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from benchmarks.interview_rounds import invented_round
from benchmarks.interviews import faults
from chalkface.core.interview_planning import planner, searching, solving
from chalkface.core.interview_planning.greedy import greedy, in_order
from chalkface.core.interview_planning.mending import mend
from chalkface.core.interview_planning.model import Person, Place, Round
from chalkface.core.interview_planning.planner import plan
from chalkface.core.interview_planning.reasons import why_not

MONDAY = date(2026, 1, 12)


def tiny(seed: int) -> Round:
    """A round so small that every schedule of it can be tried."""
    chance = Random(seed)
    places = tuple(
        Place(number + 1, chance.choice("AB"), MONDAY + timedelta(chance.randrange(2)), number + 1, chance.random() < 0.7)
        for number in range(4)
    )
    people = tuple(
        Person(
            number + 1, chance.choice(("11A", "11A", "11B", "")), chance.randrange(4), chance.choice(("", "A", "B")),
            chance.random() < 0.3, frozenset({(0, chance.randrange(1, 6))}), frozenset({(1, chance.randrange(1, 6))}),
            frozenset({chance.randrange(1, 8)}), locked=1 if number == 0 and chance.random() < 0.3 else None,
        )
        for number in range(5)
    )
    return Round(people, places, chance.choice((1, 2)))


def cheapest(of: Round) -> int:
    """What the best schedule costs, by trying all."""
    keys = [one.key for one in of.people]
    best = None
    for choice in product((None, *(one.key for one in of.places)), repeat=len(keys)):
        bookings = {who: where for who, where in zip(keys, choice, strict=True) if where is not None}
        if any(one.locked is not None and bookings.get(one.key) != one.locked for one in of.people):
            continue
        cost = of.cost_of(bookings)
        if (best is None or cost < best) and not faults(of, bookings):
            best = cost
    return best


@pytest.mark.parametrize("exactly", [True, False])
def test_the_bound_is_below_and_the_cost_above_the_best_of_all_schedules(exactly):
    for seed in range(40):
        of = tiny(seed)
        made, best = plan(of, exactly=exactly, enough=0), cheapest(of)
        assert not faults(of, dict(made.bookings)), seed
        assert made.bound <= best <= made.cost, seed
        assert made.cost == of.cost_of(made.bookings)
        assert set(made.left_out) == {one.key for one in of.people} - set(made.bookings)
        assert made.cost == best or not exactly, seed


CROWDED = {"dear": 0.55, "urgency": (1, 0)}


@pytest.mark.parametrize(
    ("how", "start"), [({}, lambda of: in_order(of, of.people)), (CROWDED, greedy)], ids=["ordinary", "crowded"]
)
def test_a_round_is_planned_within_a_hundredth_of_the_best_and_a_third_better_than_plainly(how, start):
    """Plainly is in the order of the register; in a crowded round the most urgent choosing first is as far from the best."""
    of = invented_round(people=150, groups=10, days=20, advisers=2, seed=4, **how)
    made = plan(of, nodes=20)
    assert not faults(of, dict(made.bookings))
    assert len(made.bookings) == 150 and made.method == "assignment"
    assert made.gap <= 0.01
    assert made.cost <= of.cost_of(start(of)) * 2 / 3
    assert plan(of, nodes=20) == made


def counted(monkeypatch) -> Counter:
    """How often the solvers are asked from now on."""
    calls = Counter()
    for module, name in ((solving, "linprog"), (solving, "milp"), (searching, "linear_sum_assignment")):
        asked = getattr(module, name)

        def ask(*given, _name=name, _asked=asked, **named):
            calls[_name] += 1
            return _asked(*given, **named)

        monkeypatch.setattr(module, name, ask)
    return calls


def test_where_nobody_is_like_another_the_steps_are_bounded_and_a_gap_is_still_proven(monkeypatch):
    """The programme would be too large by kinds: it is never asked. The control is the same round with the limit lifted."""
    calls = counted(monkeypatch)
    of = invented_round(people=80, groups=6, days=10, advisers=2, away=20, seed=6, **CROWDED)
    first = greedy(of)
    asked = {"nodes": 5, "enough": 0, "progress": lambda done, total: None}
    found, bound = solving.solve(of, first, most_pairs=100, **asked)
    assert len(solving.kinds_of(of)) == len(of.people)
    assert not faults(of, found) and 0 < bound <= of.cost_of(found) <= of.cost_of(first)
    assert calls["linprog"] == calls["milp"] == 0
    steps = searching.FEW_PRICES + searching.MANY_PRICES + 2 * searching.NEIGHBOURHOODS
    assert 0 < calls["linear_sum_assignment"] <= steps
    _, closer = solving.solve(of, first, most_pairs=10**9, **asked)
    assert calls["linprog"] == 1 and bound <= closer, "the bound of the assignments is below that of the programme"


def test_an_ordinary_round_is_settled_by_a_few_assignments(monkeypatch):
    calls = counted(monkeypatch)
    made = plan(invented_round(people=150, groups=10, days=20, advisers=2, away=20))
    assert made.gap <= 0.001 and calls["linprog"] == 0


def test_assignments_alone_prove_a_bound_and_better_a_schedule_without_breaking_a_rule():
    for seed in range(40):
        of = tiny(seed)
        table = searching.Table(of)
        prices = searching.Prices(table, of.cost_of(greedy(of)))
        for _ in range(8):
            prices.step()
        found = searching.better(table, greedy(of), least=prices.bound, steps=20)
        assert not faults(of, found), seed
        assert prices.bound <= cheapest(of) <= of.cost_of(found) <= of.cost_of(greedy(of)), seed


def test_the_checker_finds_each_fault():
    person = Person(1, "11A", needs_access=True, barred=frozenset({(0, 1)}), barred_places=frozenset({2}))
    places = tuple(Place(number, "A", MONDAY, number, number != 3) for number in range(1, 7))
    others = tuple(Person(number, "11A") for number in (2, 3, 4))
    of = Round((person, *others), places)
    assert [len(faults(of, {1: where})) for where in range(1, 5)] == [1, 1, 1, 0]
    assert faults(of, {2: 4, 3: 4}) and faults(of, {2: 4, 3: 5, 4: 6}) and not faults(of, {2: 4, 3: 5})
    assert faults(Round((replace(person, locked=5),), places), {1: 4})


def test_whoever_is_locked_stays_even_where_nobody_would_be_put():
    of = invented_round(people=40, groups=4, days=8, advisers=1, seed=2)
    first = replace(of.people[0], locked=next(one.key for one in of.places if of.people[0].refusal(one) == "lesson"))
    made = plan(Round((first, *of.people[1:]), of.places))
    assert made.bookings[first.key] == first.locked


@pytest.mark.parametrize("exactly", [True, False])
def test_when_not_everybody_fits_the_least_urgent_are_left_out_and_it_says_why(exactly):
    places = tuple(Place(number, "A", MONDAY + timedelta(number % 4), number) for number in range(1, 9))
    people = tuple(Person(number, f"11-{number}", urgency=number % 3) for number in range(1, 13))
    made = plan(Round(people, places), exactly=exactly)
    assert len(made.bookings) == 8
    assert {number % 3 for number in made.left_out} == {0}
    assert all("taken" in why for why in made.left_out.values())
    stairs = Person(1, needs_access=True)
    upstairs = tuple(replace(one, accessible=False) for one in places)
    assert "everybody can get into" in plan(Round((stairs,), upstairs), exactly=exactly).left_out[1]


def test_a_move_that_cannot_be_is_refused_with_every_reason():
    places = (Place(1, "A", MONDAY, 1), Place(2, "A", MONDAY, 2), Place(3, "A", MONDAY, 3, accessible=False))
    person = Person(1, "11A", needs_access=True, barred=frozenset({(0, 3)}))
    of = Round((person, Person(2, "11A"), Person(3, "11A")), places)
    assert len(why_not(of, {2: 1, 3: 2}, person, places[1])) == 2
    assert len(why_not(of, {}, person, places[2])) == 1
    assert why_not(of, {2: 1}, person, places[1]) == []


def test_without_the_solver_the_plan_is_greedy_and_says_so(monkeypatch):
    monkeypatch.setattr(planner, "find_spec", lambda name: None)
    monkeypatch.setattr(planner, "import_module", lambda name: pytest.fail("the solver was asked for"))
    of = invented_round(people=30, groups=3, days=6, advisers=1)
    made = plan(of)
    assert made.method == "greedy" and not faults(of, dict(made.bookings)) and made.bound <= made.cost


def test_after_an_absence_at_most_five_others_move():
    of = invented_round(people=100, groups=5, days=12, advisers=2, periods=5, seed=3, **CROWDED)
    before = dict(plan(of, exactly=False).bookings)
    chance, moved, lost = Random(5), set(), 0
    for _ in range(60):
        adviser, day = chance.choice([(one.adviser, one.on) for one in of.places])
        left = Round(of.people, tuple(one for one in of.places if (one.adviser, one.on) != (adviser, day)), 2)
        displaced = [who for who, where in before.items() if where not in left.place_by_key]
        mended = mend(left, before, displaced=displaced)
        assert not faults(left, dict(mended.bookings))
        changed = {who for who in before if who not in displaced and mended.bookings.get(who) != before[who]}
        assert changed == set(mended.others) and len(changed) <= 5
        assert set(mended.unplaced) == set(displaced) - set(mended.bookings)
        moved.add(len(changed))
        lost += len(mended.unplaced)
    assert max(moved) > 0, "no absence needed anybody else to move: the test proves nothing"


def test_the_limit_on_moving_others_is_what_holds_them_back():
    """Without the limit a chain of seven would be made: the same round shows both."""
    days = [MONDAY + timedelta(number) for number in range(9)]
    places = tuple(Place(number, "A", day, number) for number, day in enumerate(days, start=1))
    only = [{number, number + 1} for number in range(1, 9)]
    people = tuple(Person(n, barred_places=frozenset(range(1, 10)) - ok) for n, ok in enumerate(only, start=1))
    new = Person(99, barred_places=frozenset(range(2, 10)))
    of = Round((*people, new), places)
    before = {number: number for number in range(1, 9)}
    assert mend(of, before, displaced=[99]).unplaced == (99,)
    assert mend(of, before, displaced=[99]).bookings == before
    assert len(mend(of, before, displaced=[99], most=8).others) == 8
