"""Makes a schedule: exactly as far as it goes when scipy is there, plainly when it is not."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from chalkface.core.interview_planning.greedy import greedy, least_cost, with_chains
from chalkface.core.interview_planning.model import Round, Schedule
from chalkface.core.interview_planning.reasons import why_left_out

Progress = Callable[[int, int], None]
NODES = 50
ENOUGH = 0.005


def can_solve() -> bool:
    """Whether the optional library that solves assignments exactly is installed."""
    return find_spec("scipy") is not None


def plan(
    of: Round,
    *,
    exactly: bool | None = None,
    nodes: int = NODES,
    enough: float = ENOUGH,
    progress: Progress = lambda done, total: None,
) -> Schedule:
    """The best schedule found, its cost, and what none can be below.

    Work is counted in nodes of the search, not in seconds, so that the same round gives the same schedule on every machine;
    it ends when the gap is at most ``enough``.
    """
    first = with_chains(of, greedy(of))
    if not (can_solve() if exactly is None else exactly):
        return _told(of, first, least_cost(of), "greedy")
    solver = import_module("chalkface.core.interview_planning.solving")
    bookings, bound = solver.solve(of, first, nodes=nodes, enough=enough, progress=progress)
    return _told(of, bookings, bound, "assignment")


def _told(of: Round, bookings: dict[int, int], bound: int, method: str) -> Schedule:
    left_out = {one.key: why_left_out(of, bookings, one) for one in of.people if one.key not in bookings}
    return Schedule(bookings, of.cost_of(bookings), bound, method, left_out)
