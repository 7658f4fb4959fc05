"""What the public site is made of: what was typed for it, and the programme. No count of students is among it."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.few_gate import APART
from chalkface.core.public_page import fields


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

    @property
    def places(self) -> dict[str, str]:
        """Everything that somebody wrote, by what the place is called where it is changed."""
        found = {f"“{one.label}”": str(self.words.get(name) or "") for name, one in fields().items()}
        for year in self.years:
            found[f"the outcomes of Year {year.year_group}"] = APART.join(year.outcomes)
            found[f"the programme of Year {year.year_group}"] = APART.join(title for title, _ in year.activities)
        return found
