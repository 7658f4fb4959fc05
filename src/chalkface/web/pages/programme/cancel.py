"""Cancelling an activity, with what could take its place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.cancelling import cancel_activity, restore_activity
from chalkface.queries.activity_page import standing
from chalkface.queries.stand_ins import serves_anything, stand_ins_for
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("programme/<int:activity>/cancel/", needs="edit_programme", title="Cancel an activity", methods=("GET", "POST"))
def cancel(request: HttpRequest, access: Access, activity: int) -> dict | HttpResponse:
    card = standing(activity)
    if card is None:
        raise Http404
    offered = stand_ins_for(access, activity)
    errors, status = [], 200
    if request.method == "POST":
        try:
            number = _done(request, access, activity, {one.id for one in offered})
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            return redirect("programme.activity", school=request.resolver_match.kwargs["school"], activity=number)
    return {
        "status": status,
        "errors": errors,
        "card": card,
        "serves": bool(offered) or serves_anything(activity),
        "given": request.POST,
        "options": [
            *({"value": one.id, "label": one.title, "hint": f"{one.kind.capitalize()}; {one.why}"} for one in offered),
            {"value": "", "label": "Nothing takes its place"},
        ],
        "any_past": any(not one.is_ahead for one in offered),
    }


def _done(request: HttpRequest, access: Access, activity: int, offered: set[int]) -> int:
    """Do what was asked; returns the number of the activity to go to."""
    if request.POST.get("deed") == "restore":
        restore_activity(access, activity_id=activity)
        say(request, "It takes place after all. What stood in for it stays in the programme.")
        return activity
    answers = Answers(request.POST)
    stand_in = answers.number_of("stand_in", "What takes its place", offered)
    on = answers.day("stand_in_on", "Day of the stand-in")
    because = answers.text("because", "Reason", required=True)
    answers.check()
    made = cancel_activity(access, activity_id=activity, because=because, stand_in_id=stand_in, stand_in_on=on)
    if made is None:
        say(request, "It is cancelled. It stays in the records and counts for nobody.")
        return activity
    say(request, "It is cancelled, and this takes its place; whoever was listed is listed here.")
    return made
