"""Term reviews: the meetings that looked at the plan, the latest first."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.term_reviews import term_reviews
from chalkface.web.page import page


@page("plan/reviews/", needs="see_plan", title="Term reviews")
def reviews(request: HttpRequest, access: Access) -> dict:
    return {"reviews": term_reviews()}
