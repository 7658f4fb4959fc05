"""Tutor groups in the order people read them."""


def reading_order(group: str) -> tuple[int, str]:
    """The key that sorts 7A before 10A; a group without a number in front comes first."""
    digits = group[: len(group) - len(group.lstrip("0123456789"))]
    return int(digits or 0), group
