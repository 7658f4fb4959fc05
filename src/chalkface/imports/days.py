"""Days as people and programs write them. Day before month, unless the file proves otherwise."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from chalkface.core.years import YEARS

SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(14_000, 73_416)

TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|GMT|BST|UTC|[+-]\d{2}:?\d{2}))?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", re.ASCII)
NUMBERS = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){TIME}", re.ASCII)
WORDS = re.compile(rf"(?:[A-Za-z]{{3,9}}\.?,? +)?(\d{{1,2}})(?:st|nd|rd|th)?[- /.]*(?:of )?([A-Za-z]{{3,9}})\.?,?[- /.]*"
                   rf"(\d{{4}}|\d{{2}}){TIME}", re.ASCII)
MONTH_FIRST_WORDS = re.compile(rf"([A-Za-z]{{3,9}})\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){TIME}", re.ASCII)
STRICT = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTHS = {name[:3]: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), start=1)}
ADVICE = "Write it as day/month/year, such as 03/10/2024, or as 2024-10-03."


@lru_cache(maxsize=16_384)
def iso_day(text: str) -> date | None:
    """``YYYY-MM-DD`` and nothing else; empty is ``None``. Raises ``ValueError`` with a sentence."""
    if not text:
        return None
    try:
        if len(text) == 10 and text[4] == "-" == text[7] and text.isascii():
            return _within(date.fromisoformat(text), text)
    except ValueError as fault:
        if str(fault).startswith("“"):
            raise
    found = STRICT.fullmatch(text)
    if found:
        raise ValueError(f"“{text}” is not a day in the calendar.")
    raise ValueError(f"“{text[:40]}” is not a date. Write it as year-month-day, such as 2024-10-03.")


@lru_cache(maxsize=16_384)
def day(text: str) -> date | None:
    """A day in any of the usual writings, day before month; a time after it is dropped; empty is ``None``.

    ``2024-11-13``, ``2024-11-13T00:00:00``, ``13/11/2024``, ``12.11.24``, ``13th November 2024``, ``03-Oct-24``,
    ``Wed 13 Nov 2024``, and the serial number that Excel leaves (``45664``). Raises ``ValueError`` with a sentence.
    """
    return _read(text, month_first=False)


@lru_cache(maxsize=16_384)
def day_month_first(text: str) -> date | None:
    """As ``day``, for a column that is proved to have the month first (``10/31/2024``)."""
    return _read(text, month_first=True)


def month_comes_first(texts: Iterable[str]) -> bool:
    """Whether a column proves that its months come first: some middle number is above 12 and no first number is."""
    proved = False
    for text in texts:
        found = NUMBERS.fullmatch(text.strip())
        if found:
            first, second = int(found.group(1)), int(found.group(2))
            if first > 12:
                return False
            proved = proved or second > 12
    return proved


def _read(text: str, *, month_first: bool) -> date | None:
    if len(text) == 10 and text[2] == "/" == text[5] and text[:2].isdecimal() and text[3:5].isdecimal() \
            and text[6:].isdecimal() and text.isascii():  # the writing of nearly every list, without the patterns
        first, second = int(text[:2]), int(text[3:5])
        return _day_of(text, int(text[6:]), first if month_first else second, second if month_first else first)
    text = text.strip()
    if not text:
        return None
    if found := YEAR_FIRST.fullmatch(text):
        year, month, number = found.groups()
    elif found := NUMBERS.fullmatch(text):
        number, month, year = found.groups()
        if month_first:
            number, month = month, number
    elif text.isdecimal() and text.isascii() and len(text) == 5 and int(text) in SERIALS:
        return SERIAL_ZERO + timedelta(days=int(text))
    else:
        if found := WORDS.fullmatch(text):
            number, word, year = found.groups()
        elif found := MONTH_FIRST_WORDS.fullmatch(text):
            word, number, year = found.groups()
        else:
            raise ValueError(f"“{text[:40]}” is not a date that can be read. {ADVICE}")
        month = MONTHS.get(word[:3].lower(), 0)
        if not month:
            raise ValueError(f"“{text[:40]}” names no month that is known. {ADVICE}")
    return _day_of(text, int(year), int(month), int(number))


def _day_of(text: str, year: int, month: int, number: int) -> date:
    if year < 100:
        year += 1900 if year >= 70 else 2000
    try:
        found = date(year, month, number)
    except ValueError as fault:
        raise ValueError(f"“{text[:40]}” is not a day in the calendar. {ADVICE}") from fault
    return _within(found, text)


def _within(found: date, text: str) -> date:
    if found.year not in YEARS:
        raise ValueError(f"“{text[:40]}” lies outside the years {YEARS[0]} to {YEARS[-1]}.")
    return found
