"""Who one student is: the head of their record, and the protected details, whose every reading is kept."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from chalkface.core.access import Access, Scope
from chalkface.core.family import age_on
from chalkface.queries.students import CHARACTERISTICS
from chalkface.records.models import Share, Student

_YEARS = {
    "in_year": "enrolments__academic_year",
    "in_group": "enrolments__year_group",
    "in_tutor_group": "enrolments__tutor_group",
}


@dataclass(frozen=True)
class StudentCard:
    """The head of a record, as far as the access may know: what it may not is None. ``years`` are academic year, year group
    and tutor group, the latest first; ``sen_needs`` is there for those with whom it was shared."""

    id: int
    name: str
    year_group: int | None
    tutor_group: str
    years: tuple[tuple[int, int, str], ...]
    key: str
    has_left: bool
    born: date | None = None
    age: int | None = None
    needs_adjustment: bool | None = None
    sen_needs: str | None = None


@dataclass(frozen=True)
class Identity:
    """What could find or impersonate a student, and what is special about them. ``sen_needs`` and ``characteristics`` are
    empty for those who may not read them by right."""

    name: str
    legal_name: str
    key: str
    upn: str
    uln: str
    date_of_birth: date | None
    joined_on: date | None
    left_on: date | None
    sen_needs: str | None
    characteristics: tuple[tuple[str, str], ...]


def _said(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not known"}[value]


def _is_shared(access: Access, student_id: int) -> bool:
    """Whether a member shared the kind of need with the access's person: for a reason, until a day that has not passed."""
    if access.scope("see_needs_detail") is not Scope.OWN or access.is_own:
        return False
    return Share.current(access, "needs").filter(student_id=student_id).exists()


def student_card(access: Access, student_id: int) -> StudentCard | None:
    """One student, or None when there is none whom this access may see. One query, or two."""
    rows = list(Student.objects.filter(pk=student_id).annotate(**{name: F(path) for name, path in _YEARS.items()}))
    if not rows:
        return None
    student = rows[0]
    years = tuple(sorted(((row.in_year, row.in_group, row.in_tutor_group) for row in rows if row.in_year), reverse=True))
    now = next((row for row in years if row[0] == access.year), None)
    # Whoever may read the day of birth as one of the protected details reads it there, where the look is kept.
    born = student.date_of_birth if access.may("see_birthday") and not access.may("see_identity") else None
    return StudentCard(
        id=student.pk,
        name=student.name,
        year_group=now[1] if now else None,
        tutor_group=now[2] if now else "",
        years=years,
        key=student.key,
        has_left=student.left_on is not None and student.left_on < access.on,
        born=born,
        age=age_on(born, access.on),
        needs_adjustment=(
            {"": None, "N": False}.get(student.sen_provision, True) if access.may("see_needs_flag") else None
        ),
        sen_needs=student.sen_needs if _is_shared(access, student_id) else None,
    )


def identity(access: Access, student_id: int) -> Identity | None:
    """The protected details of a student, or None when there is none whom this access may see. The page that shows them keeps
    the look (``operations/viewing.py``)."""
    student = Student.objects.filter(pk=student_id).first() if access.may("see_identity") else None
    if student is None:
        return None
    by_right = access.scope("see_needs_detail") is Scope.SCHOOL or (access.is_own and access.may("see_needs_detail"))
    known: tuple[tuple[str, str], ...] = ()
    if access.may("see_characteristics"):
        known = tuple((label, _said(getattr(student, column))) for column, label in CHARACTERISTICS.items())
        known = (*known, ("Ethnicity code", student.ethnicity or "not known"))
    return Identity(
        name=student.name,
        legal_name=f"{student.legal_forename} {student.legal_surname}",
        key=student.key,
        upn=student.upn,
        uln=student.uln,
        date_of_birth=student.date_of_birth,
        joined_on=student.joined_on,
        left_on=student.left_on,
        sen_needs=student.sen_needs if by_right or _is_shared(access, student_id) else None,
        characteristics=known,
    )
