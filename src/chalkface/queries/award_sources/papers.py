"""Papers as evidence: what a portfolio takes along, and whether there is anything to put in it."""

from chalkface.queries.award_sources import HELD, MISSING, Said, source
from chalkface.queries.award_sources.records import Records
from chalkface.queries.places import Place

# Report, the page where it is made, and what it is.
PAPERS = {
    "strategic-plan": ("papers.plan", "The strategic plan as one document"),
    "role-descriptions": ("roles.descriptions", "Role descriptions"),
    "governor-paper": ("papers.governor", "The paper for governors"),
    "good-practice-card": ("review.practices", "Good practice as cards"),
}


@source("papers", codes=PAPERS.keys)
def papers(records: Records, rest: str) -> Said:
    """A paper is made of the records on the spot; it is held when there is something to put in it."""
    page, what = PAPERS[rest]
    there = {
        "strategic-plan": records.direction is not None and bool(records.direction.vision),
        "role-descriptions": bool(records.posts),
        "governor-paper": True,
        "good-practice-card": bool(records.practices),
    }[rest]
    if there:
        return HELD, f"{what} can be made today.", Place(page)
    return MISSING, f"{what} would be empty today.", Place(page)
