"""Whom the school marked as a priority: the one place outside the risk pages that reads the indicator, and only its mark."""

from django.db.models import OuterRef, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import RiskOverride, RiskScore

PRIORITY = "red"


def _columns(access: Access) -> dict:
    """The band of the year's latest score, and the one that a person put in its place. Neither leaves this module."""
    of_school = {"school_id": access.school_id, "student": OuterRef("student")}
    scored = QuerySet(RiskScore).filter(**of_school, academic_year=access.year, scored_on__lte=access.on)
    otherwise = QuerySet(RiskOverride).filter(**of_school, made_on__lte=access.on, until__gte=access.on, lifted_on=None)
    return {
        "band_scored": Subquery(scored.order_by("-scored_on", "-pk").values("band")[:1]),
        "band_said": Subquery(otherwise.order_by("-made_on", "-pk").values("band")[:1]),
    }


@reason("priority", columns=_columns)
def priority(row: Row, today: Today) -> str:
    marked = (row["band_said"] or row["band_scored"]) == PRIORITY
    return "Marked as a priority" if marked and today.access.may("see_risk_mark") else ""
