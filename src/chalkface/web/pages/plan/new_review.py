"""Write the agenda of a term review: asked is only when the meeting is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.term_reviews import hold_review
from chalkface.queries.term_reviews import term_reviews
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("plan/new-review/", needs="edit_plan", title="Write an agenda", methods=("GET", "POST"))
def new_review(request: HttpRequest, access: Access) -> dict | HttpResponse:
    context = {"last": next(iter(term_reviews()), None), "errors": [], "wrong": {}}
    if request.method == "GET":
        return {**context, "given": {"on": access.on.isoformat()}}
    answers = Answers(request.POST)
    try:
        on = answers.day("on", "The day of the meeting", required=True)
        next_on = answers.day("next_on", "The day of the next meeting")
        present = answers.text("present", "Who is asked to come", limit=500)
        answers.check()
        number = hold_review(access, on=on, next_on=next_on, present=present)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "wrong": dict(refused.errors), "status": 422}
    say(request, "The agenda is written. It stays as it is; notes and decisions are added below it.")
    return redirect("plan.term_review", school=request.resolver_match.kwargs["school"], term_review=number)
