"""What the agenda of a term review is made of. It holds no more than fits on one page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the agenda: its title, its sentences, and how many more there are than fit."""

    title: str
    lines: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class TermAgenda:
    """The whole page. ``on``: the day of the meeting; ``written_on``: the day its agenda was written, from what had changed
    ``since``. ``decisions`` and ``notes`` are empty before the meeting."""

    school: str
    is_example: bool
    on: date
    term: str
    written_on: date
    since: date | None
    sections: tuple[Section, ...]
    present: str = ""
    notes: str = ""
    decisions: tuple[str, ...] = ()
    more_decisions: int = 0
    next_on: date | None = None
