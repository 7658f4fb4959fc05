"""Whom the school marked as a priority: the one place outside the risk pages that reads the indicator, and only its mark."""

from django.db.models import OuterRef, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import RiskOverride, RiskScore

PRIORITY = "red"
# What is sealed of the score and of what was said instead, and what each is bound to.
SCORED = {"scored": "sealed", "model": "model_id", "day": "scored_on"}
SAID = {"said": "sealed", "said_by": "pk"}


def _columns(access: Access) -> dict:
    """The band of the year's latest score, and the one that a person put in its place. Neither leaves this module."""
    of_school = {"school_id": access.school_id, "student": OuterRef("student")}
    scored = QuerySet(RiskScore).filter(**of_school, academic_year=access.year, scored_on__lte=access.on)
    scored = scored.order_by("-scored_on", "-pk")
    otherwise = QuerySet(RiskOverride).filter(**of_school, made_on__lte=access.on, until__gte=access.on, lifted_on=None)
    otherwise = otherwise.order_by("-made_on", "-pk")
    return {
        **{f"band_{name}": Subquery(scored.values(column)[:1]) for name, column in SCORED.items()},
        **{f"band_{name}": Subquery(otherwise.values(column)[:1]) for name, column in SAID.items()},
    }


@reason("priority", columns=_columns)
def priority(row: Row, today: Today) -> str:
    if not today.access.may("see_risk_mark"):
        return ""
    return "Marked as a priority" if _band(row, today.access.school_id) == PRIORITY else ""


def _band(row: Row, school: int | None) -> str:
    if row["band_said"]:
        return RiskOverride.parts_in(row["band_said"], school, row["band_said_by"])["band"]
    if row["band_scored"]:
        known_by = (row["student_id"], row["band_model"], row["band_day"])
        return RiskScore.parts_in(row["band_scored"], school, *known_by)["band"]
    return ""
