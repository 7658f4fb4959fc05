"""Changing an outcome, retiring it, and bringing it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.outcomes import bring_back_outcome, edit_outcome, retire_outcome
from chalkface.queries.outcomes import outcome_line
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.outcomes.new import choices, place_of


@page("outcomes/<int:outcome>/edit/", needs="edit_outcomes", title="Change an outcome", methods=("GET", "POST"))
def edit(request: HttpRequest, access: Access, outcome: int) -> dict | HttpResponse:
    line = outcome_line(outcome)
    if line is None:
        raise Http404
    context = {**choices(), "line": line, "given": line, "errors": []}
    if request.method == "GET":
        return context
    try:
        say(request, _do(request, access, outcome))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        given = line if request.POST.get("deed") else request.POST
        asked = request.POST.get("reason", "") if request.POST.get("deed") else ""
        return {**context, "given": given, "reason": asked, "errors": refused.errors, "status": 422}
    return redirect("outcomes.outcome", school=request.resolver_match.kwargs["school"], outcome=outcome)


def _do(request: HttpRequest, access: Access, outcome: int) -> str:
    answers = Answers(request.POST)
    reason = answers.text("reason", "The reason", limit=1_000)
    match request.POST.get("deed", ""):
        case "retire":
            answers.check()
            retire_outcome(access, outcome_id=outcome, edition=answers.edition, reason=reason)
            return "The outcome is retired. What was done for it is kept."
        case "bring_back":
            answers.check()
            bring_back_outcome(access, outcome_id=outcome, edition=answers.edition, reason=reason)
            return "The outcome is back in the grid."
    new = place_of(answers)
    answers.check()
    changed = edit_outcome(access, outcome_id=outcome, edition=answers.edition, new=new, reason=reason)
    return "The outcome is changed." if changed else "Nothing was changed."
