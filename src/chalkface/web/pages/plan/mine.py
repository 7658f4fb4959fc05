"""My assignments: everything that hangs on the posts a person holds, with the status of an action changed in its place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.queries.assignments import assignments
from chalkface.queries.plans import action_card
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say
from chalkface.web.pages.plan.action import say_how_far
from chalkface.web.pages.plan.start import STATUSES


@page("plan/mine/", needs="see_plan", title="My assignments", methods=("GET", "POST"))
def mine(request: HttpRequest, access: Access) -> dict | HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        number = whole_number(request.POST.get("action", ""), "The action")
        if action_card(access, number) is None:
            raise Http404
        try:
            changed = say_how_far(request, access, number)
            say(request, "It is kept how far this is." if changed else "Nothing was changed.")
            return redirect(f"{request.path}#action-{number}")
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors = [(f"status-{number}", sentence) for _, sentence in refused.errors]
    answer = {"plate": assignments(access), "statuses": STATUSES, "errors": errors, "wrong": dict(errors)}
    return answer | ({"status": 422} if errors else {})
