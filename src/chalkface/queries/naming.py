"""Texts of histories and forms as a person reads them: a post by its title, a day in words, a status as it is said."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from chalkface.core.words import STATUS_WORDS, day_words
from chalkface.records.models import Activity, Objective, Outcome, Post
from chalkface.records.tenancy import SchoolOwned

# Fields whose text is the number of a row, with the column that names it.
_NAMED_BY: dict[str, tuple[type[SchoolOwned], str]] = {
    "post_id": (Post, "title"),
    "objective_id": (Objective, "title"),
    "activity_id": (Activity, "title"),
    "outcome_id": (Outcome, "wording"),
}


def is_code(field: str) -> bool:
    """Whether the field holds a number of a row or a code, to be chosen rather than written."""
    return field in _NAMED_BY or field in ("status", "indicator", "group", "area", "term", "membership_id")


def named(values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(field, text as kept) → words, for all at once: one query for each kind of thing that is pointed at."""
    asked = set(values)
    wanted: dict[str, set[int]] = defaultdict(set)
    for field, text in asked:
        if field in _NAMED_BY and text.isdecimal():
            wanted[field].add(int(text))
    titles = {}
    for field, numbers in wanted.items():
        model, column = _NAMED_BY[field]
        titles |= {(field, str(pk)): title for pk, title in model.objects.filter(pk__in=numbers).values_list("pk", column)}
    return {(field, text): titles.get((field, text)) or _words(field, text) for field, text in asked}


def _words(field: str, text: str) -> str:
    if field in _NAMED_BY:
        return "one that is gone" if text else "none"
    if field == "status":
        return STATUS_WORDS.get(text, text)
    if field.endswith("_on") and text:
        return day_words(date.fromisoformat(text))
    return text
