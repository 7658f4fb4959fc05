"""Tutor groups in the order people read them."""

from chalkface.core.tutor_groups import reading_order


def test_groups_are_in_the_order_people_read():
    groups = ["10A", "7B", "Ash", "7A", "", "11"]
    assert sorted(groups, key=reading_order) == ["", "Ash", "7A", "7B", "10A", "11"]
