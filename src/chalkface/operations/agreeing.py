"""Writing down a need and an action that was agreed: parts of the deeds that log guidance, to be called inside one of them."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.errors import FormRefused
from chalkface.core.needs import NEED_OWNERS, OWNER_TITLES, kinds
from chalkface.operations.editing import check_lengths, free_key, remember
from chalkface.queries.people import is_member, name_of_account
from chalkface.records.models import Action, GuidanceMeeting, Need, Student

# Who acts by an account of the staff, and so can be named by one.
WITH_ACCOUNT = ("adviser", "careers_leader", "tutor", "teacher", "senco")


def new_need(
    access: Access,
    *,
    student_id: int,
    kind: str,
    detail: str = "",
    meeting_id: int | None = None,
    owner_kind: str = "",
    owner_account: int | None = None,
    owner: str = "",
) -> Need:
    """A need of a student, raised today. Without an owner it is owned by whoever usually owns its kind; the adviser who
    raises one for the adviser owns it by name. Raises ``FormRefused``."""
    wrong = _wrong_student(student_id, meeting_id)
    if kind not in kinds():
        wrong.append(("kind", "Choose what is needed from the list."))
    kind_of_owner = owner_kind or (kinds()[kind].owner if kind in kinds() else "")
    if kind in kinds() and kind_of_owner not in NEED_OWNERS:
        wrong.append(("owner_kind", "Choose who will say that the need is met."))
    wrong += _wrong_account(access, kind_of_owner, owner_account)
    if wrong:
        raise FormRefused(wrong)
    if kind_of_owner == "adviser" and owner_account is None and "adviser" in (access.role, *access.also):
        owner_account = access.account_id
    row = Need(
        school_id=access.school_id,
        student_id=student_id,
        meeting_id=meeting_id,
        kind=kind,
        detail=detail.strip(),
        raised_on=access.on,
        raised_by=access.account_id,
        owner_kind=kind_of_owner,
        owner_account=owner_account,
        owner=called(kind_of_owner, owner_account, owner),
    )
    check_lengths(row, {"detail": row.detail, "owner": row.owner})
    row.save()
    remember(access, row, deed="raise_need", fields={})
    return row


def new_agreed(
    access: Access,
    *,
    student_id: int,
    what: str,
    meeting_id: int | None = None,
    need_id: int | None = None,
    owner_kind: str,
    owner_account: int | None = None,
    owner: str = "",
    due_on: date | None = None,
) -> Action:
    """An action agreed with a student. Raises ``FormRefused``."""
    wrong = _wrong_student(student_id, meeting_id)
    what = what.replace("\r\n", "\n").strip()
    if not what:
        wrong.append(("what", "What was agreed?"))
    if need_id is not None and not Need.objects.filter(pk=need_id, student_id=student_id, dropped_on=None).exists():
        wrong.append(("need_id", "Choose a need of this student that is still open."))
    wrong += wrong_owner(access, owner_kind, owner_account, owner)
    if wrong:
        raise FormRefused(wrong)
    reopened = Need.objects.filter(pk=need_id).exclude(met_on=None) if need_id is not None else Need.objects.none()
    reopened.update(met_on=None, met_by=None)
    meeting = GuidanceMeeting.objects.filter(pk=meeting_id).values_list("key", flat=True).first() if meeting_id else None
    student_key = Student.objects.values_list("key", flat=True).get(pk=student_id)
    row = Action(
        school_id=access.school_id,
        key=free_key(Action, derived_key("action", meeting or student_key, folded(what))),
        student_id=student_id,
        meeting_id=meeting_id,
        need_id=need_id,
        what=what,
        status="to_do",
        owner_kind=owner_kind,
        owner_account=owner_account,
        owner=called(owner_kind, owner_account, owner),
        due_on=due_on,
    )
    check_lengths(row, {"what": row.what, "owner": row.owner})
    row.save()
    remember(access, row, deed="agree", fields={})
    return row


def called(kind: str, account: int | None, name: str) -> str:
    """What an owner is called where it is read: the name given, else the account's, else the role."""
    return " ".join(name.split()) or name_of_account(account) or OWNER_TITLES.get(kind, "")


def wrong_owner(access: Access, kind: str, account: int | None, name: str) -> list[tuple[str, str]]:
    """What is wrong with the owner of an action, beside its question."""
    if kind not in OWNER_TITLES:
        return [("owner_kind", "Choose whose task it is.")]
    if kind == "other" and not name.strip():
        return [("owner", "Write who it is, so that everybody knows whom to ask.")]
    return _wrong_account(access, kind, account)


def _wrong_account(access: Access, kind: str, account: int | None) -> list[tuple[str, str]]:
    if account is None:
        return []
    if kind not in WITH_ACCOUNT or not is_member(account, kind, access.on):
        return [("owner_kind", "That person does not have this role here: choose another.")]
    return []


def _wrong_student(student_id: int, meeting_id: int | None) -> list[tuple[str, str]]:
    if not Student.objects.filter(pk=student_id).exists():
        return [("", "That student is not there any more.")]
    if meeting_id is not None and not GuidanceMeeting.objects.filter(pk=meeting_id, student_id=student_id).exists():
        return [("meeting_id", "That meeting is not this student's.")]
    return []
