"""Who was at none of the encounters that this year offered to their year group."""

from django.db.models import Exists, OuterRef

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import Offer


def _columns(access: Access) -> dict:
    """Whether any activity of the year that has taken place was open to the student's year group."""
    open_to = Offer.objects.filter(
        academic_year=access.year, year_group=OuterRef("year_group"),
        activity__starts_on__gte=first_day(access.year), activity__starts_on__lte=access.on,
    )  # fmt: skip
    return {"some_were_open": Exists(open_to)}


@reason("absent", columns=_columns)
def absent(row: Row, _: Today) -> str:
    if row["encounters"] or not row["some_were_open"]:
        return ""
    return f"At none of this year’s encounters open to Year {row['year_group']} so far"
