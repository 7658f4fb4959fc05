"""Changing an objective."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.objectives import edit_objective as change
from chalkface.queries.direction import objective_line
from chalkface.web.forms import Answers
from chalkface.web.objective_form import STATUSES, choices, given_of, read
from chalkface.web.page import page, say


@page("direction/objectives/<int:objective>/edit/", needs="edit_direction", title="Edit an objective", methods=("GET", "POST"))
def edit_objective(request: HttpRequest, access: Access, objective: int) -> dict | HttpResponse:
    line = objective_line(access, objective)
    if line is None:
        raise Http404
    offered = choices(access)
    if line.post_id and line.post_id not in {one["value"] for one in offered["posts"]}:
        offered["posts"].append({"value": line.post_id, "label": line.owner})
    context = {"line": line, "choices": offered, "statuses": [] if line.status == "closed" else STATUSES, "errors": []}
    if request.method == "GET":
        return {**context, "given": given_of(line)}
    try:
        answers = Answers(request.POST)
        new = read(answers, offered)
        new["position"] = answers.whole("position", "The order", required=True)
        new["status"] = "closed"
        if line.status != "closed":
            new["status"] = answers.choice("status", "The status", [one["value"] for one in STATUSES], required=True)
        answers.check()
        change(access, objective_id=objective, edition=answers.edition, **new)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "The objective is saved.")
    return redirect("direction.objective", school=request.resolver_match.kwargs["school"], objective=objective)
