"""The loop's own figure: of what was agreed and is due, how much is closed; by kind of need, by whose task it was, how fast."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median

from chalkface.core.access import Access
from chalkface.core.needs import OWNER_TITLES, days_open, kinds, title_of
from chalkface.queries.figures import ShownFigure, published_figures
from chalkface.records.models import Action, Need

INDICATOR = "agreed-actions-closed"


@dataclass(frozen=True)
class LoopRow:
    """One row of a breakdown: what it is called, how many of how many are closed, and what narrows the list to it."""

    label: str
    narrowed: str
    closed: int
    due: int


@dataclass(frozen=True)
class Loop:
    """The loop's figure as this person may see it. The rows are empty for who sees no names: they get the figure alone."""

    figure: ShownFigure
    by_kind: tuple[LoopRow, ...] = ()
    by_owner: tuple[LoopRow, ...] = ()
    median_days: int | None = None
    counted: int = 0
    not_yet: int = 0
    answered: int = 0


def loop(access: Access) -> Loop:
    """Three reads besides the figure. Raises ``NotAllowed`` without a right to figures."""
    (figure,) = published_figures(access, on=access.on, indicators=[INDICATOR])
    if not access.sees_exact_figures or access.kept_from:
        return Loop(figure)
    columns = (
        "due_on", "status", "need_met", "confirmed_on", "owner_kind", "need__raised_on", "meeting__met_on", "student_id",
        "student_said", "need_id", "need__sealed",
    )  # fmt: skip
    due, closed = {"kind": Counter(), "owner": Counter()}, {"kind": Counter(), "owner": Counter()}
    took: list[int] = []
    said: dict[int, set[str]] = {}
    for due_on, status, met, confirmed, owner, raised, met_on, student, word, *need in Action.objects.values_list(*columns):
        is_closed = status == "done" and bool(met) and confirmed is not None and confirmed <= access.on
        if is_closed and (since := raised or met_on) is not None:
            took.append(max(0, days_open(since, confirmed)))
        if word and student is not None:
            said.setdefault(student, set()).add(word)
        if _is_due(due_on, access.on):
            for breakdown, value in (("kind", _kind(access, *need)), ("owner", owner)):
                due[breakdown][value] += 1
                closed[breakdown][value] += is_closed
    return Loop(
        figure,
        _rows(due["kind"], closed["kind"], "kind", [*kinds(), ""], title_of, "No need named"),
        _rows(due["owner"], closed["owner"], "owner", [*OWNER_TITLES, ""], _owner_title, "Nobody named"),
        round(median(took)) if took else None,
        len(took),
        sum("not_yet" in words for words in said.values()),
        len(said),
    )


def _kind(access: Access, need: int | None, sealed: str | None) -> str:
    return Need.parts_in(sealed or "", access.school_id, need)["kind"] if need is not None else ""


def _is_due(due_on: date | None, on: date) -> bool:
    return due_on is not None and due_on <= on


def _rows(due: Counter, closed: Counter, name: str, order: list[str], called, nothing: str) -> tuple[LoopRow, ...]:
    values = [*order, *sorted(set(due) - set(order))]
    return tuple(
        LoopRow(_big(called(one)) if one else nothing, f"{name}={one or 'nobody'}", closed[one], due[one])
        for one in values
        if due[one]
    )


def _owner_title(kind: str) -> str:
    return OWNER_TITLES.get(kind, kind)


def _big(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
