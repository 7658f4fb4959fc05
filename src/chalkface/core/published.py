"""Published statistics: what a cell of an official file says, and which years its label means.

A published figure that is hidden, low, missing or not applicable is never 0 and never blank: the cell is kept as it
came and this module says what it means. The symbols are those of the government standard for open data and of the
performance tables; see ``status_of``.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from chalkface.core.years import year_label


class Status(StrEnum):
    """What a published cell says."""

    VALUE = "value"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    LOW = "low"
    NOT_AVAILABLE = "not_available"
    UNRELIABLE = "unreliable"
    BLANK = "blank"
    TEXT = "text"


STATUS_WORDS = {
    Status.VALUE: "a figure",
    Status.SUPPRESSED: "hidden by the publisher because few people are behind it",
    Status.NOT_APPLICABLE: "does not apply here",
    Status.LOW: "above nothing, but rounds to nothing",
    Status.NOT_AVAILABLE: "not available",
    Status.UNRELIABLE: "held back by the publisher as unreliable",
    Status.BLANK: "left blank by the publisher",
    Status.TEXT: "words, not a figure",
}

# Lower-cased. SN stands in the 16-18 performance tables where a count was rounded to the nearest 5 and became nothing.
SYMBOLS = {
    "supp": Status.SUPPRESSED,
    "c": Status.SUPPRESSED,
    "na": Status.NOT_APPLICABLE,
    "n/a": Status.NOT_APPLICABLE,
    "z": Status.NOT_APPLICABLE,
    "sp": Status.LOW,
    "sn": Status.LOW,
    "low": Status.LOW,
    "k": Status.LOW,
    "~": Status.LOW,
    "x": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "..": Status.NOT_AVAILABLE,
    ".": Status.NOT_AVAILABLE,
    "-": Status.NOT_AVAILABLE,
    "np": Status.NOT_AVAILABLE,
    "lowcov": Status.NOT_AVAILABLE,
    "u": Status.UNRELIABLE,
}
NUMBER = re.compile(r"([-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,18})?) ?(%?)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One published cell understood: ``value`` is held only when ``status`` is ``value``; ``received`` is the cell as it came.

    ``percent`` is true when the cell itself carries a per cent sign; a column of percentages may do without one.
    """

    status: Status
    received: str
    value: Decimal | None = None
    percent: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


@lru_cache(maxsize=65536)
def status_of(cell: str) -> Reading:
    """What a published cell says.

    ``"94%"`` is the value 94 with ``percent``; ``"1,240"`` is 1240; ``SUPP`` and ``c`` are suppressed; ``NA`` and ``z`` not
    applicable; ``SP``, ``SN``, ``low``, ``k`` and ``~`` low (more than nothing, but rounds to nothing); ``x``, ``:``, ``..``
    and ``-`` not available; ``u`` unreliable. Capitals do not matter. Anything else is ``text``. Never raises for text.
    """
    stripped = cell.strip()
    if not stripped:
        return Reading(Status.BLANK, cell)
    symbol = SYMBOLS.get(stripped.lower())
    if symbol is not None:
        return Reading(symbol, cell)
    number = NUMBER.fullmatch(stripped)
    if number is None:
        return Reading(Status.TEXT, cell)
    return Reading(Status.VALUE, cell, Decimal(number[1].replace(",", "")), bool(number[2]))


def label_key(label: str) -> str:
    """A label folded so that the spellings of one series meet. For comparing only: show the label as it came.

    ``White - British`` meets ``White British``, ``Converter Academy`` ``Converter academy``, ``Profound & multiple …``
    ``Profound and multiple …``.
    """
    folded = label.lower().replace("&", " and ")
    folded = folded.replace("acadamies", "academies").replace("communications needs", "communication needs")
    return " ".join(re.findall(r"[a-z0-9]+", folded))


class YearMeaning(StrEnum):
    """What the year on a published figure is the year *of*."""

    DESTINATION = "destination"
    LEAVERS = "leavers"
    EDITION = "edition"
    CENSUS = "census"
    CALENDAR = "calendar"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """The years behind one published figure; a year that cannot be known is ``None``.

    ``leaving`` and ``destination`` are academic years by their first calendar year (2021 is 2021/22).
    """

    received: str
    meaning: YearMeaning
    leaving: int | None = None
    destination: int | None = None

    @property
    def sentence(self) -> str:
        """The years in words, for the page beside the figure."""
        if self.leaving is not None and self.destination is not None:
            return f"Left in {year_label(self.leaving)}, followed through {year_label(self.destination)}."
        if self.leaving is not None:
            return f"Left in {year_label(self.leaving)}, followed for up to two years."
        first = first_year(self.received)
        if self.meaning is YearMeaning.CALENDAR and first is not None:
            return f"Measured around the start of {first}."
        if self.meaning is YearMeaning.CENSUS and first is not None:
            return f"School census of {year_label(first)}."
        if self.meaning is YearMeaning.EDITION and first is not None:
            return f"From the {year_label(first)} edition of the tables; the file does not say which leavers."
        return "The file does not say which year."


def first_year(time_period: str) -> int | None:
    """The first calendar year of a label: ``202223``, ``2022/23``, ``2022-2023`` and ``2022`` are 2022; else ``None``."""
    match = re.fullmatch(r"\s*((?:19|20)[0-9]{2})(?:\s*[-/–]?\s*((?:19|20)?[0-9]{2}))?\s*", time_period)
    if match is None:
        return None
    first = int(match[1])
    if match[2] is not None and int(match[2][-2:]) != (first + 1) % 100:
        return None
    return first


def year_of(meaning: YearMeaning, time_period: str, *, edition_lag: int | None = None) -> PublishedYear:
    """The leavers' and the destination year behind a published label.

    Destination measures name the year *after* leaving; progression measures name the leaving year; the performance
    tables name the edition, ``edition_lag`` years after the destination year where that has been established (``None``:
    not known).
    """
    first = first_year(time_period)
    if first is None:
        return PublishedYear(time_period, YearMeaning.UNKNOWN)
    if meaning is YearMeaning.DESTINATION:
        return PublishedYear(time_period, meaning, leaving=first - 1, destination=first)
    if meaning is YearMeaning.LEAVERS:
        return PublishedYear(time_period, meaning, leaving=first)
    if meaning is YearMeaning.EDITION and edition_lag is not None:
        return PublishedYear(time_period, meaning, leaving=first - edition_lag - 1, destination=first - edition_lag)
    return PublishedYear(time_period, meaning)
