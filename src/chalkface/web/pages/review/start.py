"""The review as it stands: three numbers kept apart, what to look at first, and the benchmarks."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import year_label
from chalkface.frameworks.load import frameworks
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.findings import priorities
from chalkface.queries.reviews import review_of
from chalkface.queries.schools import school_at_door
from chalkface.web.editions import edition_choices
from chalkface.web.page import page


@page("review/", needs="see_review", title="Review", menu="Review", order=10)
def start(request: HttpRequest, access: Access) -> dict:
    school = school_at_door(access.school_id)
    framework = request.GET.get("framework") or school.framework
    if framework not in frameworks():
        raise Http404
    review = review_of(access, school, framework=framework, on=access.on)
    return {
        "review": review,
        "findings": priorities(access, review, school=school),
        "leavers": year_label(leaving_year_in_review(access.on)),
        "editions": edition_choices(),
    }
