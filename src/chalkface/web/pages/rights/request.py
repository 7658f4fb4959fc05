"""One request: its clock, the parts of its pack, and how it ended."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.answer_days import KINDS, MAY_BE_EXTENDED
from chalkface.core.errors import Refused
from chalkface.core.who_may_ask import ASKERS, WHY
from chalkface.operations.rights import close_request, extend_request, pause_request, resume_request
from chalkface.queries.rights import PACKS, request_of
from chalkface.web.page import page, say


def _act(access: Access, number: int, deed: str, because: str) -> str:
    if deed == "pause":
        pause_request(access, request_id=number)
        return "The clock stands still until you start it again."
    if deed == "resume":
        resume_request(access, request_id=number)
        return "The clock runs again; the days it stood still are added."
    if deed == "extend":
        extend_request(access, request_id=number, because=because)
        return "Two months more. Tell the asker why, within the first month."
    close_request(access, request_id=number, state=deed, because=because)
    return "That is kept."


@page("rights/<int:rights_request>/", needs="handle_rights", title="A request about data", methods=("GET", "POST"))
def request(request: HttpRequest, access: Access, rights_request: int) -> dict | HttpResponse:
    asked = request_of(access, rights_request)
    if asked is None:
        raise Http404
    context = {
        "asked": asked,
        "kinds": KINDS,
        "why": WHY,
        "askers": ASKERS,
        "is_open": asked.state in ("open", "paused"),
        "may_extend": asked.state == "open" and asked.kind in MAY_BE_EXTENDED and asked.extended_on is None,
        "has_pack": asked.kind in PACKS,
        "because": "",
        "errors": [],
    }
    if request.method == "GET":
        return context
    because = request.POST.get("because", "")
    try:
        say(request, _act(access, rights_request, request.POST.get("deed", ""), because))
    except Refused as refused:
        return {**context, "because": because, "errors": refused.errors, "status": 422}
    return redirect("rights.request", school=request.resolver_match.kwargs["school"], rights_request=rights_request)
