"""The few kinds of column the tables use, so that each table reads as a list of facts."""

from django.db import models


def text(limit: int = 200) -> models.CharField:
    """A short text; empty means not held."""
    return models.CharField(max_length=limit, blank=True, default="")


def known() -> models.BooleanField:
    """Yes, no, or not known."""
    return models.BooleanField(null=True, blank=True, default=None)


def day() -> models.DateField:
    """A day, or not known."""
    return models.DateField(null=True, blank=True, default=None)


def small() -> models.SmallIntegerField:
    """A small whole number, or not known."""
    return models.SmallIntegerField(null=True, blank=True, default=None)


def hours() -> models.IntegerField:
    """Hours as whole ten-thousandths, so that 8.1 + 8.2 + 8.7 is 25 exactly; None is not known."""
    return models.IntegerField(null=True, blank=True, default=None)
