"""The people behind a gap: those an indicator counts but who do not have it yet, by name for who may see the names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import QuerySet

from chalkface.core.access import Access, Scope
from chalkface.core.errors import NotAllowed
from chalkface.core.years import academic_year_of
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.kinds import Share
from chalkface.indicators.reads import tables_read
from chalkface.indicators.statements import MEMBER_KEYS, family_of
from chalkface.queries.counting import members
from chalkface.queries.keeping import kept
from chalkface.records.models import Action, Enrolment, School, Student
from chalkface.records.tenancy import open_scope

# Tables that say something of one student; seeing who is behind a gap in them is seeing them.
_OF_STUDENTS = ("enrolment", "participation", "guidance_meeting", "action", "intention", "destination")


@dataclass(frozen=True)
class MissingStudent:
    """One student behind a gap. ``year_group`` and ``tutor_group`` are those of the year that the indicator counts."""

    id: int
    key: str
    name: str
    year_group: int | None
    tutor_group: str


def reach_of_names(access: Access, indicator: str) -> Scope | None:
    """How far this person may see who is behind the indicator's gap: the narrowest of all the rights it takes."""
    one = indicator_called(indicator)
    if family_of(one) in ("taught_subjects", "year_groups_offered"):
        # No student is named, but the list says the number, which may be a small one.
        return Scope.SCHOOL if access.sees_exact_figures else None
    reaches = {access.scope(permission) for permission in _needed(one)}
    if reaches & {None, Scope.AGGREGATE, Scope.OWN}:  # what was shared of one student is no list of those missed
        return None
    return Scope.GROUP if Scope.GROUP in reaches else Scope.SCHOOL


def _needed(one: Share) -> set[str]:
    """The rights that it takes to see who is behind an indicator that counts people or what was agreed with them."""
    needed = {"see_students", *(_model(table).seen_with for table in tables_read(one) if table in _OF_STUDENTS)}
    return needed | {"see_aspirations"} if getattr(one.among, "considering_he", False) else needed


def missing(access: Access, *, indicator: str, on: date, year: int | None = None) -> list[dict[str, object]]:
    """Who or what is in the denominator but not in the numerator (for ``neet-*``: in the numerator), as the command line
    prints it: ``{"student_id", "name"}``, ``{"year_group", "subject"}``, ``{"action_id", "student_id", "name"}`` or
    ``{"year_group"}``. Students outside the person's reach are left out. Raises ``NotAllowed`` for who may see no names.
    """
    one, rows = _behind(access, indicator, on, year)
    match family_of(one):
        case "taught_subjects":
            return [{"year_group": row["year_group"], "subject": row["subject"]} for row in _sorted(rows)]
        case "year_groups_offered":
            return [{"year_group": row["year_group"]} for row in _sorted(rows)]
        case "actions_due":
            return _actions(access, indicator, rows)
    students = _students(access, indicator, [row["student_id"] for row in rows])
    return [{"student_id": student.key, "name": student.name} for student in students]


def missing_students(access: Access, *, indicator: str, on: date, year: int | None = None) -> list[MissingStudent]:
    """The same for a page, where the indicator counts students or leavers: by year group, tutor group and surname."""
    one, rows = _behind(access, indicator, on, year)
    students = _students(access, indicator, [row["student_id"] for row in rows])
    counted_in = year if family_of(one) == "leavers" and year is not None else academic_year_of(on)
    with open_scope(access):
        enrolled = Enrolment.objects.filter(academic_year=counted_in, student_id__in=[student.pk for student in students])
        placed = {pk: place for pk, *place in enrolled.values_list("student_id", "year_group", "tutor_group")}
    found = [MissingStudent(one.pk, one.key, one.name, *placed.get(one.pk, (None, ""))) for one in students]
    return sorted(found, key=lambda one: (one.year_group or 0, one.tutor_group))


def counts_students(indicator: str) -> bool:
    """Whether the indicator counts students or leavers (not subjects, year groups or actions)."""
    return family_of(indicator_called(indicator)) in ("on_roll", "leavers")


def _behind(access: Access, indicator: str, on: date, year: int | None) -> tuple[Share, list[dict[str, object]]]:
    one = indicator_called(indicator)
    if reach_of_names(access, indicator) is None:
        raise NotAllowed(f"{access.role} may not see who is behind {indicator}")
    school, family = School.objects.get(pk=access.school_id), family_of(one)
    # Only leavers are counted by their leaving year: the others are the same whatever year is asked.
    asked = year if family == "leavers" and year is not None else academic_year_of(on)
    found = kept(school, f"behind-{family}", lambda: _all_behind(school, family, on, asked), on=on, year=asked)
    return one, found[one.id]


def _all_behind(school: School, family: str, on: date, year: int) -> dict[str, list[dict[str, object]]]:
    """Who or what is behind the gap of each indicator of a family, by number of record: all at once, as one look tells all."""
    rows = members(school, family, on=on, year=year)
    # One entry for each member, shared by the lists of all the indicators it is missing from.
    entries = [{name: row[name] for name in MEMBER_KEYS[family]} for row in rows]
    found = {}
    for one in indicators():
        if family_of(one) == family:
            wanted, among, having = int(one.better == "lower"), f"{one.column}__among", f"{one.column}__having"
            listed = zip(rows, entries, strict=True)
            found[one.id] = [entry for row, entry in listed if row[among] and row[having] == wanted]
    return found


def _students(access: Access, indicator: str, ids: Iterable[object]) -> list[Student]:
    with open_scope(access):
        rows: QuerySet = Student.objects.filter(pk__in=set(ids))
        for permission in sorted(_needed(indicator_called(indicator))):
            if access.scope(permission) is Scope.GROUP:
                rows = Student.within_groups(rows, access, permission)
        names = ("key", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
        found = list(rows.only("school_id", *names))
    return sorted(found, key=lambda one: (one.preferred_surname or one.legal_surname, one.name, one.key))


def _actions(access: Access, indicator: str, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    students = {one.pk: one for one in _students(access, indicator, [row["student_id"] for row in rows if row["student_id"]])}
    with open_scope(access):
        keys = dict(Action.objects.filter(pk__in=[row["action_id"] for row in rows]).values_list("pk", "key"))
    found = []
    for row in rows:
        student = students.get(row["student_id"])
        # A person who sees their groups only does not see actions about nobody in particular, nor about others.
        if row["action_id"] in keys and (student or not row["student_id"]):
            key, name = (student.key, student.name) if student else (None, None)
            found.append({"action_id": keys[row["action_id"]], "student_id": key, "name": name})
    return sorted(found, key=lambda one: one["action_id"])


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: (row["year_group"], row.get("subject", "")))


def _model(table: str):
    return next(model for model in apps.get_app_config("records").get_models() if model._meta.db_table == table)
