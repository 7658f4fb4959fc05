"""Gathers the agenda: the one that was kept with a term review, cut to what fits one page."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.queries.agenda import compose_agenda
from chalkface.queries.schools import school_at_door
from chalkface.queries.term_reviews import TermReviewCard, term_of, term_review_of, term_words
from chalkface.records.schools import School
from chalkface.records.tenancy import open_scope
from chalkface.reports.term_agenda.paper import Section, TermAgenda

LINES = 5  # of each section; that of actions has more to say
MOST = {"Actions": 9}
DECISIONS = 8
LONGEST_LINE, LONGEST_NOTES = 220, 700


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
    decisions = tuple(shorten(one.text, LONGEST_LINE, placeholder=" …") for one in card.decisions[:DECISIONS])
    return _paper(
        school,
        card.on,
        card.term,
        card.agenda,
        present=card.present,
        notes=shorten(card.notes, LONGEST_NOTES, placeholder=" …"),
        decisions=decisions,
        more_decisions=max(0, len(card.decisions) - DECISIONS),
        next_on=card.next_on,
    )


def _paper(school: School, on: date, term: str, agenda: dict, **written: object) -> TermAgenda:
    return TermAgenda(
        school=school.name,
        is_example=school.is_example,
        on=on,
        term=term,
        written_on=date.fromisoformat(agenda["written_on"]) if agenda else on,
        since=date.fromisoformat(agenda["since"]) if agenda else None,
        sections=tuple(_section(one["title"], [line["text"] for line in one["lines"]]) for one in agenda.get("sections", ())),
        **written,
    )


def _section(title: str, lines: Sequence[str]) -> Section:
    most = MOST.get(title, LINES)
    shown = tuple(shorten(one, LONGEST_LINE, placeholder=" …") for one in lines[:most])
    return Section(title, shown, len(lines) - len(shown))
