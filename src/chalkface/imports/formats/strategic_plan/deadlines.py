"""Days as plans write them: a day, a month, a half-term, the end of a term. What is said loosely is read as its end."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from chalkface.core.half_terms import usual_half_terms
from chalkface.core.words import day_words
from chalkface.core.years import first_day
from chalkface.imports.days import MONTHS
from chalkface.imports.loose_days import academic_year_in, days_of

TERM = re.compile(
    r"^(?:(?:by|before|during|in|the|end|start|beginning|of|late|early|mid)[\s-]+)*"
    r"(autumn|aut|spring|spr|summer|sum|christmas|xmas|easter|year)(?![a-z])\.?"
    r"[\s-]*(?:(?:half[\s-]*)?term)?[\s-]*([12])?(?:[\s-]*(?:half[\s-]*)?term)?[\s,-]*((?:20)?\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?)?$",
    re.IGNORECASE,
)
# The half-term that ends what is said: a school's own days are on its calendar, which a file does not know.
AUTUMN, SPRING, SUMMER = 2, 4, 6
ENDS_WITH = {
    "autumn": AUTUMN, "aut": AUTUMN, "christmas": AUTUMN, "xmas": AUTUMN, "spring": SPRING, "spr": SPRING, "easter": SPRING,
    "summer": SUMMER, "sum": SUMMER, "year": SUMMER,
}  # fmt: skip
MONTH = re.compile(
    r"^(?:(?:by|before|during|in|end|of|late|early|mid|start|beginning)[\s-]+)*([A-Za-z]{3,9})\.?[\s,'’-]*((?:20)?\d\d)?$",
    re.IGNORECASE,
)
BEGINS = re.compile(r"\b(start|beginning|early)\b", re.IGNORECASE)
# Words that say that there is no day: the action goes on, or nobody has decided.
NO_DAY = re.compile(
    r"^(?:on-?\s?going|continuous(?:ly)?|termly|half[\s-]termly|annual(?:ly)?|yearly|monthly|weekly|all year|throughout.*|"
    r"as (?:needed|required).*|various|tb[ca]|to be (?:confirmed|agreed)|n/?a|-+|each term|every term|rolling)$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:(?:academic year|by end of|end of|during)\s+)?(20\d\d\s*[/–-]\s*(?:20)?\d\d)", re.IGNORECASE)
LEADING = re.compile(r"^(?:by|before|due|until)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, or None where the words name none; ``remark`` is what a person should know."""

    day: date | None
    remark: str = ""


def deadline(text: str, year: int, *, month_first: bool = False, first: bool = False) -> Deadline:
    """The day by which (``first``: from which) something is to be done; one without a year lies in the academic year.

    ``Autumn 2``, ``end of spring term``, ``July 2026`` and ``2025-26`` are read as their last day, with a remark.
    Raises ``ValueError`` with a sentence when it cannot be told whether a day is meant.
    """
    text = " ".join(text.split())
    if not text or NO_DAY.match(text):
        return Deadline(None, f"“{text[:40]}” names no day, so none is recorded" if text else "")
    named = YEAR.fullmatch(text)
    if named and (whole := academic_year_in(named[1])) is not None:
        return _loosely(text, first_day(whole) if first else usual_half_terms(whole)[-1].ends_on)
    if term := TERM.match(text):
        return _loosely(text, _of_term(term, year, first or bool(BEGINS.search(text))))
    if (month := MONTH.match(text)) and month[1][:3].lower() in MONTHS and _is_month(month[1]):
        return _loosely(text, _of_month(month, year, first or bool(BEGINS.search(text))))
    try:
        days = days_of(LEADING.sub("", text), year, month_first=month_first)
    except ValueError as fault:
        raise ValueError(
            f"“{text[:40]}” is not a day, a month or a term that can be read. Write it like 03/10/2025, July 2026 or Autumn 2."
        ) from fault
    return Deadline(days.starts if first else days.ends or days.starts, days.remark)


def _loosely(text: str, found: date) -> Deadline:
    return Deadline(found, f"“{text[:40]}” was read as {day_words(found)}")


def _is_month(word: str) -> bool:
    return calendar.month_name[MONTHS[word[:3].lower()]].lower().startswith(word.lower()) or word.lower() == "sept"


def _of_term(found: re.Match[str], year: int, first: bool) -> date:
    number = ENDS_WITH[found[1].lower()]
    if found[2] == "1" or (first and not found[2]):
        number -= 1
    said = found[3]
    if said and (whole := academic_year_in(said)) is not None:
        year = whole
    elif said and said.isdecimal():  # Summer 2026: the calendar year
        year = 2000 + int(said) % 100 - (number > AUTUMN)
    half = usual_half_terms(year)[number - 1]
    return half.starts_on if first else half.ends_on


def _of_month(found: re.Match[str], year: int, first: bool) -> date:
    month = MONTHS[found[1][:3].lower()]
    calendar_year = 2000 + int(found[2]) % 100 if found[2] else (year if month >= 9 else year + 1)
    return date(calendar_year, month, 1 if first else calendar.monthrange(calendar_year, month)[1])
