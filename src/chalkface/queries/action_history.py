"""The history of one thing of the plan as it is read: month by month, each change a sentence, with its reason."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from chalkface.core.words import field_words
from chalkface.queries.history import HistoryLine, history_of
from chalkface.queries.naming import named
from chalkface.records.tenancy import SchoolOwned

# What a deed was, where its fields do not say it.
DEEDS = {
    "write_action": "Written into the plan",
    "remove_action": "Taken out of the plan",
    "hold_review": "Agenda written",
    "adopt_outcomes": "Adopted from a ready set",
    "write_outcome": "Written",
    "bring_back_outcome": "Brought back",
}
LONG = 60


@dataclass(frozen=True)
class Told:
    """One edit on a day: by whom ("" for an import or the command line), what changed in sentences, and why."""

    day: date
    who: str
    sentences: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class MonthOfHistory:
    """The edits of one month, the latest first; ``label`` is "March 2026"."""

    label: str
    edits: tuple[Told, ...]


def history_by_month(row: SchoolOwned) -> tuple[MonthOfHistory, ...]:
    """What happened to a row of the open school (its number is enough), the latest month first."""
    lines = history_of(row)
    words = named((field, text) for line in lines for field, texts in line.fields.items() for text in texts)
    months: dict[str, list[Told]] = {}
    for line in lines:
        day = timezone.localtime(line.at).date()
        months.setdefault(f"{day:%B %Y}", []).append(Told(day, line.who, _sentences(line, words), line.reason))
    return tuple(MonthOfHistory(label, tuple(edits)) for label, edits in months.items())


def _sentences(line: HistoryLine, words: dict[tuple[str, str], str]) -> tuple[str, ...]:
    if line.deed in DEEDS:
        return (f"{DEEDS[line.deed]}.",)
    return tuple(
        _sentence(field, words[field, before], words[field, after])
        for field, (before, after) in line.fields.items()
        if field != "done_on"  # the status says it
    )


def _sentence(field: str, before: str, after: str) -> str:
    what, before, after = field_words(field), before.rstrip("."), after.rstrip(".")
    if max(len(before), len(after)) > LONG:
        return f"{what} was rewritten." if before and after else f"{what} was {'written' if after else 'emptied'}."
    if not before or before == "none":
        return f"{what}: {after.removesuffix('.')}."
    return f"{what}: {before} became {after or 'empty'}."
