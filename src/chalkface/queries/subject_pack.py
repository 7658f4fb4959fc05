"""Everything held about one student, table by table as the register says: what a subject access pack is made from.

Nothing here names a table: a record that leads to a student is in as soon as it exists, and what is left out is left out by
``content/register.yaml``. It reads past the wall's rights (who answers for the school's data gives all of it, also what they
may not read in daily work) and never past the wall between schools.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.apps import apps
from django.db import models
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.errors import NotAllowed
from chalkface.core.other_names import OtherNames
from chalkface.core.register import Field, Table, register
from chalkface.core.surveys import questionnaires
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.records.models import Carer, Student
from chalkface.records.sealed import fields_of
from chalkface.records.sealing import unseal
from chalkface.records.tenancy import across_schools

FREE = 60  # a text field that holds more than this was written by a person; what is shorter is a code or a name
NOT_WRITTEN = frozenset({"key", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname", "sen_needs"})
NAMED_BY = ("title", "name", "on")


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of one row. ``is_written``: free text, in which somebody else may be named."""

    field: Field
    row: int
    label: str
    plain: object
    text: str
    is_written: bool

    @property
    def place(self) -> tuple[str, int, str]:
        """Table, row and field: what a decision is about."""
        return (self.field.table, self.row, self.field.name)


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one table that are about the student."""

    table: Table
    rows: tuple[tuple[Piece, ...], ...]


def _may(access: Access) -> None:
    if not access.may("handle_rights"):
        raise NotAllowed(f"{access.role} may not put a pack together")


def models_by_table() -> Mapping[str, type[models.Model]]:
    """Every record by the name of its table."""
    return {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}


def student_lookup(table: Table, model: type[models.Model]) -> str | None:
    """The lookup that leads from a row to the student it is about; None for a table that leads to none."""
    if table.path:
        return f"{table.path}_id"
    path = getattr(model, "group_path", None)
    if path is None:
        return "student_id" if any(field.name == "student" for field in model._meta.concrete_fields) else None
    return f"{path}_id" if path else "pk"


def held(access: Access, student_id: int, *, part: str = "", only_record: bool = False) -> tuple[Held, ...]:
    """What is held about a student, in the order of the parts; of one ``part``, or only the educational record."""
    _may(access)
    with across_schools("a subject access pack"):  # read to the end in here: nothing outside may read as far as this does
        return tuple(_held(access.school_id, student_id, part, only_record))


def _held(school_id: int, student_id: int, part: str, only_record: bool) -> Iterator[Held]:
    known, found = models_by_table(), register()
    for code in [part] if part else found.parts:
        for table in found.tables.values():
            shown = [one for one in table.fields.values() if one.pack in ("own", "ask")]
            if table.part != code or not shown or (only_record and not table.is_educational_record):
                continue
            rows = tuple(_rows(school_id, student_id, table, known[table.name], shown))
            if rows:
                yield Held(table, rows)


def _rows(school_id: int, student_id: int, table: Table, model: type, shown: list[Field]) -> Iterator[tuple[Piece, ...]]:
    lookup = student_lookup(table, model)
    kinds = {field.name: field for field in fields_of(model)}
    named = [one.name for one in shown if (kind := kinds.get(one.name)) is not None and kind.is_relation]
    rows = model.objects.filter(school_id=school_id, **{lookup: student_id}).select_related(*named).order_by("pk")
    for row in rows:
        pieces = [_piece(one, row, kinds.get(one.name), student_id) for one in shown]
        yield tuple(piece for piece in pieces if piece is not None)


def _piece(field: Field, row: models.Model, kind: models.Field | None, student_id: int) -> Piece | None:
    """A field with its value in words; None for what is empty, or only ties rows together."""
    value = getattr(row, field.name)
    if kind is not None and kind.is_relation:
        value = _name_of(value)
    if field.kind == "secret" and field.table == "confidential_note":
        value = unseal(value, school_id=row.school_id, student_id=student_id)
    if field.table == "survey_return" and isinstance(value, dict):
        value = _with_questions(row, value)
    if value is None or value == "" or value == [] or value == {}:
        return None
    long = isinstance(kind, models.TextField | models.JSONField) or (getattr(kind, "max_length", None) or 0) >= FREE
    written = long and not isinstance(value, bool | int | date) and field.name not in NOT_WRITTEN and not kind.is_relation
    return Piece(field, row.pk, register().label(field.name), _plain(value), _words(field.name, value), written)


def _with_questions(row: models.Model, answers: dict) -> dict:
    """The answers of a survey under the words of its questions."""
    found = questionnaires().get(row.survey.questionnaire)
    if found is None:
        return answers
    asked = {one.id: one for one in found.questions}
    return {asked[code].says if code in asked else code: asked[code].words_of(said) if code in asked else said
            for code, said in answers.items()}  # fmt: skip


def _name_of(related: models.Model | None) -> object:
    """What the thing is called that a row points to, where it is not about a person."""
    if related is None or register().tables[related._meta.db_table].about in ("student", "family"):
        return None
    return next((getattr(related, name) for name in NAMED_BY if getattr(related, name, None)), None)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value


def _words(name: str, value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            there = timezone.localtime(value)
            return f"{day_words(there.date())}, {there:%H:%M}"
        case date():
            return day_words(value)
        case dict():
            return "\n".join(f"{key}: {_words('', said)}" for key, said in value.items())
        case list():
            return "\n".join(_words("", said) for said in value)
        case int() if name.endswith("_e4"):
            return f"{value / 10_000:g}"
        case int() if name.endswith("_e1"):
            return f"{value / 10:g}"
        case str() if name == "route":
            return titles().get(value, value)
        case str() if name == "kind":
            return ACTIVITY_KINDS.get(value, value.replace("_", " "))
        case _:
            return str(value)


def other_names(access: Access, student_id: int) -> OtherNames:
    """The names of everybody else at the school that what is written about one student could tell: students and carers."""
    _may(access)
    names = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
    people, own = [], ()
    with across_schools("a subject access pack"):
        rows = Student.objects.filter(school_id=access.school_id).values_list("pk", *names)
        for pk, legal, surname, called, called_surname in rows:
            if pk == student_id:
                own = (legal, surname, called, called_surname)
            else:
                people += [(legal, surname), (called, called_surname)]
        for name in Carer.objects.filter(school_id=access.school_id).values_list("name", flat=True):
            forename, _, surname = name.strip().rpartition(" ")
            people.append((forename, surname))
    return OtherNames(people, own)
