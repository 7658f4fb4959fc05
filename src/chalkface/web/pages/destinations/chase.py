"""Last year's leavers of whom something is not known: whom to ask, when last tried, when next; a list to print."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.chain import STAGES, WAYS, YEAR_GROUP_OF
from chalkface.core.errors import Refused
from chalkface.operations.destinations import log_chase
from chalkface.queries.tracking import Leaver, leavers
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices

ON_A_PAGE = 50
WHICH = {
    "unknown": "Not known",
    "unstarted": "Start not confirmed",
    "unchecked": "Six months not looked at",
    "guarantee": "No offer and no start",
    "unreachable": "Nobody to write to",
}


def _is(one: Leaver, which: str) -> bool:
    return {
        "unknown": one.is_unknown,
        "unstarted": one.is_unstarted,
        "unchecked": one.is_unchecked,
        "guarantee": not one.has_offer,
        "unreachable": one.is_reachable is False and (one.is_unknown or one.is_unstarted),
    }.get(which, one.is_unknown or one.is_unstarted)


@page("destinations/chase/", needs="see_destinations", title="Chase leavers", methods=("GET", "POST"))
def chase(request: HttpRequest, access: Access) -> dict | HttpResponse:
    stage = 18 if request.GET.get("stage") == "18" else 16
    year = chosen_year(request.GET.get("year", ""), access.year)
    which = request.GET.get("which", "")
    everybody = [one for one in leavers(access, stage=stage, academic_year=year) if not one.is_gone]
    found = sorted(
        (one for one in everybody if _is(one, which)), key=lambda one: (one.next_on is None, one.next_on or access.on)
    )
    query = urlencode({"stage": stage, "year": year, "which": which})
    errors, status = [], 200
    if request.method == "POST":
        answers = Answers(request.POST)
        try:
            student = answers.number_of("student", "Whom", [one.id for one in everybody], required=True)
            outcome = answers.text("outcome", "What came of it", required=True)
            tried, following = answers.day("tried_on", "The day"), answers.day("next_on", "The next try")
            answers.check()
            given = {"how": request.POST.get("how", ""), "outcome": outcome, "tried_on": tried, "next_on": following}
            log_chase(access, student_id=student, stage=stage, academic_year=year, **given)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The try is noted.")
            here = reverse("destinations.chase", kwargs={"school": request.resolver_match.kwargs["school"]})
            return redirect(f"{here}?{query}")
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(page_number(request.GET.get("page", "")), pages)
    return {
        "status": status,
        "errors": errors,
        "wrong": dict(errors),
        "given": request.POST if errors else {},
        "stage": stage,
        "leaving_group": YEAR_GROUP_OF[stage],
        "year": year,
        "which": which,
        "stages": [{"value": of, "label": f"After Year {group}"} for group, of in STAGES.items()],
        "years": [one for one in year_choices(access.year) if one["value"] <= access.year],
        "filters": [{"value": code, "label": title} for code, title in WHICH.items()],
        "ways": [{"value": code, "label": title} for code, title in WAYS.items()],
        "people": [{"value": one.id, "label": f"{one.name}, {one.tutor_group}"} for one in found],
        "lines": found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "found": len(found),
        "all": len(everybody),
        "unreachable": sum(one.is_reachable is False for one in found),
        "page": number,
        "pages": pages,
        "query": query,
        "today": access.on,
        "may_record": access.may("keep_destinations"),
    }
