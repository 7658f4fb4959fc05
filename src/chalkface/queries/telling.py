"""A history as a person reads it: what was done, by whom, and what each field said before and says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from chalkface.core.words import field_words
from chalkface.queries.history import HistoryLine
from chalkface.queries.naming import named

LONG = 80
# Deeds whose name does not say it well enough: "edit_post" is read as "Edit post".
_DEEDS = {
    "write_objective": "Objective written",
    "edit_objective": "Changed",
    "set_baseline": "Baseline measured",
    "explain_otherwise": "What else could explain it",
    "close_objective": "Closed",
    "reopen_objective": "Taken up again",
    "link_outcomes": "Outcomes chosen",
    "answer_finding": "Finding added",
    "drop_finding": "Finding taken away",
    "write_direction": "Direction written",
    "keep_version": "Version kept",
    "put_to_governors": "Put to governors",
    "record_decision": "Governors’ decision recorded",
    "write_lesson": "Written",
    "take_step": "Stage reached",
    "mend_step": "Changed",
    "say_of_criterion": "Written",
    "confirm_lesson": "Confirmed as taught",
    "unconfirm_lesson": "Confirmation taken back",
    "note_practice": "Noted",
    "edit_practice": "Changed",
    "make_ask": "Asked",
    "renew_link": "New link made",
    "cancel_ask": "Cancelled",
    "answer_ask": "Answered",
    "confirm_lessons": "Answered",
    "answer_invitation": "Answered",
}


@dataclass(frozen=True)
class Told:
    """One line of a history in words, for ``ui.timeline``."""

    when: date
    title: str
    text: str


def told(lines: Iterable[HistoryLine]) -> tuple[Told, ...]:
    """Each line in words, in the order given; asks once for all that is pointed at."""
    lines = list(lines)
    words = named((field, text) for line in lines for field, pair in line.fields.items() for text in pair)
    return tuple(_told(line, words) for line in lines)


def _told(line: HistoryLine, words: dict[tuple[str, str], str]) -> Told:
    deed = _DEEDS.get(line.deed, line.deed.replace("_", " ").capitalize())
    parts = [_field(field, words[field, before], words[field, after]) for field, (before, after) in line.fields.items()]
    title = f"{deed} by {line.who}" if line.who else deed
    return Told(timezone.localtime(line.at).date(), title, " ".join([*parts, *([line.reason] if line.reason else [])]))


def _field(field: str, before: str, after: str) -> str:
    name = field_words(field)
    if max(len(before), len(after)) > LONG:
        return f"{name}: {'rewritten' if before and after else 'written' if after else 'taken out'}."
    if not before:
        return f"{name}: {after}."
    return f"{name}: from {before} to {after or 'nothing'}."
