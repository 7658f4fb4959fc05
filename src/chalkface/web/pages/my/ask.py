"""Asking to be seen by the careers adviser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.own import ABOUT, ask_for_meeting, take_back_request
from chalkface.queries.own_pages import next_meeting, wishes
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say


@own_page("ask/", needs="keep_own", title="Ask for a meeting", methods=("GET", "POST"))
def ask(request: HttpRequest, access: Access) -> dict | HttpResponse:
    number = own_student(request, access)
    asked = wishes(access, number)
    given = {name: request.POST.get(name, "") for name in ("about", "said")}
    context = {
        "asked": asked,
        "waiting": next((one for one in asked if one.is_open), None),
        "meeting": next_meeting(access, number),
        "about": [{"value": code, "label": label} for code, label in ABOUT.items()],
        "titles": ABOUT,
        "given": given,
        "errors": [],
        "key": form_key(request),
    }
    if request.method == "GET":
        return context
    try:
        if request.POST.get("deed") == "take_back":
            sent = request.POST.get("request", "")
            request_id = int(sent) if sent.isdecimal() and len(sent) < 16 else 0
            take_back_request(access, student_id=number, key=sent_key(request), request_id=request_id)
            say(request, "Taken back.")
        else:
            ask_for_meeting(access, student_id=number, key=sent_key(request), **given)
            say(request, "Asked. The careers team sees it today, and the answer comes back to you here.")
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    return redirect("my.ask", school=request.resolver_match.kwargs["school"])
