"""Editing the vision, the horizon, the school's own priorities and where it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.years import year_label
from chalkface.operations.direction import write_direction
from chalkface.queries.direction import DirectionShown, current_direction
from chalkface.queries.standing import current_state
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

YEARS_BACK, YEARS_AHEAD = 3, 6


@page("direction/edit/", needs="edit_direction", title="Edit the direction", methods=("GET", "POST"))
def edit(request: HttpRequest, access: Access) -> dict | HttpResponse:
    now = current_direction(access)
    years = sorted({*range(access.year - YEARS_BACK, access.year + YEARS_AHEAD + 1), *_years_of(now)})
    context = {"years": [{"value": year, "label": year_label(year)} for year in years], "errors": []}
    if request.method == "GET":
        given = _given(now)
        if request.GET.get("from") == "records":
            given["summary"] = "\n\n".join(one for one in (" ".join(current_state(access, access.on)), now.summary) if one)
        return {**context, "given": given}
    try:
        _write(request, access, years)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "The direction is saved.")
    return redirect("direction.start", school=request.resolver_match.kwargs["school"])


def _years_of(now: DirectionShown) -> set[int]:
    return {year for year in (now.from_year, now.to_year) if year is not None}


def _given(now: DirectionShown) -> dict[str, object]:
    return {
        "vision": now.vision,
        "summary": now.summary,
        "priorities": now.priorities,
        "from_year": now.from_year if now.from_year is not None else "",
        "to_year": now.to_year if now.to_year is not None else "",
        "review_on": now.review_on.isoformat() if now.review_on else "",
        "edition": now.edition,
    }


def _write(request: HttpRequest, access: Access, years: list[int]) -> None:
    answers = Answers(request.POST)
    new = {
        "vision": answers.text("vision", "The vision"),
        "summary": answers.text("summary", "Where we stand"),
        "priorities": answers.text("priorities", "The school’s own priorities"),
        "from_year": answers.number_of("from_year", "The first year", years),
        "to_year": answers.number_of("to_year", "The last year", years),
        "review_on": answers.day("review_on", "The day of the review"),
    }
    answers.check()
    write_direction(access, edition=answers.edition, **new)
