"""The plan of the example school, made by the product's own operations: one module for each subject, found by being here.

A module has ``ORDER`` (what must be there before it has a smaller one) and ``fill(access, today)``, which makes its part as
it would stand on that day.
"""

from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from chalkface.core.access import Access


def fill_plan(access: Access, today: date) -> None:
    """Make the example school's posts, outcomes, direction, calendar, voices and actions, in their order."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    for module in sorted(modules, key=lambda module: module.ORDER):
        module.fill(access, today)
