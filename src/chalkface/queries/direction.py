"""Where the school wants to go: the vision as it is being written, and its objectives with how far each one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Published
from chalkface.core.years import first_day, last_day, year_label
from chalkface.queries.history import HistoryLine, history_of
from chalkface.queries.posts import PostLine
from chalkface.queries.progress import NOT_MEASURED, Progress, baseline_of, progress_of
from chalkface.records.models import (
    Activity,
    Direction,
    Objective,
    ObjectiveFinding,
    ObjectiveOutcome,
    Outcome,
    PlanAction,
    Responsibility,
    School,
)

FEWEST, MOST = 3, 5


@dataclass(frozen=True)
class DirectionShown:
    """The direction as it is being written; ``number`` is None while nobody has written anything."""

    number: int | None
    vision: str
    summary: str
    priorities: str
    from_year: int | None
    to_year: int | None
    review_on: date | None
    edition: int

    @property
    def horizon(self) -> str:
        """2026/27 to 2028/29, or nothing."""
        return horizon(self.from_year, self.to_year)


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective with its owner in words and how far it is."""

    id: int
    key: str
    title: str
    problem: str
    student_group: str
    group: str
    outcome: str
    indicator: str
    target_percent: int | None
    target_on: date | None
    baseline: Published | None
    baseline_on: date | None
    post_id: int | None
    post: str
    owner: str
    development_plan: str
    status: str
    closed_on: date | None
    closed_because: str
    position: int
    edition: int
    progress: Progress

    @property
    def indicator_title(self) -> str:
        """What its indicator is called; nothing without one."""
        return self.progress.title


@dataclass(frozen=True)
class FindingLine:
    """A statement that the objective answers, and the sentence as it was found."""

    id: int
    framework: str
    statement: str
    sentence: str
    found_on: date | None


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome that the objective is reached by."""

    id: int
    code: str
    year_group: int
    wording: str


@dataclass(frozen=True)
class ActionLine:
    """An action of the plan that serves the objective."""

    id: int
    what: str
    status: str
    due_on: date | None


@dataclass(frozen=True)
class ActivityLine:
    """An activity that serves one of the objective's outcomes."""

    id: int
    title: str
    starts_on: date


@dataclass(frozen=True)
class ObjectiveCard:
    """One objective with everything that hangs on it. ``activities`` are of the academic year of the day, in order."""

    line: ObjectiveLine
    findings: tuple[FindingLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    activities: tuple[ActivityLine, ...]
    actions: tuple[ActionLine, ...]
    responsibilities: tuple[tuple[str, str], ...]
    history: tuple[HistoryLine, ...]


def horizon(from_year: int | None, to_year: int | None) -> str:
    """The academic years of a direction in words."""
    ends = [year_label(year) for year in (from_year, to_year) if year is not None]
    return " to ".join(dict.fromkeys(ends))


def current_direction(access: Access) -> DirectionShown:
    """The direction of the open school as it is being written."""
    row = Direction.objects.first()
    if row is None:
        return DirectionShown(None, "", "", "", access.year, access.year + 2, None, 0)
    texts = (row.vision, row.summary, row.priorities)
    return DirectionShown(row.pk, *texts, row.from_year, row.to_year, row.review_on, row.edition)


def direction_history() -> tuple[HistoryLine, ...]:
    """What happened to the text of the direction, the latest first."""
    row = Direction.objects.first()
    return history_of(row) if row else ()


def objectives(
    access: Access, include_closed: bool = False, for_others: bool = False, school: School | None = None
) -> tuple[ObjectiveLine, ...]:
    """The objectives in their order, with how far each is as this person may see it (``for_others``: as anybody may).

    ``school`` is the access's own, for who has it at hand.
    """
    rows = list(_rows() if include_closed else _rows().exclude(status="closed"))
    return _lines(access, rows, for_others, school)


def objectives_as_written() -> tuple[ObjectiveLine, ...]:
    """All objectives without a look at any figure: their progress says nothing."""
    return tuple(_line(row, NOT_MEASURED) for row in _rows())


def objective_line(access: Access, objective_id: int) -> ObjectiveLine | None:
    """One objective without what hangs on it, or None when the school has none of that number."""
    row = _rows().filter(pk=objective_id).first()
    return _lines(access, [row])[0] if row else None


def objective_options() -> list[dict[str, object]]:
    """The objectives that are not closed, for a select of a form."""
    rows = Objective.objects.exclude(status="closed").order_by("position", "pk").values_list("pk", "title")
    return [{"value": pk, "label": title} for pk, title in rows]


def objectives_answering(framework: str, statement: str) -> tuple[tuple[int, str], ...]:
    """(number, title) of the objectives that are not closed and answer a statement."""
    rows = Objective.objects.filter(findings__framework=framework, findings__statement=statement).exclude(status="closed")
    return tuple(rows.order_by("position", "pk").values_list("pk", "title"))


def objective_card(access: Access, objective_id: int, *, school: School | None = None) -> ObjectiveCard | None:
    """One objective with its findings, outcomes, activities, actions, responsibilities and history; None if not here.

    ``school`` is the access's own, for who has it at hand.
    """
    row = _rows().filter(pk=objective_id).first()
    if row is None:
        return None
    (line,) = _lines(access, [row], school=school)
    serving = _outcomes(objective_id)
    held = Responsibility.objects.filter(objective_id=objective_id).order_by("letter", "post__title")
    return ObjectiveCard(
        line,
        _findings(objective_id),
        serving,
        _activities(access, [one.code for one in serving]),
        _actions(objective_id),
        tuple(held.values_list("letter", "post__title")),
        history_of(row),
    )


def objective_at_work(
    access: Access, objective_id: int, *, school: School
) -> tuple[ObjectiveLine, str, tuple[OutcomeLine, ...], tuple[ActionLine, ...]] | None:
    """One objective, its own words on what else could explain a change, its outcomes and actions; None if not here.

    ``school`` is the access's own.
    """
    row = _rows().filter(pk=objective_id).first()
    if row is None:
        return None
    (line,) = _lines(access, [row], school=school)
    return line, row.other_explanations, _outcomes(objective_id), _actions(objective_id)


def objective_outcomes(objective_id: int) -> tuple[str, list[int]] | None:
    """The title of an objective and the numbers of its outcomes, or None when the school has none of that number."""
    row = Objective.objects.filter(pk=objective_id).first()
    return (row.title, sorted(row.outcomes.values_list("outcome_id", flat=True))) if row else None


def outcomes_to_choose(chosen: Iterable[int]) -> list[dict[str, object]]:
    """Every outcome in use, and those chosen already, by year group, for the boxes of a form."""
    kept = set(chosen)
    rows = Outcome.objects.order_by("year_group", "area", "position", "code")
    columns = ("pk", "code", "year_group", "wording", "retired_on")
    return [
        {"value": pk, "year_group": year_group, "label": f"{code}: {wording}"}
        for pk, code, year_group, wording, retired_on in rows.values_list(*columns)
        if retired_on is None or pk in kept
    ]


def _rows():
    return Objective.objects.select_related("post").order_by("position", "pk")


def _lines(
    access: Access, rows: list[Objective], for_others: bool = False, school: School | None = None
) -> tuple[ObjectiveLine, ...]:
    far = progress_of(access, rows, for_others=for_others, school=school)
    return tuple(_line(row, far[row.pk]) for row in rows)


def _line(row: Objective, far: Progress) -> ObjectiveLine:
    post = row.post
    return ObjectiveLine(
        id=row.pk,
        key=row.key,
        title=row.title,
        problem=row.problem,
        student_group=row.student_group,
        group=row.group,
        outcome=row.outcome,
        indicator=row.indicator,
        target_percent=row.target_percent,
        target_on=row.target_on,
        baseline=baseline_of(row),
        baseline_on=row.baseline_on,
        post_id=row.post_id,
        post=post.title if post else "",
        owner=PostLine(post.pk, post.title, post.holder).label if post else "",
        development_plan=row.development_plan,
        status=row.status,
        closed_on=row.closed_on,
        closed_because=row.closed_because,
        position=row.position,
        edition=row.edition,
        progress=far,
    )


def _findings(objective_id: int) -> tuple[FindingLine, ...]:
    rows = ObjectiveFinding.objects.filter(objective_id=objective_id).order_by("framework", "statement")
    return tuple(FindingLine(*values) for values in rows.values_list("pk", "framework", "statement", "sentence", "found_on"))


def _outcomes(objective_id: int) -> tuple[OutcomeLine, ...]:
    rows = ObjectiveOutcome.objects.filter(objective_id=objective_id).order_by("outcome__year_group", "outcome__code")
    columns = ("outcome_id", "outcome__code", "outcome__year_group", "outcome__wording")
    return tuple(OutcomeLine(*values) for values in rows.values_list(*columns))


def _actions(objective_id: int) -> tuple[ActionLine, ...]:
    rows = PlanAction.objects.filter(objective_id=objective_id).order_by("due_on", "pk")
    return tuple(ActionLine(*values) for values in rows.values_list("pk", "what", "status", "due_on"))


def _activities(access: Access, codes: list[str]) -> tuple[ActivityLine, ...]:
    if not codes:
        return ()
    first, last = first_day(access.year), last_day(access.year)
    rows = Activity.objects.filter(codes__list="outcome", codes__code__in=codes, starts_on__gte=first, starts_on__lte=last)
    held = rows.exclude(plans__cancelled_on__isnull=False)
    found = held.order_by("starts_on", "pk").distinct().values_list("pk", "title", "starts_on")
    return tuple(ActivityLine(*values) for values in found)
