"""How sure a story may be: each level by its rule, and never more than the records carry."""

import pytest

from chalkface.core.contribution import change, explanations, how_sure, is_of_measured, levels, year_of_reach
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.statistics import newcombe
from chalkface.core.years import people_again

MORE, LESS, SAME = (Count(80, 100), Count(40, 100)), (Count(40, 100), Count(80, 100)), (Count(50, 100), Count(52, 100))


def level(pair, **how) -> str:
    now, before = pair
    asked = {"is_later": True, "lower_is_better": False, "held": 3, "reached": Count(60, 100)} | how
    return how_sure(change(before, now), **asked).code


@pytest.mark.parametrize(
    ("pair", "how", "code"),
    [
        (MORE, {}, "fits"),
        (MORE, {"reached": Count(50, 100)}, "fits"),
        (MORE, {"reached": Count(49, 100)}, "apart"),
        (MORE, {"reached": HIDDEN}, "untold"),
        (MORE, {"reached": None}, "untold"),
        (MORE, {"reached": Count(0, 0)}, "untold"),
        (MORE, {"held": 0}, "apart"),
        (MORE, {"held": 0, "reached": HIDDEN}, "apart"),
        (MORE, {"is_later": False}, "unknown"),
        (MORE, {"lower_is_better": True}, "worse"),
        (LESS, {}, "worse"),
        (LESS, {"lower_is_better": True}, "fits"),
        (SAME, {}, "unchanged"),
        ((Count(80, 100), HIDDEN), {}, "unknown"),
        ((None, Count(1, 9)), {}, "unknown"),
        ((Count(0, 0), Count(1, 9)), {}, "unknown"),
    ],
)
def test_the_level_is_the_rules(pair, how, code):
    assert level(pair, **how) == code


def test_the_change_is_now_less_before_with_newcombes_interval():
    moved = change(Count(40, 100), Count(80, 100))
    assert moved[0] == pytest.approx(0.4) and moved[1:] == newcombe((80, 100), (40, 100))


def test_no_level_speaks_of_a_cause_and_something_else_is_always_named():
    assert len(explanations()) >= 4
    words = " ".join([*explanations(), *(one.title + one.rule for one in levels().values())]).lower()
    assert "caused" not in words and "proves" not in words and "led to" not in words


@pytest.mark.parametrize(
    ("held", "measured", "year", "found"),
    [
        ([], (11,), 2026, 2026),
        # The new year has only begun: what was done in the old one is not forgotten.
        ([(2025, 9)] * 12, range(7, 14), 2026, 2025),
        ([(2025, 9)] * 12 + [(2026, 9)] * 13, range(7, 14), 2026, 2026),
        ([(2025, 9), (2026, 9)], range(7, 14), 2026, 2026),
        # Year 9 of last year is in Year 10 now, so that one activity for Year 11 tells more of Year 11 than twelve of these.
        ([(2025, 9)] * 12 + [(2026, 11)], (11,), 2026, 2026),
        ([(2025, 10)] * 2 + [(2026, 11)], (11,), 2026, 2025),
        ([(2025, 9)] * 12, (11,), 2026, 2025),
        ([(2025, 9)] * 2 + [(2026, 9)], (), 2026, 2025),
    ],
)
def test_reach_is_told_of_the_year_in_which_most_was_done_for_those_measured(held, measured, year, found):
    assert year_of_reach(held, measured=tuple(measured), year=year) == found


def test_who_was_reached_grows_a_year_older_each_year():
    assert is_of_measured(11, 2026, measured=(11,), year=2026) and is_of_measured(9, 2024, measured=(11,), year=2026)
    assert not is_of_measured(9, 2026, measured=(11,), year=2026) and is_of_measured(9, 2026, measured=(), year=2026)


def test_the_same_people_are_counted_again_while_they_are_in_the_year_groups_counted():
    assert people_again(range(7, 14), 1) and people_again(range(7, 14), 6) and not people_again(range(7, 14), 7)
    assert people_again((11,), 0) and not people_again((11,), 1) and not people_again((), 0)
