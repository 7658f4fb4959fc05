"""How everything of the plan hangs together, read once: objectives, findings, outcomes, activities, actions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.records.models import Activity, ActivityCode, Objective, ObjectiveFinding, Outcome, PlanAction

Statement = tuple[str, str]


@dataclass(frozen=True)
class OutcomeNode:
    """An outcome, and the objectives that are reached by it."""

    id: int
    code: str
    year_group: int
    wording: str


@dataclass(frozen=True)
class ActivityNode:
    """An activity, and what it is said to serve."""

    id: int
    title: str
    starts_on: date


@dataclass(frozen=True)
class ActionNode:
    """An action and what it answers."""

    id: int
    what: str
    objective: int | None
    statement: Statement | None
    activity: int | None
    duty: str
    post: int | None
    status: str
    due_on: date | None


class Graph:
    """The open school's plan as things and the links between them. Activities are those since the last academic year."""

    def __init__(self, access: Access) -> None:
        self.access = access

    @cached_property
    def objectives(self) -> Mapping[int, Objective]:
        """Every objective, in its order."""
        return {row.pk: row for row in Objective.objects.order_by("position", "pk")}

    @cached_property
    def findings(self) -> Mapping[int, frozenset[Statement]]:
        """The statements that each objective answers."""
        found: dict[int, set[Statement]] = defaultdict(set)
        for objective, *statement in ObjectiveFinding.objects.values_list("objective_id", "framework", "statement"):
            found[objective].add(tuple(statement))
        return {objective: frozenset(statements) for objective, statements in found.items()}

    @cached_property
    def _outcomes(self) -> tuple[Mapping[int, OutcomeNode], Mapping[int, frozenset[int]]]:
        nodes, reached = {}, defaultdict(set)
        rows = Outcome.objects.order_by("year_group", "area", "position", "pk")
        for pk, code, year_group, wording, objective in rows.values_list(
            "pk", "code", "year_group", "wording", "objectives__objective_id"
        ):
            nodes[pk] = OutcomeNode(pk, code, year_group, wording)
            if objective is not None:
                reached[objective].add(pk)
        return nodes, {objective: frozenset(outcomes) for objective, outcomes in reached.items()}

    @property
    def outcomes(self) -> Mapping[int, OutcomeNode]:
        """Every outcome, by year group."""
        return self._outcomes[0]

    @property
    def reached_by(self) -> Mapping[int, frozenset[int]]:
        """The outcomes by which each objective is reached."""
        return self._outcomes[1]

    @cached_property
    def _activities(
        self,
    ) -> tuple[Mapping[int, ActivityNode], Mapping[int, frozenset[int]], Mapping[int, frozenset[Statement]]]:
        by_code = {node.code: pk for pk, node in self.outcomes.items()}
        nodes, serving, answering = {}, defaultdict(set), defaultdict(set)
        rows = ActivityCode.objects.filter(
            list__in=("outcome", "statement"), activity__starts_on__gte=first_day(self.access.year - 1)
        ).exclude(activity__plans__cancelled_on__isnull=False)
        columns = ("activity_id", "activity__title", "activity__starts_on", "list", "code")
        for pk, title, starts_on, kind, code in rows.order_by("activity__starts_on", "activity_id").values_list(*columns):
            nodes[pk] = ActivityNode(pk, title, starts_on)
            if kind == "outcome" and code in by_code:
                serving[pk].add(by_code[code])
            elif kind == "statement" and ":" in code:
                answering[pk].add(tuple(code.split(":", 1)))
        return nodes, serving, answering

    def activity(self, pk: int) -> ActivityNode | None:
        """One activity, whether or not it serves anything."""
        if pk in self._activities[0]:
            return self._activities[0][pk]
        row = Activity.objects.filter(pk=pk).values_list("pk", "title", "starts_on").first()
        return ActivityNode(*row) if row else None

    @property
    def activities(self) -> Mapping[int, ActivityNode]:
        """The activities that serve something, in order of their days."""
        return self._activities[0]

    def served_by(self, activity: int) -> frozenset[int]:
        """The outcomes that an activity serves."""
        return frozenset(self._activities[1].get(activity, ()))

    def answered_by(self, activity: int) -> frozenset[Statement]:
        """The statements that an activity is said to answer."""
        return frozenset(self._activities[2].get(activity, ()))

    @cached_property
    def actions(self) -> Mapping[int, ActionNode]:
        """Every action of the plan, those due first first."""
        columns = (
            "pk", "what", "objective_id", "framework", "statement", "activity_id", "duty", "post_id", "status", "due_on",
        )  # fmt: skip
        found = {}
        for pk, what, objective, framework, statement, *rest in PlanAction.objects.order_by("due_on", "pk").values_list(
            *columns
        ):
            answers = (framework, statement) if framework and statement else None
            found[pk] = ActionNode(pk, what, objective, answers, *rest)
        return found
