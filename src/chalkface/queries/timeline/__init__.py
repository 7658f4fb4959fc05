"""What happened in one student's careers education, in order. Each kind of event is one module of this folder.

A function with ``@told`` or ``@read`` announces a kind; being there is enough. Each names the permission without which
nothing of it is read, and reads through the manager, which shows a student, a parent or a tutor only what is theirs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.places import Place
from chalkface.queries.timeline.lines import Line, read_together

__all__ = ["Event", "Kind", "kinds", "listed", "read", "timeline", "told"]


@dataclass(frozen=True)
class Event:
    """One thing on the timeline: its day (None when it has none), what it was, words about it, and where more of it is.

    What has one day is in the order of its ``step`` in the loop (a meeting, what is needed, what is agreed, what came of
    it), then of ``after``: the greater is the later.
    """

    on: date | None
    title: str
    text: str = ""
    place: Place | None = None
    after: int = 0
    kind: str = ""
    step: int = 0


Rows = Callable[[Access, int], QuerySet]
Tell = Callable[[Line], Iterable[Event]]
Read = Callable[[Access, int], Iterable[Event]]


@dataclass(frozen=True)
class Kind:
    """One kind of event. ``rows`` and ``tell`` for one that is read together with others, ``read`` for one read alone."""

    code: str
    title: str
    order: int
    needs: str
    rows: Rows | None = None
    tell: Tell | None = None
    read: Read | None = None


_KINDS: dict[str, Kind] = {}


def _announce(kind: Kind) -> None:
    if kind.code in _KINDS:
        raise ValueError(f"the timeline has a kind {kind.code} already")
    _KINDS[kind.code] = kind


def told(code: str, title: str, *, order: int, needs: str, rows: Rows):
    """Announce a function from one line to its events. ``rows`` gives the lines, in the shape of ``lines.shaped``; all such
    kinds are read in one query."""

    def announce(tell: Tell) -> Tell:
        _announce(Kind(code, title, order, needs, rows=rows, tell=tell))
        return tell

    return announce


def read(code: str, title: str, *, order: int, needs: str):
    """Announce a function that reads the events of its kind itself, in one query."""

    def announce(function: Read) -> Read:
        _announce(Kind(code, title, order, needs, read=function))
        return function

    return announce


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of event by its code, in the order in which they are offered."""
    for module in sorted(module.name for module in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    return {one.code: one for one in sorted(_KINDS.values(), key=lambda one: one.order)}


def listed(*parts: str) -> str:
    """The parts that there are, with commas between them."""
    return ", ".join(part for part in parts if part)


def _events(access: Access, student_id: int) -> Iterable[tuple[str, Event]]:
    seen = [one for one in kinds().values() if access.may(one.needs)]
    together = {one.code: one for one in seen if one.rows is not None}
    for line in read_together([one.rows(access, student_id) for one in together.values()]):
        for event in together[line.kind].tell(line):
            yield line.kind, event
    for one in seen:
        if one.read is not None:
            for event in one.read(access, student_id):
                yield one.code, event


def timeline(access: Access, student_id: int) -> tuple[Event, ...]:
    """Everything that the access may see of a student, newest first; what has no day comes last.

    A handful of queries, however much there is. Serves the staff's record and the student's own page alike.
    """
    found = [(code, event) for code, event in _events(access, student_id)]
    found.sort(key=lambda pair: (pair[1].on or date.min, pair[1].step, pair[1].after, pair[0]), reverse=True)
    return tuple(replace(event, kind=code) for code, event in found)
