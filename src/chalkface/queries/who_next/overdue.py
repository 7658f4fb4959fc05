"""With whom something was agreed that is past its day."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from chalkface.core.access import Access
from chalkface.queries.overdue import overdue as late_actions
from chalkface.queries.who_next.announce import Row, Today, reason


def _columns(access: Access) -> dict:
    late = late_actions(access).filter(student=OuterRef("student")).order_by().values("student")
    return {"late": Coalesce(Subquery(late.annotate(many=Count("pk")).values("many")), 0)}


@reason("overdue", columns=_columns)
def overdue(row: Row, _: Today) -> str:
    late = row["late"]
    return f"{late} agreed {'action is' if late == 1 else 'actions are'} past the day" if late else ""
