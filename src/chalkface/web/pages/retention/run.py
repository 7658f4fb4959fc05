"""One list of what is due to go: look at it, take lines off, approve it or call it off."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.retention import approve_run, call_off_run, keep_items
from chalkface.queries.retention import run_called, run_items, run_parts, to_go
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

LINES = 50


@page("retention/lists/<int:run>/", needs="keep_retention", title="What is due to go", methods=("GET", "POST"), confirms=True)
def run(request: HttpRequest, access: Access, run: int) -> dict | HttpResponse:
    found = run_called(run)
    if found is None:
        raise Http404
    errors, status = [], 200
    if request.method == "POST":
        try:
            _do(request, access, run)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            return redirect("retention.run", school=request.resolver_match.kwargs["school"], run=run)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 7 else 1
    total = found.items.count()
    pages = max(1, -(-total // LINES))
    number = max(1, min(number, pages))
    going = to_go(found)
    return {
        "status": status,
        "errors": errors,
        "wrong": dict(errors),
        "run": found,
        "parts": run_parts(found),
        "items": run_items(found, (number - 1) * LINES, LINES),
        "number": number,
        "pages": pages,
        "total": total,
        "going": going,
        "count": sum(going.values()),
        "given": request.POST if errors else {},
    }


def _do(request: HttpRequest, access: Access, run: int) -> None:
    deed, answers = request.POST.get("deed", ""), Answers(request.POST)
    if deed == "keep":
        chosen = [int(one) for one in request.POST.getlist("items") if one.isdecimal() and len(one) < 18]
        if not chosen:
            raise Refused("Choose what is kept.", field="items")
        keep_items(access, run_id=run, items=chosen, because=answers.text("because", "The reason"))
        say(request, "They are off the list, and are asked about again in a year.")
    elif deed == "off":
        call_off_run(access, run_id=run)
        say(request, "The list is called off: nothing of it goes.")
    else:
        typed = answers.whole("typed", "The number", most=10_000_000)
        edition = answers.whole("edition", "The list", required=True, most=2_000_000_000)
        answers.check()
        approve_run(access, run_id=run, edition=edition, typed=typed)
        say(request, "Approved: it goes tonight. Until then it can be called off.")
