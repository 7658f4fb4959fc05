"""The loop: a need is raised, something agreed, its owner does it, the student answers, the owner of the need confirms.

Only true owners act. A need is met when the one who owns it says so, after everything agreed for it is done and while the
student's last word is not "not yet".
"""

from collections.abc import Sequence
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.needs import OWNER_TITLES
from chalkface.operations.agreeing import called, new_agreed, new_need, wrong_owner
from chalkface.operations.changing import change
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.queries.owning import Owning, student_of, who_confirms
from chalkface.records.models import Action, Ask, Need

DONE, DOING = "done", "doing"
MET, NOT_YET = "met", "not_yet"
LONGEST_WORDS = 2_000


@operation(needs="keep_guidance", codes=("owner_kind",))
def raise_need(
    access: Access,
    *,
    student_id: int,
    kind: str,
    detail: str = "",
    owner_kind: str = "",
    owner_account: int | None = None,
    owner: str = "",
    meeting_id: int | None = None,
    actions: Sequence[int] = (),
) -> int:
    """Write down what a student needs; returns its number. ``actions`` are agreed actions of theirs that serve it and serve no
    other need yet. Raises ``FormRefused``, and ``Refused`` for such an action."""
    row = new_need(
        access, student_id=student_id, kind=kind, detail=detail, meeting_id=meeting_id, owner_kind=owner_kind,
        owner_account=owner_account, owner=owner,
    )  # fmt: skip
    for number in actions:
        agreed = held(Action, number, "action")
        if student_of(agreed) != student_id or agreed.need_id is not None:
            raise Refused("That action is not this student's, or serves another need.", field="actions")
        change(access, agreed, {"need_id": row.pk, "student_id": student_id}, edition=None, deed="raise_need")
    note(need=row.pk)
    return row.pk


@operation(needs="keep_guidance", changes_figures=True, codes=("owner_kind",))
def agree(
    access: Access,
    *,
    student_id: int,
    what: str,
    owner_kind: str,
    owner_account: int | None = None,
    owner: str = "",
    need_id: int | None = None,
    meeting_id: int | None = None,
    due_on: date | None = None,
) -> int:
    """Agree on an action for a student; returns its number. A need that was met and gets a new action is open again. Raises
    ``FormRefused``."""
    return new_agreed(
        access, student_id=student_id, what=what, owner_kind=owner_kind, owner_account=owner_account, owner=owner,
        need_id=need_id, meeting_id=meeting_id, due_on=due_on,
    ).pk  # fmt: skip


@operation(needs="follow_actions", changes_figures=True, codes=("owner_kind",))
def hand_on(
    access: Access,
    *,
    agreed_id: int,
    edition: int,
    owner_kind: str,
    owner_account: int | None = None,
    owner: str = "",
    due_on: date | None = None,
) -> bool:
    """Give an agreed action to somebody else, or another day; returns whether anything changed. Links of the owner before are
    dead from then on. Raises ``Refused`` when it is done, or was changed since the form was opened; ``FormRefused``."""
    row, _ = held_agreed(agreed_id)
    if row.status == DONE and not _is_reopened(row):
        raise Refused("This is done, so there is nothing to hand on. Agree on something new instead.")
    if edition != row.edition:
        raise Refused("Somebody changed this while you were writing: look at how it stands now, and send it again.")
    if wrong := wrong_owner(access, owner_kind, owner_account, owner):
        raise FormRefused(wrong)
    same = (row.owner_kind, row.owner_account) == (owner_kind, owner_account)
    name = called(owner_kind, owner_account, owner)
    # An action that a file brought in may know its student only through its meeting; whoever it is handed to looks by student.
    new = {"owner_kind": owner_kind, "owner_account": owner_account, "owner": name, "due_on": due_on}
    new["student_id"] = student_of(row)
    if not same or name != row.owner:
        new["reminded_on"] = None
        end_links(access, row)
    return change(access, row, new, edition=edition, deed="hand_on")


@operation(needs="follow_actions")
def remind(access: Access, *, agreed_id: int) -> bool:
    """Remind the owner of an agreed action: it stands on their page, and in their digest as a number. Returns whether they had
    not been reminded today. Raises ``Refused`` when it is done."""
    row, _ = held_agreed(agreed_id)
    if row.status == DONE and not _is_reopened(row):
        raise Refused("This is done: there is nothing to remind anybody of.")
    return change(access, row, {"reminded_on": access.on}, edition=None, deed="remind")


@operation(needs="act_on_agreed", changes_figures=True)
def say_done(access: Access, *, agreed_id: int, words: str = "") -> bool:
    """Say that an agreed action of one's own is done; returns False when that was said already. Raises ``Refused`` when it is
    somebody else's."""
    row, _ = held_agreed(agreed_id)
    if not Owning(access).action(row):
        raise Refused(f"Only its owner can say that this is done: it is a task of {row.owner or 'somebody else'}.")
    return finish(access, row, words, "say_done")


@operation(needs="keep_own", changes_figures=True)
def student_answers(access: Access, *, agreed_id: int, answer: str, words: str = "") -> bool:
    """A student's answer to what was done for them: "met" or "not_yet". "Not yet" takes the action up again, and a need that
    was met is open again. Returns whether anything changed. Raises ``Refused``."""
    row, need = held_agreed(agreed_id)
    if student_of(row) not in access.owned("keep_own"):
        raise Refused("That was not agreed with you.")
    if answer not in (MET, NOT_YET):
        raise Refused("Choose an answer: it helped, or not yet.", field="answer")
    _check_words(words)
    if row.status != DONE:
        if row.student_said == NOT_YET == answer:  # sent twice, or with better words
            return change(access, row, {"student_words": words.strip()}, edition=None, deed="student_answers")
        raise Refused("This is not done yet, so there is nothing to answer. Ask whoever has it to do.")
    new = {"student_said": answer, "student_said_on": access.on, "student_words": words.strip()}
    if answer == NOT_YET:
        new |= {"status": DOING, "done_on": None, "need_met": False, "confirmed_on": None, "reminded_on": None}
        if need is not None:
            change(access, need, {"met_on": None, "met_by": None}, edition=None, deed="student_answers")
    return change(access, row, new, edition=None, deed="student_answers")


@operation(needs="confirm_need", changes_figures=True)
def confirm_action(access: Access, *, agreed_id: int, reason: str = "") -> bool:
    """Say that an action that is done met the need; returns False when that was said already. When all actions of a need are
    confirmed, the need is met. For the need's owner, and for a careers leader who writes why. Raises ``Refused``."""
    row, need = held_agreed(agreed_id)
    kind, account = who_confirms(row)
    _check_owner(access, kind, account, student_of(row), reason)
    if need is not None and need.dropped_on is not None:
        raise Refused("This need was dropped, so it cannot be met.")
    changed = _confirm(access, row, reason)
    if need is not None and not _unconfirmed(need).exists():
        _meet(access, need, reason)
    return changed


@operation(needs="confirm_need", changes_figures=True)
def confirm_need_met(access: Access, *, need_id: int, reason: str = "") -> bool:
    """Say that a need is met, and with it every action agreed for it; returns False when it was met already. Raises
    ``Refused`` while one is not done, or the student's last word on one is "not yet"."""
    need = held(Need, need_id, "need")
    _check_owner(access, need.owner_kind, need.owner_account, need.student_id, reason)
    if need.dropped_on is not None:
        raise Refused("This need was dropped, so it cannot be met.")
    for row in _unconfirmed(need).select_for_update(of=("self",)):
        _confirm(access, row, reason)
    return _meet(access, need, reason)


@operation(needs="confirm_need")
def drop_need(access: Access, *, need_id: int, reason: str) -> bool:
    """Give a need up, with a reason: it was a mistake, or is not one any more. Returns False when it was dropped already.
    Raises ``Refused`` without a reason, when it is met, and while something agreed for it is not done."""
    need = held(Need, need_id, "need")
    _check_owner(access, need.owner_kind, need.owner_account, need.student_id, reason)
    if need.dropped_on is not None:
        return False
    if not reason.strip():
        raise Refused("Say why it is dropped: whoever looks next year will ask.", field="reason")
    if need.met_on is not None:
        raise Refused("This need is met, so there is nothing to drop.")
    if Action.objects.filter(need=need).exclude(status=DONE).exists():
        raise Refused("Something agreed for it is not done. Finish that first, or hand it on.")
    return change(
        access, need, {"dropped_on": access.on, "dropped_because": reason.strip()}, edition=None, deed="drop_need"
    )


def finish(access: Access, row: Action, words: str, deed: str) -> bool:
    """Mark an action, held, as done by its owner; whether the need is met stays open. False when it was done already."""
    _check_words(words)
    if row.status == DONE and not _is_reopened(row):
        return False
    new = {"status": DONE, "done_on": access.on, "done_words": words.strip(), "need_met": None, "confirmed_on": None}
    return change(access, row, new, edition=None, deed=deed)


def held_agreed(agreed_id: int) -> tuple[Action, Need | None]:
    """An agreed action and its need, both locked, the need first: everybody locks in this order."""
    need_id = Action.objects.filter(pk=agreed_id).values_list("need_id", flat=True).first()
    need = Need.objects.select_for_update(of=("self",)).filter(pk=need_id).first() if need_id is not None else None
    return held(Action, agreed_id, "action"), need


def end_links(access: Access, row: Action) -> None:
    """End every link that was made for an action and still works."""
    Ask.objects.filter(action=row, purpose="agreed", cancelled_on=None).update(cancelled_on=access.on)


def _check_words(words: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise Refused(f"That is longer than {LONGEST_WORDS:,} characters: a few sentences are enough.", field="words")


def _is_reopened(row: Action) -> bool:
    """Whether the student said "not yet" after it was said to be done."""
    said = row.student_said == NOT_YET and row.student_said_on is not None
    return said and (row.done_on is None or row.student_said_on > row.done_on)


def _check_owner(access: Access, kind: str, account: int | None, student_id: int | None, reason: str) -> None:
    if Owning(access).owns(kind, account, student_id):
        return
    if "careers_leader" not in (access.role, *access.also):
        raise Refused(f"Only the owner of this need can say that. It is owned by {OWNER_TITLES.get(kind, 'somebody else')}.")
    if not reason.strip():
        raise Refused("This need is somebody else's: write why you say this in their place.", field="reason")


def _unconfirmed(need: Need):
    return Action.objects.filter(need=need).exclude(need_met=True, confirmed_on__isnull=False, status=DONE).order_by("pk")


def _confirm(access: Access, row: Action, reason: str) -> bool:
    if row.status != DONE:
        raise Refused("Something that was agreed is not done yet, so the need cannot be met by it.")
    if _is_reopened(row):
        raise Refused("The student says “not yet”. First the owner of the action has to say again that it is done.")
    if row.need_met and row.confirmed_on is not None:
        return False
    return change(
        access, row, {"need_met": True, "confirmed_on": access.on}, edition=None, deed="confirm_action", reason=reason
    )


def _meet(access: Access, need: Need, reason: str) -> bool:
    if need.met_on is not None:
        return False
    new = {"met_on": access.on, "met_by": access.account_id}
    return change(access, need, new, edition=None, deed="confirm_need_met", reason=reason)
