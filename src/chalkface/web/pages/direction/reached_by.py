"""Choosing the outcomes by which an objective is reached."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.objectives import link_outcomes
from chalkface.queries.direction import objective_outcomes, outcomes_to_choose
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say


@page(
    "direction/objectives/<int:objective>/outcomes/", needs="edit_direction", title="Choose outcomes", methods=("GET", "POST")
)
def reached_by(request: HttpRequest, access: Access, objective: int) -> dict | HttpResponse:
    found = objective_outcomes(objective)
    if found is None:
        raise Http404
    title, chosen = found
    given, errors = chosen, []
    if request.method == "POST":
        try:
            given = _numbers(request, "outcomes")
            link_outcomes(access, objective_id=objective, outcome_ids=given, was=_numbers(request, "was"))
            say(request, "The outcomes are saved.")
            return redirect("direction.objective", school=request.resolver_match.kwargs["school"], objective=objective)
        except Refused as refused:
            errors = [("outcomes", refused.sentence)]
    lines = outcomes_to_choose({*chosen, *given})
    years = [(year, list(lines)) for year, lines in groupby(lines, key=lambda one: one["year_group"])]
    context = {"number": objective, "title": title, "years": years, "chosen": chosen, "given": given, "errors": errors}
    return {**context, "status": 422 if errors else 200}


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [whole_number(text, "The outcome") for text in request.POST.getlist(name)]
