"""How a reason announces itself: a function with ``@reason`` in a module of this folder, and its entry in the content.

``columns`` adds what the reason needs to the one query that reads all students, so that a whole school costs as much as one
student. The function sees one student's row (``row["…"]``) and says why in words, or nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.db.models.expressions import BaseExpression

from chalkface.core.access import Access
from chalkface.core.who_next import reasons
from chalkface.queries.who_next.brought import Brought

Row = Mapping[str, object]


@dataclass(frozen=True)
class Today:
    """What is the same for every student: who asks, the day, the days that are due for each year group, and what was brought
    in from files."""

    access: Access
    due: Mapping[int, tuple[tuple[date, date, str], ...]] = field(default_factory=dict)
    brought: Brought = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day asked for."""
        return self.access.on


Columns = Callable[[Access], dict[str, BaseExpression]]
Says = Callable[[Row, Today], str]


@dataclass(frozen=True)
class Finder:
    """How one reason is found: the columns it adds, and what it says of a row ("" when it is not true)."""

    code: str
    columns: Columns
    says: Says


_FINDERS: dict[str, Finder] = {}


def _none(_: Access) -> dict[str, BaseExpression]:
    return {}


def reason(code: str, *, columns: Columns = _none) -> Callable[[Says], Says]:
    """Announce a function as the finder of a reason. Raises ``ValueError`` for one without content, or found twice."""
    if code not in reasons() or code in _FINDERS:
        raise ValueError(f"the reason {code} is not in who_next.yaml, or is found twice")

    def announce(says: Says) -> Says:
        _FINDERS[code] = Finder(code, columns, says)
        return says

    return announce


@cache
def finders() -> tuple[Finder, ...]:
    """Every finder, in the order of the content. Raises ``ValueError`` for a reason that no file finds."""
    package = __package__
    for module in sorted(module.name for module in iter_modules([str(Path(__file__).parent)])):
        import_module(f"{package}.{module}")
    if missing := set(reasons()) - set(_FINDERS):
        raise ValueError(f"nothing in queries/who_next finds {', '.join(sorted(missing))}")
    return tuple(_FINDERS[code] for code in reasons())
