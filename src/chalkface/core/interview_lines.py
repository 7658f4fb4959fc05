"""Reading what is typed or pasted about interview days: periods of a day, and lessons that are not to be missed."""

import re
from datetime import date, time, timedelta

from chalkface.core.errors import FormRefused

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRM = {"": True, "never": True, "rather not": False}
MOST_DAYS, MOST_PERIOD, MOST_LINES = 120, 20, 2_000
_PERIOD = re.compile(r"(\d{1,2})(?:\s+(\d{1,2}:\d\d)\s*[-–to ]+\s*(\d{1,2}:\d\d))?")
_BREAK = re.compile(r"[,;\t]")


def days_between(first: date, last: date, weekdays: set[int]) -> list[date]:
    """The days from first to last that are one of the weekdays (0 is Monday), at most ``MOST_DAYS`` of them."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays][:MOST_DAYS]


def read_periods(text: str) -> list[tuple[int, time | None, time | None]]:
    """One period on each line: its number and, if wanted, from when until when (``3 10:45-11:35``).

    Raises ``FormRefused`` with a sentence for each line that cannot be read.
    """
    found, wrong = [], []
    for number, line in _lines(text):
        match = _PERIOD.fullmatch(line)
        try:
            if match is None or int(match[1]) > MOST_PERIOD:
                raise ValueError
            starts, ends = (time.fromisoformat(part.zfill(5)) if part else None for part in match.groups()[1:])
            if starts is not None and ends is not None and ends <= starts:
                raise ValueError
        except ValueError:
            how = "write a period like 3, or with its times like 3 10:45-11:35."
            wrong.append(("periods", f"Line {number}, “{line[:40]}”: {how}"))
            continue
        found.append((int(match[1]), starts, ends))
    if wrong:
        raise FormRefused(wrong[:10])
    return found


def read_lessons(text: str) -> list[tuple[str, int, int, str, bool]]:
    """One lesson on each line: tutor group, day of the week, period, subject, and "never" or "rather not", as a table or a
    CSV file has them; with nothing there it is never. The last of each is whether it is never to be missed.

    A first line of headings is passed over. Raises ``FormRefused`` with a sentence for each line that cannot be read.
    """
    found, wrong = [], []
    lines = _lines(text)
    if len(lines) > MOST_LINES:
        raise FormRefused([("lines", f"That is {len(lines):,} lines; the most at once is {MOST_LINES:,}.")])
    for number, line in lines:
        parts = [part.strip().strip('"') for part in _BREAK.split(line)]
        if number == 1 and len(parts) > 2 and not parts[2].isdecimal():
            continue
        day = _weekday(parts[1]) if len(parts) > 1 else None
        if len(parts) < 3 or day is None or not parts[0] or not parts[2].isdecimal() or int(parts[2]) > MOST_PERIOD:
            how = "write tutor group, day, period, subject, as in 11A, Monday, 3, Chemistry."
            wrong.append(("lines", f"Line {number}, “{line[:40]}”: {how}"))
            continue
        said = (parts[4] if len(parts) > 4 else "").casefold().rstrip(".")
        if said not in FIRM:
            how = "after the subject comes “never” or “rather not”, or nothing."
            wrong.append(("lines", f"Line {number}, “{line[:40]}”: {how}"))
            continue
        found.append((parts[0][:50], day, int(parts[2]), (parts[3] if len(parts) > 3 else "")[:200], FIRM[said]))
    if wrong:
        raise FormRefused(wrong[:10])
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _weekday(text: str) -> int | None:
    begun = text.casefold()
    return next((n for n, day in enumerate(WEEKDAYS) if len(begun) >= 2 and day.casefold().startswith(begun)), None)
