"""What the public site is made of: what was typed for it, and the programme. No count of students is among it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Year:
    """One year group: what students learn, and what takes place, each with its term."""

    year_group: int
    outcomes: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicSite:
    """The whole site. ``words`` are the typed fields by name, days among them as ``date``; ``occasions`` by year group."""

    school: str
    is_example: bool
    on: date
    academic_year: str
    students: str
    words: dict[str, str | date | None]
    years: tuple[Year, ...]
    occasions: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
