"""Legal holds: whose records may not go, and lifting a hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.retention import lift_hold
from chalkface.queries.retention import holds as all_holds
from chalkface.web.page import page, say


@page("retention/holds/", needs="keep_retention", title="Legal holds", methods=("GET", "POST"))
def holds(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":
        asked = request.POST.get("hold", "")
        if not asked.isdecimal() or len(asked) > 18:
            raise Refused("Choose a hold.")
        lift_hold(access, hold_id=int(asked))
        say(request, "The hold is lifted.")
        return redirect("retention.holds", school=request.resolver_match.kwargs["school"])
    return {"holds": all_holds(access.on)}
