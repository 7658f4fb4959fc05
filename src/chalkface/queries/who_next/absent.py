"""Who was at none of the encounters that this year offered to their year group."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import Offer


def _columns(access: Access) -> dict:
    """How many activities of the year were open to the student's year group and have taken place since they joined."""
    open_to = Offer.objects.filter(
        academic_year=access.year, year_group=OuterRef("year_group"),
        activity__starts_on__gte=first_day(access.year), activity__starts_on__lte=access.on,
    ).order_by().values("year_group")  # fmt: skip
    return {"were_open": Coalesce(Subquery(open_to.annotate(many=Count("pk")).values("many")), 0)}


@reason("absent", columns=_columns)
def absent(row: Row, _: Today) -> str:
    many = row["were_open"]
    if not many or row["encounters"]:
        return ""
    return f"At none of the {many} encounters open to Year {row['year_group']} so far this year"
