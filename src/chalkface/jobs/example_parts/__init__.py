"""What the example school did itself, made by the product's own operations: one module for each subject, found by being here.

A module has ``ORDER`` (what must be there before it has a smaller one) and ``fill(access, today)``, which makes its part as
it would stand on that day.
"""

from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from chalkface.core.access import Access
from chalkface.queries.people import members


def fill_parts(access: Access, today: date) -> None:
    """Make the example school's plan and what was done for its students, part after part in their order."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    for module in sorted(modules, key=lambda module: module.ORDER):
        module.fill(access, today)


def as_member(access: Access, role: str) -> Access:
    """The example school's person in a role, for what only such a person does; ``access`` is the open one of the school."""
    member = next(one for one in members(access.on) if one.role == role)
    return replace(access, role=role, account_id=member.account_id, groups=frozenset(member.groups))
