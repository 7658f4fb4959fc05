"""The agenda put into the words that both forms write."""

from dataclasses import dataclass

from chalkface.core.words import day_words
from chalkface.reports.term_agenda.paper import TermAgenda


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on the page. ``parts``: (title, sentences); ``blanks``: how many lines are left to write on."""

    title: str
    subtitle: str
    example: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    decisions: tuple[str, ...]
    blanks: int
    closing: tuple[str, ...]
    footer: str


def tell(paper: TermAgenda) -> Told:
    """The sentences of the page."""
    since = f", from what has changed since {day_words(paper.since)}" if paper.since else ""
    parts = tuple((one.title, (*one.lines, *_more(one.more))) for one in paper.sections)
    closing = []
    if paper.present:
        closing.append(f"Present: {paper.present}")
    if paper.notes:
        closing.append(f"Notes: {paper.notes}")
    if paper.next_on:
        closing.append(f"The next term review is on {day_words(paper.next_on)}.")
    return Told(
        title=f"Term review of {day_words(paper.on)}",
        subtitle=f"{paper.school}, {paper.term}. Written on {day_words(paper.written_on)}{since}.",
        example="This is an example school: nobody in it is real." if paper.is_example else "",
        parts=parts or (("Agenda", ("Nothing has changed that the plan knows of.",)),),
        decisions=(*paper.decisions, *_more(paper.more_decisions)),
        blanks=0 if paper.decisions else 4,
        closing=tuple(closing),
        footer=f"{paper.school} · term review · figures may be shown to anybody",
    )


def _more(count: int) -> tuple[str, ...]:
    return (f"And {count} more, on the page of the review.",) if count > 0 else ()
