"""The two kinds of fact from files that are a reason to see a student: they are kept sealed, so all are opened at once."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Max, QuerySet, Sum

from chalkface.core.access import Access
from chalkface.queries.keeping import kept_near
from chalkface.records.models import RiskFact
from chalkface.records.sealed import opened_values

PREDICTED, REVIEW = "predicted_level", "ehcp_review"
# By student and kind: its days, the earliest first, with what was brought in as of each.
Brought = Mapping[tuple[int, str], list[tuple[date, int | None]]]


def brought(access: Access, among: Collection[int] | None = None) -> Brought:
    """Those facts of everybody (or of those asked for), past the manager: they are no secret of the risk indicator, and who may
    see what comes of them is asked where it is said.

    One query for some; for everybody two at most, of which the second opens every fact: only after some came, went or changed,
    each of which an import does.
    """
    rows = QuerySet(RiskFact).filter(school_id=access.school_id)
    if among is not None:
        return _opened(rows.filter(student_id__in=list(among)))
    state = rows.aggregate(many=Count("pk"), last=Max("pk"), imports=Sum("batch_id"))
    if not state["many"]:
        return {}
    return kept_near(f"brought:{access.school_id}:{':'.join(map(str, state.values()))}", lambda: _opened(rows))


def _opened(rows: QuerySet[RiskFact]) -> Brought:
    found: dict[tuple[int, str], list[tuple[date, int | None]]] = {}
    for student, kind, as_of, value in opened_values(rows, "student_id", "kind", "as_of", "value_e1"):
        if kind in (PREDICTED, REVIEW):
            found.setdefault((student, kind), []).append((as_of, value))
    for days in found.values():
        days.sort(key=lambda one: one[0])
    return found
