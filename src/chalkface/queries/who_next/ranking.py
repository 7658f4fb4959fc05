"""Everybody on roll, each with the reasons that are true of them, in the order in which to see them.

One query reads all students with what every reason needs, whether for a whole school or for a few of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from chalkface.core.access import Access
from chalkface.core.tutor_groups import reading_order
from chalkface.core.who_next import Candidate, Why, deadlines, rank, reasons, strongest_first
from chalkface.queries.calendar import half_terms
from chalkface.queries.students import on_roll
from chalkface.queries.who_next.announce import Row, Today, finders
from chalkface.queries.who_next.brought import brought
from chalkface.records.models import GuidanceMeeting, Overruling, ReasonWeight, WorkDay

LINES = 50
FIRST_SHOWN = 11  # the year group that the sentence on top is about, where none is chosen


@dataclass(frozen=True)
class NextFilters:
    """What the list is narrowed by; empty is not narrowed. ``adviser`` is the name of whoever met the student last."""

    year_group: int | None = None
    tutor_group: str = ""
    adviser: str = ""


@dataclass(frozen=True)
class Line:
    """One student of the list; ``year_group`` is None for one who is not on roll."""

    id: int
    name: str
    year_group: int | None
    tutor_group: str
    met_on: date | None
    adviser: str
    why: tuple[Why, ...]
    verdict: str
    until: date | None
    because: str

    @property
    def candidate(self) -> Candidate:
        """What the rule ranks."""
        return Candidate(self.id, self.name, self.why, self.met_on, self.verdict)

    def has(self, code: str) -> bool:
        """Whether a reason is true of the student."""
        return any(one.code == code for one in self.why)


@dataclass(frozen=True)
class Board:
    """A page of the ranked list. ``about`` is the year group of the sentence: ``unseen`` of its ``of`` have had no meeting."""

    lines: tuple[Line, ...]
    first: int
    page: int
    pages: int
    total: int
    on_roll: int
    aside: tuple[Line, ...]
    about: int | None
    unseen: int
    priority: int
    of: int
    year_groups: tuple[int, ...]
    tutor_groups: tuple[str, ...]
    advisers: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """A reason with its weight here and how many students on roll it is true of."""

    code: str
    title: str
    meaning: str
    weight: int
    shipped: int
    students: int


def _called(part: str) -> Coalesce:
    return Coalesce(NullIf(F(f"student__preferred_{part}"), Value("")), F(f"student__legal_{part}"))


def _rows(access: Access, among: Collection[int] | None = None) -> QuerySet:
    """A row for each student on roll with the columns that the reasons need, in one query."""
    met = GuidanceMeeting.objects.filter(student=OuterRef("student"), met_on__lte=access.on).exclude(attended=False)
    met = met.order_by("-met_on", "-pk")
    held = Overruling.objects.filter(
        student=OuterRef("student"), made_on__lte=access.on, until__gte=access.on, lifted_on=None
    ).order_by("-made_on", "-pk")
    columns = {
        "forename": _called("forename"),
        "surname": _called("surname"),
        "joined_on": F("student__joined_on"),
        "met_on": Subquery(met.values("met_on")[:1]),
        "adviser": Subquery(met.values("adviser")[:1]),
        "verdict_by": Subquery(held.values("pk")[:1]),
        "verdict_sealed": Subquery(held.values("sealed")[:1]),
        "verdict_until": Subquery(held.values("until")[:1]),
    }
    rows = on_roll(access).annotate(**columns)
    for finder in finders():
        added = finder.columns(access)
        columns |= added
        rows = rows.annotate(**added)
    if among is not None:
        rows = rows.filter(student_id__in=among)
    return rows.values("student_id", "year_group", "tutor_group", "encounters", *columns)


def _today(access: Access, among: Collection[int] | None = None) -> Today:
    written = dict(WorkDay.objects.filter(academic_year=access.year).values_list("work", "due_on"))
    terms = half_terms(access, access.year)
    due: dict[int, list] = {}
    for one in deadlines():
        day = written.get(one.work) or terms[one.until - 1].ends_on
        due.setdefault(one.year_group, []).append((day - timedelta(days=one.days), day, one.what))
    return Today(access, {year: tuple(days) for year, days in due.items()}, brought(access, among))


def weights() -> dict[str, int]:
    """The weight of every reason at the open school."""
    changed = dict(ReasonWeight.objects.values_list("reason", "weight"))
    return {code: changed.get(code, one.weight) for code, one in reasons().items()}


def _why(row: Row, today: Today, weight: dict[str, int]) -> tuple[Why, ...]:
    said = ((finder.code, finder.says(row, today)) for finder in finders() if weight[finder.code])
    return strongest_first(Why(code, words, weight[code]) for code, words in said if words)


def _line(row: Row, today: Today, weight: dict[str, int]) -> Line:
    decided = Overruling.parts_in(row["verdict_sealed"] or "", today.access.school_id, row["verdict_by"])
    return Line(
        row["student_id"], f"{row['forename']} {row['surname']}", row["year_group"], row["tutor_group"], row["met_on"],
        row["adviser"] or "", _why(row, today, weight), decided["verdict"], row["verdict_until"], decided["because"],
    )  # fmt: skip


def why_now(access: Access, student_ids: Iterable[int]) -> dict[int, tuple[Why, ...]]:
    """Why each of these students should be seen, the strongest reason first; nothing for those not on roll. Five queries."""
    asked = list(student_ids)
    found: dict[int, tuple[Why, ...]] = dict.fromkeys(asked, ())
    if asked and access.may("see_who_next"):
        today, weight = _today(access, asked), weights()
        found |= {row["student_id"]: _why(row, today, weight) for row in _rows(access, asked)}
    return found


def lines(access: Access, among: Collection[int] | None = None) -> list[Line]:
    """Everybody on roll (or those of them asked for) with their reasons, in no order."""
    today, weight = _today(access, among), weights()
    return [_line(row, today, weight) for row in _rows(access, among)]


def ranked(access: Access, filters: NextFilters, page: int = 1, *, all_at_once: bool = False) -> Board:
    """The students in the order in which to see them, narrowed, ``LINES`` to a page. Six queries at most for any school."""
    everybody = lines(access)
    shown = [one for one in everybody if _matches(one, filters)]
    by_id = {one.id: one for one in shown}
    order = [by_id[one.id] for one in rank(one.candidate for one in shown)]
    size = len(order) if all_at_once else LINES
    pages = max(1, -(-len(order) // size)) if size else 1
    page = min(max(page, 1), pages)
    first = (page - 1) * size
    about = filters.year_group or next((FIRST_SHOWN for one in shown if one.year_group == FIRST_SHOWN), None)
    counted = [one for one in shown if about in (None, one.year_group)]
    return Board(
        lines=tuple(order[first : first + size]),
        first=first + 1,
        page=page,
        pages=pages,
        total=len(order),
        on_roll=len(shown),
        aside=tuple(sorted((one for one in shown if one.verdict == "aside"), key=lambda one: (one.until, one.name))),
        about=about,
        unseen=sum(one.met_on is None for one in counted),
        priority=sum(one.has("priority") for one in counted),
        of=len(counted),
        year_groups=tuple(sorted({one.year_group for one in everybody})),
        tutor_groups=tuple(sorted({one.tutor_group for one in everybody if one.tutor_group}, key=reading_order)),
        advisers=tuple(sorted({one.adviser for one in everybody if one.adviser}, key=str.casefold)),
    )


def _matches(one: Line, filters: NextFilters) -> bool:
    return (
        filters.year_group in (None, one.year_group)
        and filters.tutor_group in ("", one.tutor_group)
        and filters.adviser in ("", one.adviser)
    )


def touched(access: Access) -> tuple[Touched, ...]:
    """Every reason with how many students on roll it is true of, whatever it weighs."""
    today, weight = _today(access), weights()
    everything = dict.fromkeys(weight, 1)
    many = dict.fromkeys(weight, 0)
    for row in _rows(access):
        for one in _why(row, today, everything):
            many[one.code] += 1
    return tuple(
        Touched(code, one.title, one.meaning, weight[code], one.weight, many[code]) for code, one in reasons().items()
    )
