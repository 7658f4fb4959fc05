"""That concerns were raised with the safeguarding lead: times, and whether they were taken up. There are no words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access, Scope
from chalkface.operations.concerns import acknowledge_concern
from chalkface.queries.notes import concerns as raised
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say


@page("guidance/concerns/", needs="see_concerns", title="Concerns raised", methods=("GET", "POST"))
def concerns(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":
        acknowledge_concern(access, concern_id=whole_number(request.POST.get("concern", ""), "The concern"))
        say(request, "It is kept that you took this up.")
        return redirect("guidance.concerns", school=school_at_door(access.school_id).slug)
    lines = raised(access)
    return {
        "lines": lines,
        "waiting": sum(one.acknowledged_at is None for one in lines),
        "sees_all": access.scope("see_concerns") is Scope.SCHOOL,
    }
