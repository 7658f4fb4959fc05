"""How sure a story may be: each level by its rule, and never more than the records carry."""

import pytest

from chalkface.core.contribution import change, explanations, how_sure, levels
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.statistics import newcombe

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
        (MORE, {"reached": HIDDEN}, "apart"),
        (MORE, {"reached": None}, "apart"),
        (MORE, {"reached": Count(0, 0)}, "apart"),
        (MORE, {"held": 0}, "apart"),
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
