"""What people ask of their data: taken down, its clock stopped and started, texts decided, the pack made, answered."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.answer_days import KINDS, MAY_BE_EXTENDED, due_on, resumed
from chalkface.core.errors import Refused
from chalkface.core.who_may_ask import ASKERS, OWN_KINDS, Asking, why_may_ask
from chalkface.core.words import day_words
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.operations.own_writing import once
from chalkface.operations.viewing import name_look, viewed
from chalkface.queries.rights import PACKS, Asked, SubjectPack, request_of, subject_pack, terms_from, texts, who_could_ask
from chalkface.records.models import NoteRead, Redaction, RightsRequest

HOW = ("all", "names", "keep")
LONGEST_SAID = 2_000
FOR_A_REQUEST = "a request for a copy of the data"


@operation(needs="handle_rights", codes=("kind", "asked_by"))
def take_down_request(
    access: Access,
    *,
    student_id: int,
    kind: str,
    asked_by: str,
    asked_on: date | None = None,
    carer_id: int | None = None,
    understands: bool = False,
    agrees: bool = False,
    has_authority: bool = False,
) -> int:
    """Take down what was asked; returns its number. Raises ``Refused`` for who may not ask, and beside what is wrong."""
    family = who_could_ask(access, student_id)
    if family is None:
        raise Refused("That student is not there any more.")
    if kind not in KINDS:
        raise Refused("Choose what is asked for.", field="kind")
    if asked_by not in ASKERS:
        raise Refused("Say who asks.", field="asked_by")
    day = asked_on or access.on
    if day > access.on:
        raise Refused("The day it was asked lies ahead.", field="asked_on")
    carer = family.carers.get(carer_id) if carer_id else None
    entitled = why_may_ask(
        Asking(
            kind, asked_by, family.born, is_academy=family.is_academy, is_carer=carer is not None,
            is_shut_out=bool(carer and carer[1]), understands=understands, agrees=agrees, has_authority=has_authority,
        ),
        access.on,
    )  # fmt: skip
    row = RightsRequest.objects.create(
        school_id=access.school_id, student_id=student_id, kind=kind, asked_by=asked_by, entitled=entitled, asked_on=day,
        due_on=due_on(kind, day, terms_from(access, day)), made_by=access.account_id,
    )  # fmt: skip
    note(rights_request=row.pk, entitled=entitled)
    return row.pk


@operation(needs="keep_own", codes=("kind",))
def ask_about_own(access: Access, *, student_id: int, key: UUID, kind: str, said: str = "", understands: bool = False) -> dict:
    """Take down what a student asks on their own pages; returns the day by which the answer is due.

    Raises ``Refused`` for somebody else's record, for what nobody asks there, under 16 without "I understand", for what needs
    words and has none, and for what is asked already and not answered.
    """
    family = who_could_ask(access, student_id) if student_id in access.owned("keep_own") else None
    if family is None:
        raise Refused("That is not your page.")
    if kind not in OWN_KINDS:
        raise Refused("Choose what you ask for.", field="kind")
    said = said.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_SAID:
        raise Refused(f"That is {len(said):,} characters long; the most that is kept is {LONGEST_SAID:,}.", field="said")
    if not said and kind != "access":
        raise Refused("Write what it is about, in your own words.", field="said")
    entitled = why_may_ask(Asking(kind, "student", family.born, understands=understands), access.on)

    def write() -> dict:
        # Past the managers, which show requests to the careers leader alone.
        before = QuerySet(RightsRequest).filter(school_id=access.school_id, student_id=student_id, kind=kind)
        if (open_one := before.filter(state__in=("open", "paused")).first()) is not None:
            raise Refused(f"You asked for this on {day_words(open_one.asked_on)}: it waits for its answer.", field="kind")
        row = RightsRequest.objects.create(
            school_id=access.school_id, student_id=student_id, kind=kind, asked_by="student", entitled=entitled,
            asked_on=access.on, due_on=due_on(kind, access.on, ()), said=said, made_by=access.account_id,
        )  # fmt: skip
        note(rights_request=row.pk, entitled=entitled)
        return {"due_on": row.due_on.isoformat()}

    return once(access, student_id, key, "ask_about_own", write)


def _open(request_id: int, *, states: tuple[str, ...] = ("open",)) -> RightsRequest:
    row = held(RightsRequest, request_id, "request")
    if row.state not in states:
        raise Refused(f"This request is {row.state}.")
    return row


@operation(needs="handle_rights")
def pause_request(access: Access, *, request_id: int) -> None:
    """Stop the clock while the school waits for the asker to say more."""
    row = _open(request_id)
    row.state, row.paused_on, row.edition = "paused", access.on, row.edition + 1
    row.save()


@operation(needs="handle_rights")
def resume_request(access: Access, *, request_id: int) -> None:
    """Start the clock again: the days it stood still are added."""
    row = _open(request_id, states=("paused",))
    row.due_on = resumed(row.due_on, row.paused_on, access.on)
    row.state, row.paused_on, row.edition = "open", None, row.edition + 1
    row.save()


@operation(needs="handle_rights")
def extend_request(access: Access, *, request_id: int, because: str) -> None:
    """Two months more for what is complex; the asker is told why within the first month."""
    row = _open(request_id)
    if row.kind not in MAY_BE_EXTENDED or row.extended_on is not None:
        raise Refused("This request cannot be given more time.")
    if not because.strip():
        raise Refused("Say why it is complex: the asker is told.", field="because")
    stood = row.due_on - due_on(row.kind, row.asked_on, ())
    row.due_on = due_on(row.kind, row.asked_on, (), extended=True) + stood
    row.because, row.extended_on, row.edition = because.strip()[:300], access.on, row.edition + 1
    row.save()


@operation(needs="handle_rights", codes=("state",))
def close_request(access: Access, *, request_id: int, state: str, because: str = "") -> None:
    """Answered, refused or withdrawn. A refusal needs its reason: the asker is told it, and that they may complain."""
    row = _open(request_id, states=("open", "paused"))
    if state not in ("answered", "refused", "withdrawn"):
        raise Refused("Say how it ended.", field="state")
    if state == "refused" and not because.strip():
        raise Refused("Say why it is refused: the asker is told.", field="because")
    row.state, row.answered_on, row.paused_on, row.edition = state, access.on, None, row.edition + 1
    row.because = because.strip()[:300] or row.because
    row.save()


def _asked(access: Access, request_id: int) -> Asked:
    found = request_of(access, request_id)
    if found is None or found.kind not in PACKS or found.state not in ("open", "paused"):
        raise Refused("There is no pack to be made for this request.")
    return found


@operation(needs="handle_rights")
def decide_texts(access: Access, *, request_id: int, decided: Mapping[str, str], because: str = "") -> int:
    """Keep what was decided of texts (``ToDecide.code`` → all, names or keep); returns how many. Later replaces earlier."""
    asked = _asked(access, request_id)
    there = {one.code: one for one in texts(access, asked)}
    if set(decided) - set(there) or set(decided.values()) - set(HOW):
        raise Refused("One of these texts is not in the pack any more. Open the page again.")
    for code, how in decided.items():
        table, row, name = there[code].piece.place
        Redaction.objects.filter(request_id=asked.id, table=table, row=row, field=name).delete()
        Redaction.objects.create(
            school_id=access.school_id, request_id=asked.id, table=table, row=row, field=name, how=how, because=because[:200]
        )
    note(texts=len(decided))
    return len(decided)


@operation(needs="handle_rights")
def make_pack(access: Access, *, request_id: int, originals: tuple[tuple[str, bytes], ...]) -> SubjectPack:
    """The pack of a request, with ``originals_of`` it, which are found before: others write meanwhile. That it was made is
    kept, and each confidential note in it as read."""
    asked = _asked(access, request_id)
    pack = subject_pack(access, asked, originals)
    viewed(access, [asked.student], "pack", FOR_A_REQUEST)
    at = timezone.now()
    rows = len(pack.notes)
    look = name_look(access, at=at, what="note", reason=FOR_A_REQUEST, role=access.role, rows=rows, prefix="note_")
    NoteRead.objects.bulk_create(
        NoteRead(
            school_id=access.school_id, note_id=number, at=at, account_number=access.account_id, role=access.role,
            reason=FOR_A_REQUEST, look=look,
        )
        for number in pack.notes
    )  # fmt: skip
    note(tables=len(pack.held), left_out=pack.left_out)
    return pack
