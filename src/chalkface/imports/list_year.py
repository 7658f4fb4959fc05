"""The academic year of a list that writes days without years: what the person said, its titles, its name, its own full
dates.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from chalkface.core.years import academic_year_of, year_label
from chalkface.imports.days import day
from chalkface.imports.loose_days import academic_year_in
from chalkface.imports.parsed import Options
from chalkface.imports.reading import Sheet


@dataclass(frozen=True, slots=True)
class ListYear:
    """The academic year, and the notes that say how it was found."""

    year: int
    notes: list[str] = field(default_factory=list)


def year_of_list(sheet: Sheet, header: int, dates: Sequence[str], options: Options) -> ListYear:
    """The year for the days of a sheet. ``header`` is the index of its headings; ``dates`` are its cells of dates."""
    titles = " ".join(cell for row in sheet.rows[:header] for cell in row)
    places = (
        (options.academic_year, "as you said"),
        (academic_year_in(titles), "from the lines above the headings"),
        (academic_year_in(sheet.name), "from the name of the sheet"),
        (academic_year_in(sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")), "from the name of the file"),
    )
    for year, how in places:
        if year is not None:
            return ListYear(year, [f"{sheet.file}: taken as a list of {year_label(year)}, {how}."])
    written = [text for text in dates if text.strip()]
    full = [found for text in written if (found := _full(text)) is not None]
    seen = Counter(map(academic_year_of, full))
    if written and len(full) == len(written):
        return ListYear(seen.most_common(1)[0][0])
    if seen:
        year = seen.most_common(1)[0][0]
        return ListYear(
            year, [f"{sheet.file}: days without a year are taken in {year_label(year)}, where most of its dates lie."]
        )
    year = options.year
    return ListYear(year, [f"{sheet.file}: taken as a list of {year_label(year)}, the current year, because none was named."])


def other_year(file: str, days: Iterable[date], options: Options) -> list[str]:
    """A note when most days of a list lie in another academic year than the one it is imported in: an old file, perhaps."""
    seen = Counter(map(academic_year_of, days))
    if not seen:
        return []
    year, count = seen.most_common(1)[0]
    if year == options.year or count * 2 <= sum(seen.values()):
        return []
    return [
        f"{file}: {count} of {sum(seen.values())} days lie in {year_label(year)}, not in {year_label(options.year)}. See that "
        f"it is the file you meant."
    ]


def _full(text: str) -> date | None:
    try:
        return day(text.strip())
    except ValueError:
        return None
