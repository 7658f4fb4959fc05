"""Days as careers leaders write them in a tracker: a week, a span, a day without its year. What is not said is not guessed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.core.years import YEAR_GROUPS, academic_year_of, first_day, year_label
from chalkface.imports.days import MONTHS, day, day_month_first

WEEK = re.compile(
    r"^(?:w ?/ ?c|wc|wk ?/?c|wk ?/?b|w ?/ ?b|wb|(?:week|wk) (?:commencing|beginning|of|starting)|wk comm(?:encing)?\.?)[ .:]*",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\s*(?:\bto\b|\buntil\b|\btill\b|–|—|\bthrough\b|-(?=\s)|(?<=\s)-|(?<=[a-z])-(?=\d))\s*", re.IGNORECASE)
WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
DAYS_OF_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})")
NUMBER_AND_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*([A-Za-z]{3,9})\.?")
WORD_AND_NUMBER = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?")
NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
DAY_SPAN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*[-–]\s*(\d{1,2}(?:(?:st|nd|rd|th)?\s*[A-Za-z]{3,9}|[/.]\d{1,2}).*)")
SEVERAL = re.compile(r"\d.*(?:&|\+|,|;|\band\b).*\d")
NOT_YET = re.compile(
    r"\b(tbc|tba|t\.b\.c\.?|to be (?:confirmed|arranged|announced)|date needed|not yet|"
    r"ongoing|various|all year|throughout)\b|\?\?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Days:
    """When something took place. ``ends`` is ``None`` for one day; ``remark`` is what a person should know."""

    starts: date
    ends: date | None = None
    remark: str = ""


def days_of(text: str, year: int, *, month_first: bool = False) -> Days:
    """The day or days that a cell names; a day without its year lies in the academic year ``year``.

    ``w/c 23.9.24`` is that Monday to Friday; ``2024-11-18 to 22`` and ``18th - 22nd Nov`` are spans; ``Thurs 3rd Oct`` takes
    its year. Raises ``ValueError`` with a sentence when no day can be known (``Jan TBC``, ``spring term``).
    """
    text = " ".join(text.split())
    if not text:
        raise ValueError("The date is missing. Write the day, such as 03/10/2024.")
    if NOT_YET.search(text):
        raise ValueError(f"“{text[:40]}” is not a day yet. Write the day once it is known, or leave the row out until then.")
    plain = _plain(text, month_first)
    if plain is not None:
        return Days(plain, None, _weekday_remark(text, plain))
    week = WEEK.match(text)
    if week:
        first = _one(text[week.end() :], year, month_first)
        friday = first + timedelta(days=max(0, 4 - first.weekday()))
        return Days(first, friday if friday > first else None, "a week was given, not a day")
    found = DAY_SPAN.fullmatch(text)
    if found:
        last = _one(found[2], year, month_first)
        return _span(text, _with_day(last, int(found[1]), text), last)
    parts = UNTIL.split(text)
    if len(parts) == 2 and all(parts):
        return _from_to(text, parts[0], parts[1], year, month_first)
    try:
        first = _one(text, year, month_first)
    except ValueError as fault:
        if SEVERAL.search(text):
            raise ValueError(f"“{text[:40]}” names several days. Give each its own row.") from fault
        raise
    return Days(first, None, _weekday_remark(text, first))


def _plain(text: str, month_first: bool) -> date | None:
    """The one day that a complete date names, or ``None``."""
    try:
        return (day_month_first if month_first else day)(text)
    except ValueError:
        return None


def _from_to(text: str, start: str, end: str, year: int, month_first: bool) -> Days:
    only_day = NUMBER.fullmatch(end)
    if only_day:
        first = _one(start, year, month_first)
        return _span(text, first, _with_day(first, int(only_day[1]), text))
    last = _one(end, year, month_first)
    only_day = NUMBER.fullmatch(WEEKDAY.sub("", start))
    first = _with_day(last, int(only_day[1]), text) if only_day else _one(start, year, month_first)
    return _span(text, first, last)


def _span(text: str, first: date, last: date) -> Days:
    if last < first or last - first > timedelta(days=366):
        raise ValueError(
            f"“{text[:40]}” ends before it starts, or more than a year later. Write it as 18/11/2024 to 22/11/2024."
        )
    return Days(first, last if last > first else None)


def _one(text: str, year: int, month_first: bool) -> date:
    """One day, its year taken from the academic year if it has none."""
    text = text.strip(" ,.")
    found = _plain(text, month_first)
    if found is not None:
        return found
    bare = WEEKDAY.sub("", text)
    numbers = NUMBERS.fullmatch(bare)
    if numbers:
        first, second = int(numbers[1]), int(numbers[2])
        return _in_year(text, *((first, second) if month_first else (second, first)), year)
    for pattern, order in ((NUMBER_AND_WORD, (2, 1)), (WORD_AND_NUMBER, (1, 2))):
        found_words = pattern.fullmatch(bare)
        if found_words and found_words[order[0]][:3].lower() in MONTHS:
            number = int(found_words[order[1]])
            if pattern is WORD_AND_NUMBER and bare[-1].isdecimal() and number in {year % 100, (year + 1) % 100}:
                raise ValueError(f"“{text[:40]}” may be a month of a year or a day. Write the day, such as 03/10/2024.")
            return _in_year(text, MONTHS[found_words[order[0]][:3].lower()], number, year)
    raise ValueError(f"“{text[:40]}” is not a day that can be read. Write it as day/month/year, such as 03/10/2024.")


def _in_year(text: str, month: int, number: int, year: int) -> date:
    try:
        return date(year if month >= first_day(year).month else year + 1, month, number)
    except ValueError as fault:
        raise ValueError(f"“{text[:40]}” is not a day in the calendar.") from fault


def _with_day(other: date, number: int, text: str) -> date:
    try:
        return other.replace(day=number)
    except ValueError as fault:
        raise ValueError(f"“{text[:40]}” is not a span of days in the calendar.") from fault


def _weekday_remark(text: str, found: date) -> str:
    written = WEEKDAY.match(text)
    if written and DAYS_OF_WEEK[found.weekday()] != written[1].lower():
        return f"“{text[:40]}” was read as {found:%d/%m/%Y}, which is a {found:%A}"
    return ""


YEAR_IN_TITLE = re.compile(r"(?<![0-9/.-])((?:20)?[0-9]{2})\s*[/–-]\s*(?:20)?([0-9]{2})(?![0-9/.-])")


def academic_year_in(text: str) -> int | None:
    """The academic year that a title names: ``TRACKER 24/25``, ``2024-25``, ``2024/2025`` are 2024; else ``None``.

    ``10/11`` and ``12/13`` are year groups, not years, unless the century is written.
    """
    for first, second in YEAR_IN_TITLE.findall(text):
        is_year = len(first) == 4 or int(first) not in YEAR_GROUPS
        if is_year and (int(first[-2:]) + 1) % 100 == int(second):
            return 2000 + int(first[-2:])
    return None


def outside(text: str, found: date, year: int) -> str:
    """A remark when a day lies outside the academic year of its list, else ``""``; it says so if month first would lie
    inside.
    """
    if academic_year_of(found) == year:
        return ""
    try:
        other = date(found.year, found.day, found.month)
    except ValueError:
        other = found
    if NUMBERS.match(text.strip()) and academic_year_of(other) == year:
        read = f"“{text[:40]}” was read as {found:%d/%m/%Y}, outside {year_label(year)}"
        return f"{read}; if the month comes first it is {other:%d/%m/%Y}"
    return f"{found:%d/%m/%Y} lies outside {year_label(year)}"
