"""What those who are about to leave plan: intention, applications, offers, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from chalkface.core.access import Access
from chalkface.core.chain import STAGES, has_offer, is_closed, short_of, steps, title_in
from chalkface.core.destination_routes import titles
from chalkface.queries.students import on_roll
from chalkface.records.models import Application, Intention


@dataclass(frozen=True)
class Wish:
    """The latest intention of a student."""

    route: str
    provider: str
    course: str
    level: int | None
    on: date
    source: str
    confidence: str

    @property
    def text(self) -> str:
        """An intention in words: "Apprenticeship, Northgate Joinery, joinery"."""
        parts = (titles().get(self.route, self.route), self.provider, self.course)
        return ", ".join(part for part in parts if part) or "left open"


@dataclass(frozen=True)
class Applied:
    """One application as it stands."""

    id: int
    choice: int
    route: str
    provider: str
    course: str
    level: int | None
    status: str
    status_on: date
    edition: int

    @property
    def text(self) -> str:
        """Where and what, in words."""
        return ", ".join(part for part in (self.provider, self.course) if part) or titles().get(self.route, self.route)

    @property
    def status_title(self) -> str:
        """How it stands, in words."""
        return title_in(steps(), self.status)

    @property
    def has_offer(self) -> bool:
        """Whether an offer is held."""
        return has_offer(self.status)

    @property
    def is_closed(self) -> bool:
        """Whether it goes no further."""
        return is_closed(self.status)


@dataclass(frozen=True)
class PlanLine:
    """One student about to leave, with their plan and what it is short of."""

    id: int
    name: str
    year_group: int
    tutor_group: str
    wish: Wish | None = None
    applications: tuple[Applied, ...] = ()
    short: frozenset[str] = field(default_factory=frozenset)

    @property
    def has_offer(self) -> bool:
        """Whether any application holds an offer."""
        return any(one.has_offer for one in self.applications)


@dataclass(frozen=True)
class Standing:
    """How many of a year group have what; the parts of ``intention`` add up to ``students``."""

    year_group: int
    students: int
    intended: int
    undecided: int
    nothing: int
    applied: int
    offers: int


def latest_wishes(student_ids: Iterable[int]) -> dict[int, Wish]:
    """The latest intention of each student whom the access may see."""
    rows = Intention.objects.filter(student_id__in=list(student_ids)).order_by("recorded_on", "position", "pk")
    columns = ("student_id", "route", "provider", "course", "level", "recorded_on", "source", "confidence")
    return {student: Wish(*values) for student, *values in rows.values_list(*columns)}


def applications_of(student_ids: Iterable[int], academic_year: int) -> dict[int, tuple[Applied, ...]]:
    """The applications of each student for the year after leaving, the first choice first."""
    found: dict[int, list[Applied]] = defaultdict(list)
    rows = Application.objects.filter(student_id__in=list(student_ids), academic_year=academic_year)
    columns = ("student_id", "id", "choice", "route", "provider", "course", "level", "status", "status_on", "edition")
    for student, *values in rows.order_by("choice", "pk").values_list(*columns):
        found[student].append(Applied(*values))
    return {student: tuple(those) for student, those in found.items()}


def plans(access: Access, year_group: int | None = None, student_ids: Iterable[int] | None = None) -> tuple[PlanLine, ...]:
    """The plans of a year group on roll (Years 11 and 13 when none is named), by tutor group and name; four reads."""
    groups = [year_group] if year_group in STAGES else list(STAGES)
    rows = on_roll(access).filter(year_group__in=groups).select_related("student")
    if student_ids is not None:
        rows = rows.filter(student_id__in=list(student_ids))
    rows = list(rows.order_by("year_group", "tutor_group", "student__legal_surname", "student__legal_forename", "pk"))
    ids = [row.student_id for row in rows]
    wishes, applied = latest_wishes(ids), applications_of(ids, access.year + 1)
    lines = []
    for row in rows:
        wish, those = wishes.get(row.student_id), applied.get(row.student_id, ())
        short = short_of(wish.route if wish else None, ((one.route, one.status) for one in those))
        lines.append(
            PlanLine(row.student_id, row.student.name, row.year_group, row.tutor_group, wish, those, short)
        )
    return tuple(lines)


def without_plan(access: Access, student_ids: Iterable[int] | None = None) -> dict[int, frozenset[str]]:
    """What the plans of those about to leave are short of (codes of ``core.chain.SHORT_OF``); who lacks nothing is left out."""
    return {line.id: line.short for line in plans(access, student_ids=student_ids) if line.short}


def standings(lines: Iterable[PlanLine]) -> tuple[Standing, ...]:
    """How the year groups among the lines stand."""
    by_group: dict[int, list[PlanLine]] = defaultdict(list)
    for line in lines:
        by_group[line.year_group].append(line)
    return tuple(
        Standing(
            group,
            len(those),
            sum(not {"no_intention", "undecided"} & one.short for one in those),
            sum("undecided" in one.short for one in those),
            sum("no_intention" in one.short for one in those),
            sum("no_application" not in one.short for one in those),
            sum(one.has_offer for one in those),
        )
        for group, those in sorted(by_group.items())
    )
