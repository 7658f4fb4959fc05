"""Which edition of a published table a file is, and the years behind its figures."""

import re
from collections.abc import Sequence
from datetime import date

from chalkface.core.published import PublishedYear, first_year
from chalkface.core.published_measures import Dataset
from chalkface.core.years import year_label

YEARS_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})[-_ ]?(?:20)?([0-9]{2})(?![0-9])")


def edition_of(file: str, inside: str, said: int | None) -> tuple[str, list[str]]:
    """The edition of a file without a year column, with notes on how it was found.

    ``inside`` is what its headings prove (six digits or ``""``), ``said`` the academic year the person gave; last comes the
    name of the file. ``""`` when none of them knows.
    """
    given = _label(said) if said is not None else ""
    named = edition_in_name(file)
    if inside:
        notes = [f"{file}: taken as the {_words(inside)} edition, the year after its newest history column."]
        if given and given != inside:
            notes.append(f"{file}: the year given ({_words(given)}) was not used, as the headings say {_words(inside)}.")
        return inside, notes
    if given:
        return given, [f"{file}: taken as the {_words(given)} edition, as given."]
    if named:
        return named, [f"{file}: taken as the {_words(named)} edition, from the name of the file."]
    return "", [
        f"{file}: the file does not say its year. Its figures are kept without one until you give the academic year of its "
        f"edition."
    ]


def edition_in_name(file: str) -> str:
    """The academic year in a file name as six digits: ``england_census_2018-19.csv`` gives ``201819``; else ``""``."""
    for first, second in YEARS_IN_NAME.findall(file.rsplit("/", 1)[-1]):
        if (int(first) + 1) % 100 == int(second):
            return first + second
    return ""


def day_in_name(file: str) -> str:
    """The day in the name of an extract as ISO text: ``edubasealldata20240228.csv`` gives ``2024-02-28``; else ``""``."""
    for digits in re.findall(r"(?<![0-9])20[0-9]{6}(?![0-9])", file.rsplit("/", 1)[-1]):
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        except ValueError:
            continue
    return ""


def year_labels(years: PublishedYear) -> dict[str, str]:
    """``cohort_year`` (when they left) and ``activity_year`` (when followed) in words; what is not known is absent."""
    found = {"cohort_year": years.leaving, "activity_year": years.destination}
    return {name: year_label(year) for name, year in found.items() if year is not None}


def year_notes(file: str, edition: str, dataset: Dataset) -> list[str]:
    """A sentence on the leavers behind the (newest) figures of a destinations file."""
    if dataset.stage is None or not edition:
        return []
    newest = edition.rsplit(" ", 1)[-1]
    opening = "" if newest == edition else "the newest figures: "
    return [f"{file}: {opening}{dataset.years(newest).sentence}"]


def span(periods: Sequence[str]) -> str:
    """The years of a file that has a year column: ``201718 to 202223``, ``202223``, or ``""``."""
    known = sorted({period for period in periods if first_year(period) is not None})
    if not known:
        return ""
    return known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"


def _label(year: int) -> str:
    return f"{year}{(year + 1) % 100:02d}"


def _words(time_period: str) -> str:
    first = first_year(time_period)
    return year_label(first) if first is not None else time_period
