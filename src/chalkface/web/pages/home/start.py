"""Home: what matters this week, in sentences."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.findings import priorities
from chalkface.queries.reviews import review_as_it_stands
from chalkface.queries.schools import school_at_door
from chalkface.queries.week import week
from chalkface.web.page import page

FINDINGS = 3


@page("", needs="see_home", title="Home", menu="Home", order=0)
def start(request: HttpRequest, access: Access) -> dict:
    context = {"week": week(access), "review": None, "findings": []}
    if access.may("see_review") and access.may("see_figures"):
        review = review_as_it_stands(access, framework=school_at_door(access.school_id).framework, on=access.on)
        context |= {"review": review, "findings": priorities(access, review, limit=FINDINGS)}
    return context
