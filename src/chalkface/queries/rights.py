"""Requests about somebody's data: by when each is owed, what must be decided before a pack goes out, and the pack itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.other_names import OtherNames
from chalkface.core.register import register
from chalkface.core.years import academic_year_of
from chalkface.queries.calendar import half_terms
from chalkface.queries.subject_pack import Held, Piece, held, other_names
from chalkface.queries.whose_lines import LinesOf, received_files, whose_lines
from chalkface.records.models import Carer, Redaction, RightsRequest, School, Student
from chalkface.records.tenancy import across_schools

PACKS = ("access", "educational_record")
LEFT_OUT = "[left out: it is about somebody else]"
Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. ``days_left`` is negative when it is late; None once it is closed or while its clock stands still."""

    id: int
    student: int
    name: str
    kind: str
    asked_by: str
    entitled: str
    asked_on: date
    due_on: date
    paused_on: date | None
    extended_on: date | None
    state: str
    answered_on: date | None
    because: str
    said: str
    edition: int
    days_left: int | None


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A text of the pack: whom it seems to name, what was decided ("" nothing yet), whether it must be, whether it is shown."""

    piece: Piece
    title: str
    names: tuple[str, ...]
    how: str
    must: bool
    may_show: bool

    @property
    def code(self) -> str:
        """Its name in a form."""
        return ":".join(map(str, self.piece.place))


@dataclass(frozen=True, slots=True)
class SubjectPack:
    """What is handed over: the tables with what was decided carried out, and the student's own lines of received files."""

    school: str
    is_example: bool
    name: str
    on: date
    kind: str
    held: tuple[Held, ...]
    originals: tuple[tuple[str, bytes], ...]
    left_out: int
    notes: tuple[int, ...]


def _line(row: RightsRequest, on: date) -> Asked:
    left = (row.due_on - on).days if row.state == "open" else None
    return Asked(
        row.pk, row.student_id, row.student.name, row.kind, row.asked_by, row.entitled, row.asked_on, row.due_on, row.paused_on,
        row.extended_on, row.state, row.answered_on, row.because, row.said, row.edition, left,
    )  # fmt: skip


def requests(access: Access, student_id: int | None = None) -> tuple[Asked, ...]:
    """What was asked, the open ones first, the nearest day on top; of one student or of all."""
    rows = RightsRequest.objects.select_related("student")
    if student_id is not None:
        rows = rows.filter(student_id=student_id)
    found = [_line(row, access.on) for row in rows.order_by("due_on", "pk")[:500]]
    return tuple(sorted(found, key=lambda one: (one.state not in ("open", "paused"), one.due_on)))


def request_of(access: Access, number: int) -> Asked | None:
    """One request; None when there is none."""
    row = RightsRequest.objects.select_related("student").filter(pk=number).first()
    return None if row is None else _line(row, access.on)


@dataclass(frozen=True, slots=True)
class OwnAsked:
    """A request as the student reads of it who made it, or for whom it was made."""

    kind: str
    asked_on: date
    due_on: date
    state: str
    answered_on: date | None
    said: str


def own_requests(access: Access, student_id: int) -> tuple[OwnAsked, ...]:
    """For the student whose record it is, and nobody else: what was asked about it, the newest first."""
    if access.role != "student" or student_id not in access.owned("see_own_pages"):
        return ()
    # Past the managers, which show these rows to the careers leader alone. What a parent asked is the parent's.
    rows = QuerySet(RightsRequest).filter(school_id=access.school_id, student_id=student_id, asked_by="student")
    columns = ("kind", "asked_on", "due_on", "state", "answered_on", "said")
    return tuple(OwnAsked(*row) for row in rows.order_by("-asked_on", "-pk").values_list(*columns)[:20])


@dataclass(frozen=True, slots=True)
class Family:
    """Who may come to ask for a student's data: the student, and the parents on record."""

    id: int
    name: str
    born: date | None
    is_academy: bool
    carers: Mapping[int, tuple[str, bool]]


def who_could_ask(access: Access, student_id: int) -> Family | None:
    """The student with their carers (number → name, whether they are shut out); None when there is no such student."""
    student = Student.objects.filter(pk=student_id).first()
    if student is None:
        return None
    with across_schools("who may ask for a student's data"):
        rows = Carer.objects.filter(school_id=access.school_id, student_id=student_id).exclude(ends_on__lt=access.on)
        carers = {pk: (name, shut) for pk, name, shut in rows.order_by("name").values_list("pk", "name", "no_contact")}
        trust = School.objects.values_list("trust", flat=True).get(pk=access.school_id)
    return Family(student.pk, student.name, student.date_of_birth, bool(trust.strip()), carers)


def terms_from(access: Access, day: date) -> tuple:
    """The half-terms of the year of a day and of the next, in which school days are counted."""
    year = academic_year_of(day)
    return (*half_terms(access, year), *half_terms(access, year + 1))


def decisions(number: int) -> dict[Place, str]:
    """What was decided of each text of a request's pack."""
    rows = Redaction.objects.filter(request_id=number).values_list("table", "row", "field", "how")
    return {(table, row, field): how for table, row, field, how in rows}


def _judged(access: Access, asked: Asked, found: Held, names: OtherNames, said: Mapping[Place, str]) -> Iterator[ToDecide]:
    for row in found.rows:
        for piece in row:
            inside = names.inside(piece.text) if piece.is_written else ()
            kept_apart = asked.asked_by == "parent" and found.table.part == "said"
            must = bool(inside) or piece.field.pack == "ask" or (piece.is_written and kept_apart)
            seen = piece.field.seen
            may_show = piece.field.pack == "own" and seen != "-" and access.may(seen)
            yield ToDecide(piece, found.table.title, inside, said.get(piece.place, ""), must, may_show)


def _of_record(asked: Asked) -> bool:
    return asked.kind == "educational_record"


def texts(access: Access, asked: Asked, part: str = "") -> tuple[ToDecide, ...]:
    """The texts of a pack that somebody wrote, those that must be decided first."""
    names, said = other_names(access, asked.student), decisions(asked.id)
    all_held = held(access, asked.student, part=part, only_record=_of_record(asked))
    found = [one for table in all_held for one in _judged(access, asked, table, names, said)]
    shown = [one for one in found if one.must or one.piece.is_written]
    return tuple(sorted(shown, key=lambda one: not one.must or bool(one.how)))


def _gives_originals(asked: Asked) -> bool:
    """Whether lines of received files are given: nobody decides about them text by text. So not to a parent, to whom what the
    student said is given by decision only, nor once some text was left out, which may stand in a line as well."""
    return not _of_record(asked) and asked.asked_by != "parent" and "all" not in decisions(asked.id).values()


def originals_of(access: Access, asked: Asked, lines_of: LinesOf) -> tuple[tuple[str, bytes], ...]:
    """(name, content) of what ``lines_of`` finds of the student in received files, where any is given. It may take a minute."""
    if not _gives_originals(asked):
        return ()
    return tuple(lines_of(received_files(access), whose_lines(access, asked.student), access.on))


def subject_pack(access: Access, asked: Asked, originals: tuple[tuple[str, bytes], ...]) -> SubjectPack:
    """The pack, as decided, with ``originals_of`` the request. Raises ``Refused`` while a text that seems to name somebody else
    waits for a decision."""
    names, said = other_names(access, asked.student), decisions(asked.id)
    out, waiting, left_out, notes = [], 0, 0, []
    for found in held(access, asked.student, only_record=_of_record(asked)):
        judged = {one.piece.place: one for one in _judged(access, asked, found, names, said)}
        waiting += sum(one.must and not one.how for one in judged.values())
        left_out += sum(one.how == "all" for one in judged.values())
        rows = tuple(tuple(_as_decided(judged[piece.place], names) for piece in row) for row in found.rows)
        out.append(replace(found, rows=rows))
        if found.table.name == "confidential_note":
            notes += [one.piece.row for one in judged.values() if one.piece.field.name == "sealed" and one.how != "all"]
    if waiting:
        many = "one text waits" if waiting == 1 else f"{waiting} texts wait"
        raise Refused(f"Before the pack is made, {many} for a decision: they may tell about somebody else.")
    school = School.objects.values_list("name", "is_example").get(pk=access.school_id)
    files = originals if _gives_originals(asked) else ()
    return SubjectPack(*school, asked.name, access.on, asked.kind, tuple(out), files, left_out, tuple(notes))


def _as_decided(one: ToDecide, names: OtherNames) -> Piece:
    if one.how == "all":
        return replace(one.piece, plain=LEFT_OUT, text=LEFT_OUT)
    if one.how == "names":
        text = names.blacked_out(one.piece.text)
        return replace(one.piece, plain=text, text=text)
    return one.piece


def parts_left(found: tuple[ToDecide, ...]) -> list[dict[str, object]]:
    """The parts of the pack with how many texts each holds and how many of them wait."""
    tables = register().tables
    counted = {code: [0, 0] for code in register().parts}
    for one in found:
        part = counted[tables[one.piece.field.table].part]
        part[0] += 1
        part[1] += one.must and not one.how
    titles = register().parts
    return [
        {"code": code, "title": titles[code], "texts": many, "left": left} for code, (many, left) in counted.items() if many
    ]
