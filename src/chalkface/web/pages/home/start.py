"""Home: what matters this week, in sentences."""

from django.http import HttpRequest
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.words import COURSE_WORDS
from chalkface.queries.direction import objectives
from chalkface.queries.findings import priorities
from chalkface.queries.reviews import review_of
from chalkface.queries.schools import school_at_door
from chalkface.queries.signing_in import guessing
from chalkface.queries.week import week
from chalkface.web.page import page

FINDINGS = 3


@page("", needs="see_home", title="Home", menu="Home", order=0)
def start(request: HttpRequest, access: Access) -> dict:
    school = school_at_door(access.school_id)
    context = {"week": week(access, school), "review": None, "findings": [], "objectives": []}
    context["courses"] = COURSE_WORDS
    if access.may("see_review") and access.may("see_figures"):
        review = review_of(access, school, framework=school.framework, on=access.on)
        context |= {"review": review, "findings": priorities(access, review, limit=FINDINGS, school=school)}
    if access.may("set_sign_in"):
        context["guessing"] = guessing(access, timezone.now())
    if access.may("see_plan"):
        context["objectives"] = [one for one in objectives(access, school=school) if one.status == "current"]
    return context
