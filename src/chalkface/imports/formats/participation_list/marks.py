"""Ticks, crosses and titles."""

import re
from collections.abc import Iterable

YES = {
    "y",
    "yes",
    "✓",
    "✔",
    "☑",
    "1",
    "1.0",
    "p",
    "present",
    "attended",
    "true",
    "tick",
    "here",
    "/",
    "\\",
    "took part",
    "done",
}
NO = {
    "n",
    "no",
    "✗",
    "✘",
    "☒",
    "0",
    "0.0",
    "a",
    "abs",
    "absent",
    "false",
    "dna",
    "did not attend",
    "n/a",
    "-",
    "not attended",
    "missed",
}
CROSS = "x"


def attended(cell: str, *, cross_is_tick: bool) -> bool | None:
    """``True``, ``False``, or ``None`` for an empty cell. Raises ``ValueError`` with a sentence for anything else.

    An ``x`` is a tick in one school and a cross in the next: ``cross_is_tick`` says which it is in this column.
    """
    word = " ".join(cell.casefold().split())
    if not word:
        return None
    if word == CROSS:
        return cross_is_tick
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(f"“{cell.strip()[:40]}” does not say whether the student was there. Write yes or no, or leave it empty.")


def is_mark(cell: str) -> bool:
    """Whether a cell is a tick, a cross or a word for one."""
    word = " ".join(cell.casefold().split())
    return word in YES or word in NO or word == CROSS


def cross_is_tick(cells: Iterable[str]) -> bool:
    """An ``x`` is a tick where nothing else in the column is one, and a cross beside other ticks."""
    words = {" ".join(cell.casefold().split()) for cell in cells}
    return CROSS in words and not words & YES


DAY_IN_TITLE = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{4}|\s+\d{2}(?!\d))?)",
    re.IGNORECASE,
)
LIST_WORDS = re.compile(
    r"\b(?:attendance (?:list|register|sheet)|participation list|participants?|register|attendees|"
    r"student list|list of students|sign(?:ing)?[ -]in sheet)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^\s*(?:activity|event|title|date)\s*(?:name)?\s*[:–-]\s*", re.IGNORECASE)


def title_and_day(text: str) -> tuple[str, str]:
    """A heading or title line split into what it names and the day written in it: ``Careers fair 12/03/25`` → both."""
    text = LABEL.sub("", " ".join(text.split()))
    found = DAY_IN_TITLE.search(text)
    written = found[0] if found else ""
    rest = text.replace(written, " ", 1) if written else text
    rest = LIST_WORDS.sub(" ", rest)
    return " ".join(re.sub(r"\(\s*\)|\s[–—-](?=\s|$)|^[–—-]\s", " ", rest).split()).strip(" ,:-–—"), written.strip()
