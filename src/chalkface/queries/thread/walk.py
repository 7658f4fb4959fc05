"""Walking the plan from one thing: up to why it is there, down to what it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from chalkface.queries.thread.graph import ActionNode, Graph, Statement


@dataclass(frozen=True)
class Walk:
    """The things on one way through the plan."""

    statements: frozenset[Statement] = field(default_factory=frozenset)
    objectives: frozenset[int] = field(default_factory=frozenset)
    actions: frozenset[int] = field(default_factory=frozenset)
    outcomes: frozenset[int] = field(default_factory=frozenset)
    activities: frozenset[int] = field(default_factory=frozenset)


def up(graph: Graph, start: Walk) -> Walk:
    """What ``start`` is for: the outcomes of its activities, the objectives of its outcomes and actions, their findings."""
    actions = [graph.actions[pk] for pk in start.actions if pk in graph.actions] if start.actions else []
    outcomes = start.outcomes | _all(graph.served_by(pk) for pk in start.activities)
    objectives = start.objectives | {one.objective for one in actions if one.objective is not None}
    objectives |= {pk for pk, reached in graph.reached_by.items() if reached & outcomes} if outcomes else set()
    statements = start.statements | {one.statement for one in actions if one.statement}
    statements |= _all(graph.findings.get(pk, frozenset()) for pk in objectives)
    statements |= _all(graph.answered_by(pk) for pk in start.activities)
    return Walk(statements, objectives, start.actions, outcomes, start.activities)


def down(graph: Graph, start: Walk) -> Walk:
    """What ``start`` leads to: the objectives of its statements, their actions and outcomes, and the activities that serve
    those."""
    objectives = start.objectives | {pk for pk, found in graph.findings.items() if found & start.statements}
    outcomes = start.outcomes | _all(graph.reached_by.get(pk, frozenset()) for pk in objectives)
    actions = start.actions | {one.id for one in graph.actions.values() if _answers(one, start.statements, objectives)}
    activities = start.activities | {graph.actions[pk].activity for pk in actions if pk in graph.actions} - {None}
    if outcomes or start.statements:
        serving = graph.activities
        activities |= {
            pk for pk in serving if graph.served_by(pk) & outcomes or graph.answered_by(pk) & start.statements
        }  # fmt: skip
    return replace(start, objectives=objectives, actions=actions, outcomes=outcomes, activities=frozenset(activities))


def _answers(one: ActionNode, statements: frozenset[Statement], objectives: Iterable[int]) -> bool:
    return one.statement in statements or one.objective in objectives


def _all(sets: Iterable[frozenset]) -> frozenset:
    return frozenset().union(*sets)
