"""The command line's own access to a school: whoever has a shell on the server has the school's data."""

from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import YEARS
from chalkface.jobs.server import ready_database
from chalkface.queries.schools import school_by_slug


def operator_at(slug: str, on: date | None = None) -> Access:
    """The operator's access to a school on a day (today unless given). Raises ``Refused`` for an unknown slug."""
    ready_database()
    return Access(school_id=school_by_slug(slug).pk, role="operator", on=on or timezone.localdate())


def given_day(text: str | None) -> date | None:
    """``--on``: a day as YYYY-MM-DD, or None. Raises ``Refused`` with the form to use."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is not a day: write it as 2026-03-31.") from error
    if day.year not in YEARS:
        raise Refused(f"{day} lies outside {YEARS[0]} to {YEARS[-1]}.")
    return day


def given_year(year: int | None) -> int | None:
    """``--year``: the academic year by the year it starts in, or None. Raises ``Refused`` outside what records may hold."""
    if year is not None and year not in YEARS:
        raise Refused(f"{year} is not an academic year: write 2025 for 2025/26.")
    return year
