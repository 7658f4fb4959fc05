"""Awards, reviews and views beside the benchmarks: which there are, how far the school is, and what runs out."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.award import all_awards
from chalkface.web.page import page

# Each kind with its heading and what is said of it.
KINDS = (
    ("award", "Awards", "Given by somebody from outside who has looked."),
    ("review", "Reviews", "Held by the school itself."),
    ("view", "Views", "Read from the records at any moment; nothing is written for them."),
)


@page("award/", needs="see_review", title="Awards and reviews")
def start(request: HttpRequest, access: Access) -> dict:
    lines = all_awards(access)
    groups = [(title, says, [one for one in lines if one.award.kind == kind]) for kind, title, says in KINDS]
    return {"groups": [group for group in groups if group[2]], "watched": [one for one in lines if one.journey.watch]}
