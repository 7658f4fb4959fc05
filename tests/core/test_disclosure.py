"""The small-number rule: its words by example, its promise against an attacker, and the attack that it answers."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from attacker import Attacker
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalkface.core.disclosure import (
    EVERYBODY,
    HIDDEN,
    THRESHOLD_ACROSS_SCHOOLS,
    Count,
    Table,
    allowed_threshold,
    hide,
    is_small,
)

GROUPS = {
    "sex": (("F", 50), ("M", 49), ("unknown", 1)),
    "pupil_premium": (("yes", 25), ("no", 73), ("unknown", 2)),
    "looked_after": (("yes", 2), ("no", 98)),
    "ethnicity_group": (("white", 60), ("mixed", 8), ("asian", 16), ("black", 8), ("chinese", 2), ("other", 4), ("unknown", 2)),
}

WHAT = ("reached", "missed", "people")
FURTHER = os.environ.get("CHALKFACE_SOLVER") == "all"


def a_school(random: Random, size: int, years: tuple[int, ...], dimensions: tuple[str, ...]) -> list[dict]:
    def one() -> dict:
        groups = {name: random.choices(*zip(*GROUPS[name], strict=True))[0] for name in dimensions}
        return {"year_group": random.choice(years), **groups}

    return [one() for _ in range(size)]


def a_table(
    name: str, students: list[dict], reached: list[bool], *, crossed: bool = True, people: str | None = "roll", year: int = 0
) -> Table:
    counts: dict = {}
    for student, hit in zip(students, reached, strict=True):
        if year and student["year_group"] != year:
            continue
        items = [item for item in student.items() if not (year and item[0] == "year_group")]
        groups = [EVERYBODY, *(frozenset({item}) for item in items)]
        if crossed and not year:
            groups += [frozenset({items[0], item}) for item in items[1:]]
        for group in groups:
            old = counts.get(group, Count(0, 0))
            counts[group] = Count(old.numerator + hit, old.denominator + 1)
    return Table(name, counts, people, frozenset({("year_group", year)}) if year else EVERYBODY)


def a_review(seed: int) -> list[Table]:
    random = Random(seed)
    years = (10, 11) if random.random() < 0.5 else (9, 10, 11)
    dimensions = tuple(random.sample(sorted(GROUPS), random.choice((1, 2))))
    students = a_school(random, random.choice((12, 30, 60, 90)), years, dimensions)
    tables = []
    for number in range(random.choice((1, 2, 3))):
        chance = random.choice((0.04, 0.3, 0.7, 0.95))
        year = random.choice((0, 0, 11))
        hits = [random.random() < chance for _ in students]
        table = a_table(f"table-{number}", students, hits, crossed=random.random() < 0.6, year=year)
        if table.counts:
            tables.append(table)
    return tables


def given_away(
    tables: list[Table], published: dict, threshold: int, wholes: Sequence[Sequence[str]] = (), sums: Sequence = ()
) -> set:
    """What the attacker learns that the rule promises to keep.

    A group size under the threshold; the reached or missed of a figure that is small itself; the whole of any other
    hidden figure, that is its people with its reached or missed. Not counted is what the published 0 % and 100 % say
    alone: that is their message.
    """
    counts = {(table.name, group): count for table in tables for group, count in table.counts.items()}
    hidden = [figure for figure in counts if published[figure[0]][figure[1]] is HIDDEN]
    learnt = Attacker(tables, published, wholes, sums).recovered([(what, figure) for figure in hidden for what in WHAT])
    found = set()
    for what, figure in learnt:
        size_is_secret = counts[figure].denominator < threshold
        if what == "people":
            if size_is_secret:
                found.add((what, figure))
        elif is_small(counts[figure], threshold) or ("people", figure) in learnt:
            found.add((what, figure))
    return found - said_by_unanimity(tables, published, (wholes, sums), {figure for _, figure in found})


def said_by_unanimity(tables: list[Table], published: dict, joined: tuple[Sequence, Sequence], figures: set) -> set:
    if not figures:
        return set()
    loud = {
        name: {
            group: shown if shown is not HIDDEN and shown.numerator in (0, shown.denominator) else HIDDEN
            for group, shown in row.items()
        }
        for name, row in published.items()
    }
    told = Attacker(tables, loud, *joined).recovered([(what, figure) for figure in figures for what in ("reached", "missed")])
    return {(what, figure) for _, figure in told for what in ("reached", "missed")}


# The same cases every time, so that a build is never red by luck; CHALKFACE_SOLVER=all searches further.
@settings(max_examples=60 if FURTHER else 20, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from((5, 6, 10)))
@example(184, 6)  # all that one cross of noughts leaves over
@example(416, 6)  # two groups of one, each the rest of a sum of sums
@example(23412, 5)
@example(303, 5)  # a group that lies wholly in a year of whom nobody was reached
def test_an_attacker_with_every_published_table_recovers_nothing(seed, threshold):
    tables = a_review(seed)
    assert given_away(tables, hide(tables, threshold), threshold) == set()


def primary_only(tables: list[Table], threshold: int = 6) -> dict:
    return {t.name: {g: HIDDEN if is_small(c, threshold) else c for g, c in t.counts.items()} for t in tables}


def sexes(name: str, girls: Count, boys: Count, people: str | None = None) -> Table:
    total = Count(girls.numerator + boys.numerator, girls.denominator + boys.denominator)
    return Table(name, {EVERYBODY: total, frozenset({("sex", "F")}): girls, frozenset({("sex", "M")}): boys}, people)


def test_without_the_second_step_the_attack_succeeds():
    tables = [sexes("guidance", Count(1, 30), Count(20, 28))]
    girls = ("guidance", frozenset({("sex", "F")}))
    wanted = [("reached", girls), ("people", girls)]
    assert Attacker(tables, primary_only(tables)).recovered(wanted) == set(wanted)
    assert Attacker(tables, hide(tables)).recovered(wanted) == set()


def test_two_tables_of_the_same_people_do_not_give_each_other_away():
    """Each alone is safe: one hides the smallest with the unknown, the other with the larger. Together they would not be."""

    def three(name: str, yes: Count, no: Count, unknown: Count) -> Table:
        counts = {"yes": yes, "no": no, "unknown": unknown}
        total = Count(sum(c.numerator for c in counts.values()), sum(c.denominator for c in counts.values()))
        return Table(name, {EVERYBODY: total, **{frozenset({("eal", v)}): c for v, c in counts.items()}}, "roll")

    tables = [three("a", Count(2, 4), Count(40, 100), Count(5, 10)), three("b", Count(3, 4), Count(50, 100), Count(1, 10))]
    yes = ("a", frozenset({("eal", "yes")}))
    careless = {table.name: hide([table])[table.name] for table in tables}
    careless["b"][frozenset({("eal", "unknown")})] = tables[1].counts[frozenset({("eal", "unknown")})]
    careless["b"][frozenset({("eal", "no")})] = HIDDEN
    assert Attacker(tables, careless).recovered([("people", yes)]) == {("people", yes)}
    together = hide(tables)
    assert given_away(tables, together, 6) == set()


@settings(max_examples=40 if FURTHER else 15, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
@example(274)
@example(297)
def test_routes_that_make_up_all_leavers_do_not_give_each_other_away(seed):
    random = Random(seed)
    students = a_school(random, random.choice((25, 60)), (11,), ("sex",))
    routes = ["education", "apprenticeship", "employment", "neet"]
    went = random.choices(routes, (80, 8, 6, 6), k=len(students))
    tables = [a_table(route, students, [route == one for one in went], people="leavers", crossed=False) for route in routes]
    assert given_away(tables, hide(tables, wholes=[routes]), 6, [routes]) == set()


@pytest.mark.parametrize(
    ("numerator", "denominator", "small"),
    [
        (3, 6, False), (2, 6, True), (4, 6, True), (3, 5, True), (1, 100, True), (98, 100, True), (97, 100, False),
        (0, 9, True), (9, 9, True), (0, 10, False), (10, 10, False), (0, 0, True), (3, 100, False),
    ],
)  # fmt: skip
def test_what_is_small(numerator, denominator, small):
    assert is_small(Count(numerator, denominator), 6) is small


def test_a_higher_threshold_hides_more_and_several_schools_raise_it():
    table = Table("guidance", {EVERYBODY: Count(4, 8)})
    assert hide([table], 8)["guidance"][EVERYBODY] == Count(4, 8)
    assert hide([table], 9)["guidance"][EVERYBODY] is HIDDEN
    assert hide([table], 5, several_schools=True)["guidance"][EVERYBODY] is HIDDEN
    assert allowed_threshold(5, several_schools=True) == THRESHOLD_ACROSS_SCHOOLS


@pytest.mark.parametrize("threshold", [0, 4, 11])
def test_a_threshold_out_of_range_is_refused(threshold):
    with pytest.raises(ValueError, match="between 5 and 10"):
        hide([], threshold)


def test_tables_that_contradict_themselves_are_refused():
    with pytest.raises(ValueError, match="parts by sex"):
        hide([Table("guidance", {EVERYBODY: Count(5, 50), frozenset({("sex", "F")}): Count(5, 20)})])
    with pytest.raises(ValueError, match="do not add up"):
        hide([Table("a", {EVERYBODY: Count(5, 50)}, "x"), Table("b", {EVERYBODY: Count(5, 50)}, "x")], wholes=[("a", "b")])
    with pytest.raises(ValueError, match="one name"):
        hide([Table("a", {EVERYBODY: Count(5, 50)}), Table("a", {EVERYBODY: Count(6, 50)})])
    with pytest.raises(ValueError, match="b does not count the people"):
        hide([Table("a", {EVERYBODY: Count(5, 50)}, "roll"), Table("b", {EVERYBODY: Count(5, 51)}, "roll")])
    with pytest.raises(ValueError, match="do not add up to a"):
        hide([Table("a", {EVERYBODY: Count(5, 50)}, "x"), Table("b", {EVERYBODY: Count(4, 50)}, "x")], sums=[("a", ["b"])])


def test_hidden_is_a_state_of_its_own():
    assert str(HIDDEN) == HIDDEN.percent == "c"
    assert HIDDEN != Count(0, 0)
    assert str(Count(145, 182)) == "145 of 182 (80%)"
    assert Count(145, 182).percent == "80%"


def test_nothing_is_hidden_where_nothing_is_small():
    tables = [sexes("guidance", Count(20, 90), Count(30, 92))]
    assert hide(tables)["guidance"] == dict(tables[0].counts)


def test_a_total_of_none_of_many_stays():
    """The finding "nobody" is published; its parts under ten are hidden, its larger parts are not for their sake."""
    table = sexes("guidance", Count(0, 8), Count(0, 90))
    assert hide([table])["guidance"][EVERYBODY] == Count(0, 98)
    assert hide([table])["guidance"][frozenset({("sex", "F")})] is HIDDEN


def test_the_answer_does_not_hang_on_the_order_of_sets():
    """Two runs of Python order the same set of words differently; what is hidden must not follow."""
    program = (
        "from test_disclosure import a_review, hide\n"
        "for seed in range(12):\n"
        "    shown = hide(a_review(seed))\n"
        "    print([(name, sorted(map(str, sorted(map(sorted, row))))) for name, row in shown.items()],"
        " [[str(row[g]) for g in sorted(row, key=lambda g: str(sorted(g)))] for row in shown.values()])"
    )
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), *sys.path])

    def run(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
        return run.stdout

    first = run("1")
    assert first.strip()
    assert run("2") == first


def steps_of(tables) -> tuple[int, dict]:
    """How many calls ``hide`` makes for these tables, and what it publishes: the same on every machine, however busy."""
    made = 0

    def count(frame, event, argument) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        published = hide(tables)
    finally:
        sys.setprofile(None)
    return made, published


def test_a_review_four_times_as_large_takes_few_times_the_steps():
    random = Random(11)
    students = a_school(random, 1200, tuple(range(7, 14)), tuple(GROUPS))
    chances = (0.03, 0.2, 0.5, 0.8, 0.97)
    tables = [a_table(f"i{n}", students, [random.random() < chances[n % 5] for _ in students]) for n in range(40)]
    small, _ = steps_of(tables[:10])
    large, published = steps_of(tables)
    assert large < 8 * small, (small, large)  # 4 is a step for each table; each beside every other would be 16
    assert any(figure is HIDDEN for figures in published.values() for figure in figures.values())


@pytest.mark.parametrize("threshold", [5, 6, 10])
@pytest.mark.parametrize("cohort", range(1, 9))
def test_of_a_cohort_of_one_to_eight_only_what_the_rule_allows_is_published(cohort, threshold):
    """Every number that may be reached; the rule is written out here by hand."""
    for reached in range(cohort + 1):
        missed = cohort - reached
        allowed = cohort >= threshold and reached >= 3 and missed >= 3
        shown = hide([Table("route", {EVERYBODY: Count(reached, cohort)})], threshold)["route"][EVERYBODY]
        assert shown == (Count(reached, cohort) if allowed else HIDDEN), (reached, cohort)
        # Beside the other route, which is all the rest: both or neither.
        both = [Table(name, {EVERYBODY: Count(of, cohort)}, "x") for name, of in (("a", reached), ("b", missed))]
        together = hide(both, threshold, wholes=[("a", "b")])
        assert [together[name][EVERYBODY] is not HIDDEN for name in "ab"] == [allowed, allowed]


def a_nest(seed: int) -> tuple[list[Table], list[tuple[str, list[str]]]]:
    """Routes of leavers; apprenticeships by level; the rest of education, which nobody is shown."""
    random = Random(seed)
    students = a_school(random, random.choice((20, 60)), (11,), ("sex",))
    went = random.choices(("level 3", "education", "app 2", "app 3", "neet"), (40, 20, 10, 6, 6), k=len(students))
    names = {
        "education": ("level 3", "education"), "apprenticeship": ("app 2", "app 3"), "neet": ("neet",),
        "app 2": ("app 2",), "app 3": ("app 3",), "any level 3": ("level 3", "app 3"), "unseen": ("level 3",),
    }  # fmt: skip
    tables = [a_table(name, students, [one in of for one in went], people="x", crossed=False) for name, of in names.items()]
    return tables, [("apprenticeship", ["app 2", "app 3"]), ("any level 3", ["unseen", "app 3"])]


@settings(max_examples=30 if FURTHER else 12, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_tables_that_are_parts_of_others_do_not_give_each_other_away(seed):
    tables, sums = a_nest(seed)
    whole = ("education", "apprenticeship", "neet")
    # What the exit leaves of a table that nobody is shown follows from the others: the attacker knows it.
    published = hide(tables, wholes=[whole], sums=sums, unseen={"unseen"})
    assert given_away(tables, published, 6, [whole], sums) == set()


def test_negative_control_without_the_sums_some_part_is_given_away():
    for seed in range(30):
        tables, sums = a_nest(seed)
        whole = ("education", "apprenticeship", "neet")
        if given_away(tables, hide(tables, wholes=[whole]), 6, [whole], sums):
            return
    pytest.fail("the sums change nothing here")
