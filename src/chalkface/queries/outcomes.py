"""Outcomes of the open school: the list, one outcome with what serves it, and the answers of a select."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day
from chalkface.frameworks.outcome_sets import SetOutcome, area_name, areas, ready_outcome, term_words
from chalkface.queries.action_history import MonthOfHistory, history_by_month
from chalkface.records.models import ActivityCode, LessonLink, ObjectiveOutcome, Outcome

LIST = "outcome"


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome of one year group. ``ready`` is the outcome of a set that it was adopted from, None for the school's own."""

    id: int
    code: str
    year_group: int
    area: str
    term: int
    wording: str
    source: str
    retired_on: date | None
    edition: int

    @property
    def area_name(self) -> str:
        """What the area is called."""
        return area_name(self.area)

    @property
    def term_words(self) -> str:
        """The term it is meant for, in words."""
        return term_words(self.term)

    @property
    def ready(self) -> SetOutcome | None:
        """The ready outcome behind it."""
        return ready_outcome(self.source) if self.source else None


def outcomes(access: Access, year_group: int | None = None, include_retired: bool = False) -> tuple[OutcomeLine, ...]:
    """The outcomes of the open school by year group, area and term; raises ``NotAllowed`` for who may not see the plan."""
    rows = Outcome.objects.all()
    if year_group is not None:
        rows = rows.filter(year_group=year_group)
    if not include_retired:
        rows = rows.filter(retired_on=None)
    return in_order(_line(row) for row in rows)


def in_order(lines) -> tuple[OutcomeLine, ...]:
    """By year group, then by area as the sets have them, then by term (any term last) and code."""
    place = {code: at for at, code in enumerate(areas())}
    return tuple(
        sorted(lines, key=lambda one: (one.year_group, place.get(one.area, len(place)), one.area, one.term or 9, one.code))
    )


def _line(row: Outcome) -> OutcomeLine:
    return OutcomeLine(
        row.pk, row.code, row.year_group, row.area, row.term, row.wording, row.source, row.retired_on, row.edition
    )


def outcome_line(outcome_id: int) -> OutcomeLine | None:
    """One outcome of the open school, or None."""
    row = Outcome.objects.filter(pk=outcome_id).first()
    return _line(row) if row else None


def outcome_options(year_group: int | None = None) -> list[dict[str, object]]:
    """The answers of a select: outcomes that are not retired, in order."""
    rows = Outcome.objects.filter(retired_on=None)
    if year_group is not None:
        rows = rows.filter(year_group=year_group)
    return [
        {"value": one.id, "label": f"{one.code} (Year {one.year_group}): {one.wording}"} for one in in_order(map(_line, rows))
    ]


@dataclass(frozen=True)
class Serving:
    """An activity, or a lesson that no register was taken of, that serves an outcome. ``is_lesson``: ``id`` is the lesson's."""

    id: int
    title: str
    kind: str
    starts_on: date | None
    is_ahead: bool
    is_lesson: bool = False


def served(year: int, codes: Collection[str] | None = None) -> dict[str, tuple[int, ...]]:
    """The activities of an academic year that were not cancelled, by the code of the outcome they carry."""
    rows = ActivityCode.objects.filter(
        list=LIST, activity__starts_on__gte=first_day(year), activity__starts_on__lte=last_day(year)
    )
    if codes is not None:
        rows = rows.filter(code__in=codes)
    found: dict[str, set[int]] = defaultdict(set)
    for code, activity, cancelled_on in rows.values_list("code", "activity_id", "activity__plans__cancelled_on"):
        if cancelled_on is None:
            found[code].add(activity)
    return {code: tuple(sorted(activities)) for code, activities in found.items()}


def lessons_of(year: int) -> dict[int, tuple[int | None, ...]]:
    """The lesson links of a year by outcome: the activity of each, None for one that is not confirmed as taught."""
    found: dict[int, list[int | None]] = defaultdict(list)
    rows = LessonLink.objects.filter(academic_year=year).exclude(outcome=None)
    for outcome, activity in rows.values_list("outcome_id", "activity_id"):
        found[outcome].append(activity)
    return {outcome: tuple(activities) for outcome, activities in found.items()}


@dataclass(frozen=True)
class OutcomeCard:
    """One outcome with the objectives it serves and what serves it in an academic year, the soonest first.

    ``everything`` are all outcomes of the school, which whoever counts looks at together.
    """

    line: OutcomeLine
    everything: tuple[OutcomeLine, ...]
    objectives: tuple[tuple[int, str], ...]
    activities: tuple[Serving, ...]
    lessons: tuple[Serving, ...]
    cancelled: int
    history: tuple[MonthOfHistory, ...]

    @property
    def held(self) -> tuple[Serving, ...]:
        """The activities that have begun."""
        return tuple(one for one in self.activities if not one.is_ahead)

    @property
    def ahead(self) -> tuple[Serving, ...]:
        """The activities still to come."""
        return tuple(one for one in self.activities if one.is_ahead)


def outcome_card(access: Access, outcome_id: int) -> OutcomeCard | None:
    """One outcome in the academic year of the access's day, or None when it is not here."""
    everything = outcomes(access, include_retired=True)
    line = next((one for one in everything if one.id == outcome_id), None)
    if line is None:
        return None
    objectives = ObjectiveOutcome.objects.filter(outcome_id=outcome_id).order_by("objective__position", "objective__pk")
    carrying = ActivityCode.objects.filter(
        list=LIST,
        code=line.code,
        activity__starts_on__gte=first_day(access.year),
        activity__starts_on__lte=last_day(access.year),
    )
    facts = ("id", "title", "kind", "starts_on", "plans__cancelled_on")
    rows = carrying.order_by("activity__starts_on", "activity_id").values_list(*(f"activity__{fact}" for fact in facts))
    rows = list(rows.distinct())
    lessons = LessonLink.objects.filter(outcome_id=outcome_id, academic_year=access.year).order_by("term", "subject", "title")
    return OutcomeCard(
        line,
        everything,
        tuple(objectives.values_list("objective_id", "objective__title")),
        tuple(
            Serving(pk, title, ACTIVITY_KINDS.get(kind, kind), day, day > access.on)
            for pk, title, kind, day, cancelled_on in rows
            if cancelled_on is None
        ),
        tuple(
            Serving(one.pk, f"{one.subject}: {one.title}", "lesson link", one.taught_on, one.confirmed_on is None, True)
            for one in lessons
        ),
        sum(row[-1] is not None for row in rows),
        history_by_month(Outcome(pk=outcome_id)),
    )
