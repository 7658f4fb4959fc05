"""Students: the list with its filters. What is known of one is in ``queries/student_card.py``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from chalkface.core.access import Access, Scope
from chalkface.queries.keeping import kept
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.records.models import Enrolment, School

PAGE = 50
YES, NO, UNKNOWN = "yes", "no", "unknown"
# Characteristics that a list may be filtered by, and what each is called.
CHARACTERISTICS = {
    "pupil_premium": "Pupil premium",
    "looked_after": "Looked after",
    "eal": "English as an additional language",
}


@dataclass(frozen=True)
class StudentFilters:
    """What a list of students is narrowed by; empty is not narrowed. ``ids`` is a list made elsewhere (a gap)."""

    words: str = ""
    year_group: int | None = None
    tutor_group: str = ""
    sen: str = ""
    pupil_premium: str = ""
    looked_after: str = ""
    eal: str = ""
    sort: str = "name"
    ids: frozenset[int] | None = None


@dataclass(frozen=True)
class StudentLine:
    """One line of the list; counters are None for those who may not see what students took part in."""

    id: int
    name: str
    year_group: int
    tutor_group: str
    encounters: int | None
    workplaces: int | None
    providers: int | None
    meetings: int | None


@dataclass(frozen=True)
class StudentList:
    """A page of students on roll in a year, with what the filters may be set to."""

    lines: tuple[StudentLine, ...]
    page: int
    pages: int
    total: int
    year_groups: tuple[int, ...]
    tutor_groups: tuple[str, ...]


def there_on(day: date) -> Q:
    """Of enrolments: those of students who had joined the school by a day and had not left it."""
    joined = Q(student__joined_on=None) | Q(student__joined_on__lte=day)
    return joined & (Q(student__left_on=None) | Q(student__left_on__gte=day))


def on_roll(access: Access) -> QuerySet[Enrolment]:
    """The enrolments, in the year of the access's day, of the students on roll on that day whom the access may see."""
    return Enrolment.objects.filter(there_on(access.on), academic_year=access.year)


def _narrowed(rows: QuerySet[Enrolment], access: Access, filters: StudentFilters) -> QuerySet[Enrolment]:
    for word in filters.words.split()[:5]:
        rows = rows.filter(
            Q(student__legal_forename__icontains=word)
            | Q(student__legal_surname__icontains=word)
            | Q(student__preferred_forename__icontains=word)
            | Q(student__preferred_surname__icontains=word)
        )
    if filters.year_group is not None:
        rows = rows.filter(year_group=filters.year_group)
    if filters.tutor_group:
        rows = rows.filter(tutor_group=filters.tutor_group)
    if filters.ids is not None:
        rows = rows.filter(student_id__in=filters.ids)
    if access.may("filter_by_characteristics"):
        rows = _with_characteristics(rows, access, filters)
    return rows


def _with_characteristics(rows: QuerySet[Enrolment], access: Access, filters: StudentFilters) -> QuerySet[Enrolment]:
    """What is special is kept sealed: who fits is found by opening it, and asked for by number."""
    chosen = {column: {YES: True, NO: False}.get(value) for column in CHARACTERISTICS if (value := getattr(filters, column))}
    if not (chosen or filters.sen):
        return rows
    provision = {YES: ("K", "E"), NO: ("N",), UNKNOWN: ("",)}.get(filters.sen, ())
    fitting = [
        student
        for student, *sealed in rows.order_by().values_list("student_id", *SEALED)
        if (own := groups_of(access.school_id, *sealed))
        and (not filters.sen or own.sen_provision in provision)
        and all(getattr(own, column) is value for column, value in chosen.items())
    ]
    return rows.filter(student_id__in=fitting)


def called_part(part: str) -> Coalesce:
    return Coalesce(NullIf(F(f"student__preferred_{part}"), Value("")), F(f"student__legal_{part}"))


def _counted_in(access: Access, permission: str, tutor_groups: Iterable[str]) -> frozenset[str]:
    """Those of the groups for whose students counters of this permission are shown: one role may reach further than another."""
    reach = access.scope(permission)
    if reach is Scope.SCHOOL:
        return frozenset(tutor_groups)
    return access.groups_for(permission) if reach is Scope.GROUP else frozenset()


def _order(access: Access, sort: str) -> tuple[str, ...]:
    """By what is asked; by name where the order would tell of counters that this person does not see in every line."""
    needs = {"meetings": "see_guidance"}.get(sort, "see_encounters")
    tells = sort in ("encounters", "workplaces", "providers", "meetings")
    same = access.scope(needs) == access.scope("see_students") and access.groups_for(needs) >= access.groups_for("see_students")
    return _ORDER["name"] if tells and not same else _ORDER.get(sort, _ORDER["name"])


_ORDER = {
    "name": ("surname", "forename"),
    "year": ("year_group", "tutor_group", "surname", "forename"),
    "encounters": ("encounters", "surname", "forename"),
    "workplaces": ("workplaces", "surname", "forename"),
    "providers": ("providers", "surname", "forename"),
    "meetings": ("meetings", "surname", "forename"),
}


def _places(access: Access, roll: QuerySet[Enrolment]) -> dict[tuple[int, str], int]:
    """How many of the roll are in each year group and tutor group; kept where the person sees the whole school."""

    def counted() -> dict[tuple[int, str], int]:
        rows = roll.order_by().values_list("year_group", "tutor_group").annotate(Count("pk"))
        return {(year, group): many for year, group, many in rows}

    if access.scope("see_students") is not Scope.SCHOOL or access.kept_from:
        return counted()
    school = School.objects.get(pk=access.school_id)
    return kept(school, "places-on-roll", counted, on=access.on, year=access.year, shared=False)


def students(access: Access, filters: StudentFilters, page: int, *, all_at_once: bool = False) -> StudentList:
    """The students on roll whom the access may see, narrowed and ordered, ``PAGE`` to a page unless all are asked for."""
    roll = on_roll(access)
    choices = _places(access, roll)
    rows = _narrowed(roll, access, filters).annotate(forename=called_part("forename"), surname=called_part("surname"))
    rows = rows.order_by(*_order(access, filters.sort), "pk")
    columns = (
        "student_id",
        "forename",
        "surname",
        "year_group",
        "tutor_group",
        "encounters",
        "workplaces",
        "providers",
        "meetings",
    )
    pages = Paginator(rows.values_list(*columns), 100_000 if all_at_once else PAGE)
    if filters == StudentFilters(sort=filters.sort):
        pages.count = sum(choices.values())  # nobody is left out, so that they need not be counted again
    shown = pages.get_page(page)
    groups = {group for _, group in choices}
    took_part, met = _counted_in(access, "see_encounters", groups), _counted_in(access, "see_guidance", groups)
    lines = tuple(
        StudentLine(
            pk,
            f"{forename} {surname}",
            year_group,
            tutor_group,
            *(counters[:3] if tutor_group in took_part else (None, None, None)),
            counters[3] if tutor_group in met else None,
        )
        for pk, forename, surname, year_group, tutor_group, *counters in shown.object_list
    )
    return StudentList(
        lines,
        shown.number,
        pages.num_pages,
        pages.count,
        tuple(sorted({year for year, _ in choices})),
        tuple(sorted({group for _, group in choices if group})),
    )
