"""Which year groups a school has."""

import pytest

from chalkface.core.years import year_groups_between


@pytest.mark.parametrize(
    ("low", "high", "groups"),
    [(7, 11, (7, 8, 9, 10, 11)), (None, None, (7, 8, 9, 10, 11, 12, 13)), (12, None, (12, 13)), (None, 9, (7, 8, 9))],
)
def test_a_school_that_has_not_said_has_years_7_to_13(low, high, groups):
    assert year_groups_between(low, high) == groups
