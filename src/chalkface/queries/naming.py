"""Texts of histories and forms as a person reads them: a post by its title, a day in words, a status as it is said."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from chalkface.core.activity_facts import FACT_NAMES, MODES
from chalkface.core.awards import VIEWS
from chalkface.core.words import ACTIVITY_KINDS, STATUS_WORDS, day_words
from chalkface.core.years import year_label
from chalkface.indicators.catalogue import indicators
from chalkface.records.models import Activity, Objective, Outcome, Partner, Post
from chalkface.records.tenancy import SchoolOwned

# Fields whose text is the number of a row, with the column that names it.
_NAMED_BY: dict[str, tuple[type[SchoolOwned], str]] = {
    "post_id": (Post, "title"),
    "objective_id": (Objective, "title"),
    "activity_id": (Activity, "title"),
    "outcome_id": (Outcome, "wording"),
}
# Fields whose text is several numbers or codes with a semicolon between.
_LISTS = ("outcomes", "statements", "skills", "years", "partners")
_WORDS = {
    "kind": ACTIVITY_KINDS, "view": VIEWS, "mode": MODES,
    **{name: {"yes": "yes", "no": "no", "": "not known"} for name in FACT_NAMES},
}  # fmt: skip


def is_code(field: str) -> bool:
    """Whether the field holds a number of a row or a code, to be chosen rather than written."""
    if field in _LISTS or field in _WORDS:
        return True
    return field in _NAMED_BY or field in ("status", "indicator", "group", "area", "term", "membership_id")


def named(values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(field, text as kept) → words, for all at once: one query for each kind of thing that is pointed at."""
    asked = set(values)
    wanted: dict[str, set[int]] = defaultdict(set)
    for field, text in asked:
        if field in _NAMED_BY and text.isdecimal():
            wanted[field].add(int(text))
    titles = _partners(text for field, text in asked if field == "partners")
    for field, numbers in wanted.items():
        model, column = _NAMED_BY[field]
        titles |= {(field, str(pk)): title for pk, title in model.objects.filter(pk__in=numbers).values_list("pk", column)}
    return {(field, text): titles.get((field, text)) or _words(field, text) for field, text in asked}


def _partners(texts: Iterable[str]) -> dict[tuple[str, str], str]:
    lists = {text: [int(number) for number in text.split(";") if number.isdecimal()] for text in texts}
    wanted = {number for numbers in lists.values() for number in numbers}
    names = dict(Partner.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    return {("partners", text): ", ".join(names.get(one, "one that is gone") for one in numbers)
            for text, numbers in lists.items() if numbers}  # fmt: skip


def _words(field: str, text: str) -> str:
    if field in _NAMED_BY:
        return "one that is gone" if text else "none"
    if field in _WORDS:
        return _WORDS[field].get(text, text)
    if field in _LISTS:
        return text.replace(";", ", ")
    if field == "finding":
        return f"statement {text.rpartition(':')[2]}" if text else ""
    if field == "status":
        return STATUS_WORDS.get(text, text)
    if field == "indicator":
        return next((one.title for one in indicators() if one.id == text), text)
    if field in ("from_year", "to_year") and text.isdecimal():
        return year_label(int(text))
    if field.endswith("_on") and text:
        return day_words(date.fromisoformat(text))
    return text
