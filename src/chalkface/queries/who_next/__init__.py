"""Who should be seen next and why: a module here for each reason, found by being here (``announce``)."""

from chalkface.queries.who_next.ranking import Board, Line, NextFilters, Touched, ranked, touched, why_now

__all__ = ["Board", "Line", "NextFilters", "Touched", "ranked", "touched", "why_now"]
