"""Papers as evidence: what a portfolio takes along, and whether there is anything to put in it."""

from chalkface.core.words import day_words
from chalkface.queries.award_sources import HELD, MISSING, PARTLY, YEAR, Said, source
from chalkface.queries.award_sources.records import Records
from chalkface.queries.places import Place

GOVERNOR = "governor-paper"
# Report, the page where it is made, and what it is.
PAPERS = {
    "strategic-plan": ("papers.plan", "The strategic plan as one document"),
    "role-descriptions": ("roles.descriptions", "Role descriptions"),
    "governor-paper": ("papers.governor", "The paper for governors"),
    "good-practice-card": ("review.practices", "Good practice as cards"),
}


@source("papers", codes=PAPERS.keys)
def papers(records: Records, rest: str) -> Said:
    """A paper is made of the records on the spot; it is held when there is something to put in it.

    What is for governors answers whether they are told: that it can be made is not enough for that.
    """
    page, what = PAPERS[rest]
    there = {
        "strategic-plan": records.direction is not None and bool(records.direction.vision),
        "role-descriptions": bool(records.posts),
        "governor-paper": bool(records.latest_review or records.objectives),
        "good-practice-card": bool(records.practices),
    }[rest]
    if not there:
        return MISSING, f"{what} would say nearly nothing today.", Place(page)
    if rest != GOVERNOR:
        return HELD, f"{what} can be made today.", Place(page)
    if (sent := records.governor_paper_sent) is None:
        return PARTLY, f"{what} can be made today; nothing here says that governors were given it.", Place(page)
    said = f"{what} was last sent by mail on {day_words(sent.asked_on)}, to {sent.reached:,}"
    said += f" {'address' if sent.reached == 1 else 'addresses'}"
    if records.on - sent.asked_on > YEAR:
        return PARTLY, f"{said}: more than a year ago.", Place(page)
    return HELD, f"{said}.", Place(page)
