"""Adding cells up to figures."""

from datetime import date

import pytest

from chalkface.core.errors import Refused
from chalkface.indicators.catalogue import indicator
from chalkface.indicators.figure import Cells, Figure, checked_groups, families_of, figures
from chalkface.indicators.kinds import EVERY_GROUP

DAY = date(2026, 5, 1)
MET = indicator("employer-encounter-this-year")
WEEK = indicator("workplace-week-key-stage-3")
COUNTS = [f"{one.column}__{part}" for one in (MET, WEEK) for part in ("denominator", "numerator")]
CELLS = Cells(
    [*EVERY_GROUP, *COUNTS],
    [
        (9, "F", "yes", "no", "unknown", "no", "white", 10, 4, 10, 5),
        (9, "M", "yes", "no", "unknown", "no", "asian", 5, 5, 5, 0),
        (12, "unknown", "no", "yes", "unknown", "no", "white", 3, 0, 0, 0),
    ],
)


def counted(by: tuple[str, ...]) -> list[tuple]:
    made = figures([MET, WEEK], {"on_roll": CELLS}, on=DAY, by=by)
    return [(f.indicator, f.group, f.numerator, f.denominator) for f in made]


def test_without_a_breakdown_there_is_one_figure_each() -> None:
    assert counted(()) == [(MET.id, {}, 9, 18), (WEEK.id, {}, 5, 15)]


def test_a_breakdown_adds_to_the_whole_and_leaves_out_groups_that_nobody_is_in() -> None:
    assert counted(("sex",)) == [
        (MET.id, {}, 9, 18),
        (MET.id, {"sex": "F"}, 4, 10),
        (MET.id, {"sex": "M"}, 5, 5),
        (MET.id, {"sex": "unknown"}, 0, 3),
        (WEEK.id, {}, 5, 15),
        (WEEK.id, {"sex": "F"}, 5, 10),
        (WEEK.id, {"sex": "M"}, 0, 5),
    ]


def test_a_group_that_does_not_apply_is_left_out() -> None:
    """Year groups are a breakdown of what spans them, and are numbers in order."""
    assert counted(("year_group",)) == [
        (MET.id, {}, 9, 18),
        (MET.id, {"year_group": 9}, 9, 15),
        (MET.id, {"year_group": 12}, 0, 3),
        (WEEK.id, {}, 5, 15),
    ]


def test_several_groups_give_separate_breakdowns() -> None:
    assert counted(("pupil_premium", "sen"))[:5] == [
        (MET.id, {}, 9, 18),
        (MET.id, {"pupil_premium": "yes"}, 9, 15),
        (MET.id, {"pupil_premium": "no"}, 0, 3),
        (MET.id, {"sen": "yes"}, 0, 3),
        (MET.id, {"sen": "no"}, 9, 15),
    ]


def test_nobody_counted_gives_a_figure_without_a_value() -> None:
    (empty,) = figures([MET], {"on_roll": Cells(CELLS.columns, [])}, on=DAY, by=())
    assert empty.as_json() == {
        "indicator": MET.id,
        "on": "2026-05-01",
        "group": {},
        "numerator": 0,
        "denominator": 0,
        "value": None,
        "interval": None,
    }


def test_the_interval_is_wilsons() -> None:
    low, high = Figure(MET.id, DAY, {}, 1, 2).interval
    assert (round(low, 6), round(high, 6)) == (0.094531, 0.905469)


def test_figures_of_many_schools_name_the_school_first() -> None:
    made = figures([MET], {"on_roll": CELLS}, on=DAY, by=("sex",), within={"school": "ash"})
    assert [figure.group for figure in made[:2]] == [{"school": "ash"}, {"school": "ash", "sex": "F"}]


def test_only_the_families_asked_for_are_needed() -> None:
    assert families_of([MET, WEEK]) == ("on_roll",)
    assert families_of([indicator("neet-at-16"), MET]) == ("on_roll", "leavers")


def test_an_unknown_group_is_refused() -> None:
    assert checked_groups(["sex", "sen", "sex"]) == ("sex", "sen")
    with pytest.raises(Refused, match="cannot be broken down by 'shoe_size', only by year_group, sex"):
        checked_groups(["shoe_size"])
