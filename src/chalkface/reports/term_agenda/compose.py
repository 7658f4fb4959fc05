"""Gathers the agenda: the one that was kept with a term review, cut to what fits one page."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from textwrap import shorten

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.queries.agenda import compose_agenda
from chalkface.queries.schools import school_at_door
from chalkface.queries.term_reviews import TermReviewCard, term_of, term_review_of, term_words
from chalkface.records.schools import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.term_agenda.paper import Section, TermAgenda

LINES = 9  # of each part at most
ROOM = 38  # lines of WIDTH letters for all parts together, so that the words stay large enough to read
WIDTH = 115
DECIDED = "Decided"
FIRST = {"Actions": 2, "Objectives": 3, DECIDED: 3}  # what a meeting is about gives way last
LONGEST_LINE, LONGEST_NOTES, LONGEST_PRESENT = 240, 400, 200


def compose(access: Access, on: date) -> TermAgenda:
    """The agenda of the term review of a day; where none was held then, as it would be written. Raises ``NotAllowed``."""
    if not access.may("see_plan"):
        raise NotAllowed(f"{access.role} may not read the plan")
    school = school_at_door(access.school_id)
    with open_scope(access):
        card = term_review_of(on)
        if card is not None:
            return paper_of(school, card)
        return _paper(school, on, term_words(on, term_of(on)), compose_agenda(access, on))


def paper_of(school: School, card: TermReviewCard) -> TermAgenda:
    """The page of a term review that was kept."""
    return _paper(
        school,
        card.on,
        card.term,
        card.agenda,
        decided=[one.text for one in card.decisions],
        present=shorten(card.present, LONGEST_PRESENT, placeholder=" …"),
        notes=shorten(card.notes, LONGEST_NOTES, placeholder=" …"),
        next_on=card.next_on,
    )


def _paper(school: School, on: date, term: str, agenda: dict, *, decided: Sequence[str] = (), **written: object) -> TermAgenda:
    parts = [(one["title"], [line["text"] for line in one["lines"]]) for one in agenda.get("sections", ())]
    *shown, decisions = _cut([*parts, (DECIDED, decided)])
    return TermAgenda(
        school=school.name,
        is_example=school.is_example,
        on=on,
        term=term,
        written_on=date.fromisoformat(agenda["written_on"]) if agenda else on,
        since=date.fromisoformat(agenda["since"]) if agenda else None,
        sections=tuple(
            Section(one["title"], lines, len(one["lines"]) - len(lines))
            for one, lines in zip(agenda.get("sections", ()), shown, strict=True)
        ),
        decisions=decisions,
        more_decisions=len(decided) - len(decisions),
        **written,
    )


def _cut(parts: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, ...]]:
    """The first lines of each part, as many as there is room for: the longest part gives way first, none goes altogether."""
    kept = [(title, [shorten(one, LONGEST_LINE, placeholder=" …") for one in lines[:LINES]]) for title, lines in parts]
    while sum(_takes(lines) for _, lines in kept) > ROOM and any(len(lines) > 1 for _, lines in kept):
        longest = max((part for part in kept if len(part[1]) > 1), key=lambda part: _takes(part[1]) / FIRST.get(part[0], 1))
        longest[1].pop()
    return [tuple(lines) for _, lines in kept]


def _takes(lines: Sequence[str]) -> int:
    return sum(ceil(len(one) / WIDTH) for one in lines)
