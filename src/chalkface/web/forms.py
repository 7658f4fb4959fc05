"""Reading what a form sent: the text to a value, or a sentence that says what is wrong, beside the question it belongs to."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation

from chalkface.core.errors import FormRefused, Refused
from chalkface.core.years import YEARS

LONGEST_NUMBER = 18  # digits: no column holds a number that is longer


def whole_number(text: str, what: str) -> int:
    """A whole number. Raises ``Refused`` naming the question."""
    if not text.strip().isdecimal() or len(text) > 9:
        raise Refused(f"{what} must be a whole number.")
    return int(text)


def row_number(text: str) -> int:
    """The number of a row that a form sends along; 0, which no row has, for anything else or a number that no row can have."""
    return int(text) if text.isdecimal() and len(text) < 16 else 0


class Answers:
    """The answers of one form, read one by one; what is wrong is gathered, so that a person is told everything at once.

    Every reader returns the value (or an empty one when it is wrong) and takes the name of the field and what the question
    is called in a sentence. ``check()`` raises ``FormRefused`` when anything was wrong.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.errors: list[tuple[str, str]] = []

    def wrong(self, name: str, sentence: str) -> None:
        """Note a sentence beside a question."""
        self.errors.append((name, sentence))

    def check(self) -> None:
        """Raises ``FormRefused`` with every sentence noted."""
        if self.errors:
            raise FormRefused(self.errors)

    def text(self, name: str, what: str, *, required: bool = False, limit: int = 20_000) -> str:
        """A text, its ends trimmed and its line ends plain."""
        found = self.given.get(name, "").replace("\r\n", "\n").strip()
        if required and not found:
            self.wrong(name, f"{what} is missing.")
        if len(found) > limit:
            self.wrong(name, f"{what} is {len(found):,} characters long; the most that is kept is {limit:,}.")
        return found

    def day(self, name: str, what: str, *, required: bool = False) -> date | None:
        """A day as a date field sends it (2026-09-01)."""
        found = self.text(name, what, required=required, limit=40)
        if not found:
            return None
        try:
            day = date.fromisoformat(found)
        except ValueError:
            self.wrong(name, f"{what} must be a day, written like 2026-09-01.")
            return None
        if day.year not in YEARS:
            self.wrong(name, f"{what} is not a year that is meant: {day.year}.")
            return None
        return day

    def clock(self, name: str, what: str) -> time | None:
        """A time of day as a time field sends it (09:30)."""
        found = self.text(name, what, limit=20)
        if not found:
            return None
        try:
            return time.fromisoformat(found)
        except ValueError:
            self.wrong(name, f"{what} must be a time, written like 09:30.")
            return None

    def whole(self, name: str, what: str, *, required: bool = False, least: int = 0, most: int = 32_767) -> int | None:
        """A whole number between two bounds."""
        written = self.text(name, what, required=required)
        if not written:
            return None
        found = written.replace(",", "").removesuffix("%").strip()
        # int() itself refuses thousands of digits, with an error of its own.
        if not found.isdecimal() or len(found) > LONGEST_NUMBER or not least <= int(found) <= most:
            self.wrong(name, f"{what} must be a whole number from {least:,} to {most:,}.")
            return None
        return int(found)

    def hundredths(self, name: str, what: str, *, most: int = 20_000_000) -> int | None:
        """An amount with at most two decimals (12.50, £1,200) in hundredths: pounds to pence."""
        found = self.text(name, what, limit=20).replace(",", "").removeprefix("£").strip()
        if not found:
            return None
        try:
            amount = Decimal(found) * 100
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount != amount.to_integral_value() or not 0 <= amount <= most:
            self.wrong(name, f"{what} must be an amount such as 120 or 12.50.")
            return None
        return int(amount)

    def hours(self, name: str, what: str, *, most: int = 100_000) -> int | None:
        """Hours with decimals (1.5) in whole minutes."""
        found = self.text(name, what, limit=20)
        if not found:
            return None
        try:
            minutes = Decimal(found) * 60
        except InvalidOperation:
            minutes = Decimal(-1)
        if not minutes.is_finite() or not 0 <= minutes <= most:
            self.wrong(name, f"{what} must be hours, such as 2 or 1.5.")
            return None
        return round(minutes)

    def choice(self, name: str, what: str, allowed: Iterable[object], *, required: bool = False) -> str:
        """One of the given answers, as text."""
        found = self.text(name, what, required=required, limit=200)
        if found and found not in {str(one) for one in allowed}:
            self.wrong(name, f"{what}: choose one of the answers given.")
            return ""
        return found

    def number_of(self, name: str, what: str, allowed: Iterable[int], *, required: bool = False) -> int | None:
        """The number of a row that was offered in a list."""
        found = self.choice(name, what, allowed, required=required)
        return int(found) if found else None

    @property
    def edition(self) -> int:
        """The edition that the form was opened with; a form without one is as old as can be."""
        found = self.given.get("edition", "")
        return int(found) if found.isdecimal() and len(found) < 9 else -1
