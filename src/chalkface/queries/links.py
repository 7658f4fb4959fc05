"""The door of a dated link: which ask a secret opens, and what its holder may read there besides the ask itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.queries.people import current_on
from chalkface.records.models import Action, Ask, Judgement, Membership, Student, TaughtSubject
from chalkface.records.tenancy import across_schools


def judge_of(ask_id: int) -> str:
    """Under which name the answers of an ask are kept among the judgements."""
    return f"ask-{ask_id}"


def ask_at_door(digest: str, on: date) -> tuple[Access, int] | None:
    """The access that a secret gives on a day, and the one ask it is for. None when it is unknown, cancelled or has ended, and
    when who made it, and has seen it, is no member of the school any more."""
    with across_schools("the door of a dated link"):
        columns = ("school_id", "pk", "cancelled_on", "expires_on", "made_by")
        found = Ask.objects.filter(digest=digest).values_list(*columns).first()
        if found is None or found[2] is not None or found[3] < on:
            return None
        school, ask, _, _, maker = found
        if maker is not None and not Membership.objects.filter(current_on(on), account_id=maker, school_id=school).exists():
            return None
    return Access(school, "link", on), ask


def gone_makers(access: Access, makers: Iterable[int | None]) -> frozenset[int]:
    """Of the accounts that made links of the access's own school, those that are no member on its day: their links open
    nothing, as ``ask_at_door`` and the other doors see to. One query, or none where nobody made any."""
    asked = {maker for maker in makers if maker is not None}
    if not asked:
        return frozenset()
    members = QuerySet(Membership).filter(current_on(access.on), school_id=access.school_id, account_id__in=asked)
    return frozenset(asked.difference(members.values_list("account_id", flat=True)))


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


@dataclass(frozen=True)
class AgreedAtDoor:
    """What the holder of a link for an agreed action may know: whom it is for by the first name, what was agreed, by when."""

    first_name: str
    what: str
    due_on: date | None
    is_done: bool


def agreed_at_door(access: Access, ask_id: int) -> AgreedAtDoor | None:
    """What was agreed, for the holder of the link of that ask; None for an ask about something else."""
    with across_schools("the door of a dated link"):
        asks = Ask.objects.filter(school_id=access.school_id, pk=ask_id, purpose="agreed")
        ask = asks.select_related("action__meeting").first()
        row = ask.action if ask is not None else None
        if row is None:
            return None
        student = row.student_id or (row.meeting.student_id if row.meeting_id else None)
        names = Student.objects.filter(school_id=access.school_id, pk=student).values_list(*_FORENAMES).first()
    return AgreedAtDoor(_first(names), row.what, row.due_on, row.status == "done")


def first_names(access: Access, actions: Iterable[int]) -> dict[int, str]:
    """Action → the first name of its student, of actions that were handed to this person by name: as much as a link would
    tell, for a student whose record they may not see."""
    with across_schools("the door of a dated link"):
        handed = Action.objects.filter(school_id=access.school_id, pk__in=list(actions), owner_account=access.account_id)
        whose = dict(handed.exclude(student_id__in=access.kept_from).values_list("pk", "student_id"))
        rows = Student.objects.filter(school_id=access.school_id, pk__in=[one for one in whose.values() if one])
        names = {pk: _first(names) for pk, *names in rows.values_list("pk", *_FORENAMES)}
    return {action: names.get(student, "") for action, student in whose.items()}


_FORENAMES = ("preferred_forename", "legal_forename")


def _first(names: Iterable[str] | None) -> str:
    return next((name for name in names or () if name), "")
