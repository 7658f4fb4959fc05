"""Reading what a form sent: the text to a value, or a sentence that says what is wrong."""

from datetime import date

from chalkface.core.errors import Refused


def whole_number(text: str, what: str) -> int:
    """A whole number. Raises ``Refused`` naming the question."""
    if not text.strip().isdecimal() or len(text) > 9:
        raise Refused(f"{what} must be a whole number.")
    return int(text)


def given_day(text: str, what: str) -> date:
    """A day as a date field sends it (YYYY-MM-DD). Raises ``Refused`` naming the question."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"{what} must be a date, such as 2026-09-01.") from error
    if not 1900 <= day.year <= 2100:
        raise Refused(f"{what} must lie between 1900 and 2100.")
    return day
