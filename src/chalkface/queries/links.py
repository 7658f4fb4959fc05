"""The door of a dated link: which ask a secret opens, and what its holder may read there besides the ask itself."""

from datetime import date

from chalkface.core.access import Access
from chalkface.records.models import Ask, Judgement, TaughtSubject
from chalkface.records.tenancy import across_schools


def judge_of(ask_id: int) -> str:
    """Under which name the answers of an ask are kept among the judgements."""
    return f"ask-{ask_id}"


def ask_at_door(digest: str, on: date) -> tuple[Access, int] | None:
    """The access that a secret gives on a day, and the one ask it is for. None when it is unknown, cancelled or has ended."""
    with across_schools("the door of a dated link"):
        found = Ask.objects.filter(digest=digest).values_list("school_id", "pk", "cancelled_on", "expires_on").first()
    if found is None or found[2] is not None or found[3] < on:
        return None
    return Access(found[0], "link", on), found[1]


def said_through(access: Access, ask_id: int) -> dict[str, tuple[str, str]]:
    """Statement → (level, reason): the latest answers given to an ask of the access's own school. Whoever answers may read
    their own answers, though no others."""
    with across_schools("the door of a dated link"):
        rows = Judgement.objects.filter(school_id=access.school_id, judge=judge_of(ask_id)).order_by("judged_on", "pk")
        return {statement: (level, why) for statement, level, why in rows.values_list("statement", "level", "evidence")}


def year_groups_taught(access: Access, *, subject: str, academic_year: int) -> tuple[int, ...]:
    """The year groups that a subject is taught to at the access's own school, for who adds a lesson of it."""
    with across_schools("the door of a dated link"):
        rows = TaughtSubject.objects.filter(school_id=access.school_id, subject=subject, academic_year=academic_year)
        return tuple(rows.order_by("year_group").values_list("year_group", flat=True))
