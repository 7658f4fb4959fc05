"""What follows by subtraction, checked against exact row reduction by another library's rank and by example."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.subtraction import recoverable

coefficients = st.sampled_from((-2, -1, -1, 0, 0, 0, 1, 1, 1, 3))
systems = st.integers(1, 7).flatmap(
    lambda wide: st.lists(st.lists(coefficients, min_size=wide, max_size=wide), min_size=1, max_size=6)
)


def by_rank(matrix: list[list[int]]) -> set[int]:
    """An unknown is fixed when demanding it too does not raise the rank."""
    rank = np.linalg.matrix_rank(np.array(matrix))
    occurring = [column for column in range(len(matrix[0])) if any(row[column] for row in matrix)]
    demands = {column: [int(place == column) for place in range(len(matrix[0]))] for column in occurring}
    return {column for column, demand in demands.items() if np.linalg.matrix_rank(np.array([*matrix, demand])) == rank}


@given(systems)
def test_agrees_with_the_rank_of_the_matrix(matrix):
    equations = [{column: value for column, value in enumerate(row) if value} for row in matrix]
    assert recoverable(equations) == by_rank(matrix)


def test_one_unknown_in_a_sum_is_recovered_and_two_are_not():
    assert recoverable([{"a": 1}]) == {"a"}
    assert recoverable([{"a": 1, "b": 1}]) == set()


def test_a_difference_of_two_sums_gives_one_away():
    assert recoverable([{"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}]) == {"c"}


def test_two_by_two_is_free_but_five_of_its_relatives_are_not():
    square = [{"a": 1, "b": 1}, {"c": 1, "d": 1}, {"a": 1, "c": 1}, {"b": 1, "d": 1}]
    assert recoverable(square) == set()
    assert recoverable([*square, {"a": 1, "d": 1}]) == {"a", "b", "c", "d"}


def test_nothing_known_gives_nothing_away():
    assert recoverable([]) == set()
