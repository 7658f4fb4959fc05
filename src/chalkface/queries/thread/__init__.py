"""The thread of one thing: up to why it is there, down to whom it reached, and what else serves the same end."""

from dataclasses import dataclass, replace

from chalkface.core.access import Access
from chalkface.queries.places import Link, Place
from chalkface.queries.thread.graph import Graph
from chalkface.queries.thread.kinds import KINDS, Start
from chalkface.queries.thread.steps import (
    ORDER,
    Step,
    actions,
    activities,
    change,
    direction,
    objectives,
    outcomes,
    register,
    statements,
)

__all__ = ["KINDS", "Step", "Thread", "thread"]


@dataclass(frozen=True)
class Thread:
    """The whole way in order, the thing itself among its steps, and what stands beside it."""

    kind: str
    kind_title: str
    title: str
    place: Place
    path: tuple[Step, ...]
    beside: tuple[Link, ...]
    beside_words: str

    @property
    def here(self) -> int:
        """The place of the thing itself in the path."""
        return next(index for index, step in enumerate(self.path) if step.is_here)

    @property
    def up(self) -> tuple[Step, ...]:
        """The steps above it, the nearest first."""
        return tuple(reversed(self.path[: self.here]))

    @property
    def down(self) -> tuple[Step, ...]:
        """The steps below it."""
        return self.path[self.here + 1 :]


def thread(access: Access, kind: str, of: str, *, students: str = "students") -> Thread | None:
    """The thread of one thing of the open school, in the numbers this person may see; None when there is none such.

    ``kind`` is one of ``KINDS``; ``of`` its number or code. Names nobody.
    """
    if kind not in KINDS:
        return None
    graph = Graph(access)
    start = KINDS[kind].find(graph, of)
    if start is None:
        return None
    title = KINDS[kind].title
    return Thread(
        kind, title, start.title, start.place, _path(access, graph, start, title, students), start.beside, start.beside_words
    )


def _path(access: Access, graph: Graph, start: Start, title: str, students: str) -> tuple[Step, ...]:
    here = Step(start.after, title, 1, start.sentence, (Link(start.title, start.place),), is_here=True)
    at = ORDER.index(start.after)
    found: list[Step] = []
    for index, code in enumerate(ORDER):
        if index == at and start.is_step:
            found.append(here)
            continue
        found.append(_step(access, graph, start, code, above=index <= at, students=students))
        if index == at:
            found.append(here)
    return tuple(found)


def _step(access: Access, graph: Graph, start: Start, code: str, *, above: bool, students: str) -> Step:
    walk = start.above if above else start.below
    match code:
        case "direction":
            return direction(access)
        case "statement":
            return statements(walk)
        case "objective":
            return objectives(graph, walk)
        case "action":
            return actions(graph, walk)
        case "outcome":
            return outcomes(graph, walk)
        case "activity":
            return activities(graph, walk)
        case "register":
            return register(access, graph, walk, students)
    both = replace(
        start.below,
        statements=start.above.statements | start.below.statements,
        objectives=start.above.objectives | start.below.objectives,
    )
    return change(access, graph, both)
