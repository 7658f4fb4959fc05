"""What became of the plan's actions since a day, in the sentences of an agenda: late, moved and why, done, gone, new."""

from collections.abc import Iterable
from datetime import date
from textwrap import shorten

from chalkface.core.words import day_words
from chalkface.queries.history import HistoryLine, changes_since
from chalkface.queries.plans import DONE, ActionLine, plan_sentence
from chalkface.records.models import PlanAction

Line = dict[str, str | int]
ACTION = "action"


def line(text: str, about: str = "", of: int | str = "") -> Line:
    """A line of an agenda; ``about`` and ``of`` name what it is about, where that has a page."""
    return {"text": text, "about": about, "of": of}


def what_became_of_actions(actions: Iterable[ActionLine], since: date, on: date) -> list[Line]:
    """The plan in one sentence, then one line for each action that is late, was moved, was done, was taken out or is new."""
    found = list(actions)
    if not found:
        return []
    changes = changes_since(since, about=[PlanAction._meta.db_table])
    lines = [line(plan_sentence(found, on))]
    lines += [
        line(f"{one.days_late(on)} {'day' if one.days_late(on) == 1 else 'days'} late: {_said(one)}", ACTION, one.id)
        for one in found
        if one.is_overdue(on)
    ]
    lines += _moved(found, changes)
    lines += [line(f"Done: {_said(one)}", ACTION, one.id) for one in found if _done_since(one, since)]
    return lines + _gone(changes) + _new([one for one in found if not one.is_overdue(on)], changes)


def _said(one: ActionLine) -> str:
    return f"{short(one.what)} ({one.who or 'nobody yet'})."


def _done_since(one: ActionLine, since: date) -> bool:
    return one.status == DONE and one.done_on is not None and one.done_on >= since


def _moved(actions: list[ActionLine], changes: Iterable[HistoryLine]) -> list[Line]:
    """From the first day it had in this time to the one it has, with the last reason given."""
    moves: dict[int, list[str]] = {}
    for one in changes:
        before, after = one.fields.get("due_on", ("", ""))
        if before:
            first = moves.get(one.number, [before])[0]
            moves[one.number] = [first, after, one.reason]
    found = []
    for one in actions:
        first, last, reason = moves.get(one.id, ("", "", ""))
        if first and first != last:
            day = day_words(date.fromisoformat(last)) if last else "no date"
            because = f": {ended(short(reason))}" if reason else ", and no reason was written down."
            text = f"Moved from {day_words(date.fromisoformat(first))} to {day}: {short(one.what)}{because}"
            found.append(line(text, ACTION, one.id))
    return found


def _new(actions: list[ActionLine], changes: Iterable[HistoryLine]) -> list[Line]:
    new = {one.number for one in changes if one.deed == "write_action"}
    return [line(f"New: {_said(one)}", ACTION, one.id) for one in actions if one.id in new and one.status != DONE]


def _gone(changes: Iterable[HistoryLine]) -> list[Line]:
    gone = [one for one in changes if one.deed == "remove_action"]
    return [line(f"Taken out: {short(one.fields['what'][0])}: {ended(short(one.reason))}") for one in gone]


def short(text: str) -> str:
    """A title as part of a sentence: not too long, and without a full stop of its own."""
    return shorten(text, 110, placeholder=" …").rstrip(".")


def ended(text: str) -> str:
    """The sentence with its full stop, unless it ends with a mark of its own."""
    return text if text.endswith(("?", "!")) else f"{text}."
