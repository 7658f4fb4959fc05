"""The reasons as content, and the rule that ranks by them."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.who_next import Candidate, Why, deadlines, rank, read_reasons, reasons, strongest_first

TEXT = files("chalkface.content").joinpath("who_next.yaml").read_text("utf-8")


def why(*weights: int) -> tuple[Why, ...]:
    return tuple(Why("asked", "Asked", weight) for weight in weights)


def test_the_shipped_file_has_weights_within_bounds_and_a_meaning_for_each_reason():
    assert len(reasons()) >= 12
    assert all(0 <= one.weight <= 100 and one.meaning.endswith(".") for one in reasons().values())
    assert {one.year_group for one in deadlines()} == {9, 11, 13}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 40", "weight: 400", "weight must be a whole number from 0 to 100"),
        ("code: not_yet", "code: asked", "the code asked is there already"),
        ("    meaning: The student asked for a meeting and has had no answer yet.\n", "", "meaning is missing"),
        ("title: Undecided", "titel: Undecided", "titel is not known"),
        ("until: 4", "until: 9", "until is a half-term"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_name_and_line(old, new, said):
    with pytest.raises(ValueError, match=rf"who_next\.yaml, line \d+: .*{said}"):
        read_reasons("who_next.yaml", TEXT.replace(old, new, 1))


def test_the_sum_of_the_weights_decides_then_the_longest_wait_then_the_name():
    order = rank(
        [
            Candidate(1, "Zoe", why(20), date(2025, 10, 1)),
            Candidate(2, "Amir", why(20), date(2026, 1, 1)),
            Candidate(3, "Bea", why(20)),
            Candidate(4, "Cal", why(10, 15), date(2026, 3, 1)),
            Candidate(5, "bea", why(20)),
        ]
    )
    assert [one.id for one in order] == [4, 3, 5, 1, 2]


def test_a_person_decides_over_any_sum_and_nobody_without_a_reason_is_listed():
    order = rank(
        [
            Candidate(1, "A", why(90)),
            Candidate(2, "B", (), verdict="first"),
            Candidate(3, "C", why(95), verdict="later"),
            Candidate(4, "D", why(99), verdict="aside"),
            Candidate(5, "E", ()),
        ]
    )
    assert [one.id for one in order] == [2, 1, 3]


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["", "first", "later", "aside"])), max_size=12), st.randoms())
def test_the_order_does_not_depend_on_the_order_asked_in(drawn, chance):
    candidates = [Candidate(n, "X", why(weight), None, verdict) for n, (weight, verdict) in enumerate(drawn)]
    mixed = list(candidates)
    chance.shuffle(mixed)
    assert rank(candidates) == rank(mixed)


def test_the_heaviest_reason_is_read_first():
    mixed = (Why("absent", "c", 5), Why("overdue", "b", 20), Why("asked", "a", 20))
    assert [one.words for one in strongest_first(mixed)] == ["a", "b", "c"]
