"""Who asked in a survey that somebody talk with them. The question itself says who sees that it was asked; what else was
answered stays where it is."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.surveys import questionnaires
from chalkface.core.words import day_words
from chalkface.queries.who_next.announce import Row, Today, reason
from chalkface.records.models import SurveyReturn

RECENT = timedelta(days=60)


def _columns(access: Access) -> dict:
    sent = QuerySet(SurveyReturn).filter(
        school_id=access.school_id, student=OuterRef("student"), sent_at__date__lte=access.on,
        sent_at__date__gte=access.on - RECENT,
    ).order_by("-sent_at", "-pk")  # fmt: skip
    return {
        "survey_sent": Subquery(sent.values("sent_at")[:1]),
        "survey_said": Subquery(sent.values("answers")[:1]),
        "survey_asked": Subquery(sent.values("survey__questionnaire")[:1]),
    }


@reason("survey", columns=_columns)
def survey(row: Row, _: Today) -> str:
    sent, found = row["survey_sent"], questionnaires().get(str(row["survey_asked"]))
    if not isinstance(sent, datetime) or found is None or not found.asks_to_be_seen(row["survey_said"] or {}):
        return ""
    day = timezone.localtime(sent).date()
    return "" if row["met_on"] and row["met_on"] >= day else f"Asked in a survey on {day_words(day)} to talk with somebody"
