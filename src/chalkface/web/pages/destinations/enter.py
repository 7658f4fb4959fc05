"""Many destinations on one table: a row for each leaver, saved together or not at all."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.chain import STAGES, YEAR_GROUP_OF
from chalkface.core.errors import Refused
from chalkface.operations.destinations import record_destinations
from chalkface.queries.tracking import leavers
from chalkface.web.destination_form import entries_of, guide, options
from chalkface.web.forms import row_number
from chalkface.web.page import page, say
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices

ROWS = 50


@page("destinations/enter/", needs="keep_destinations", title="Enter destinations", methods=("GET", "POST"))
def enter(request: HttpRequest, access: Access) -> dict | HttpResponse:
    stage = 18 if request.GET.get("stage") == "18" else 16
    year = chosen_year(request.GET.get("year", ""), access.year)
    group, only = request.GET.get("group", ""), request.GET.get("only", "")
    everybody = leavers(access, stage=stage, academic_year=year)
    found = [one for one in everybody if not group or one.tutor_group == group]
    if only == "unknown":
        # While a form is being sent its rows stay, whatever has become known of them since it was opened.
        sent = {row_number(name[5:]) for name in request.POST if name.startswith("seen-")}
        found = [one for one in found if one.is_unknown or one.is_unstarted or one.id in sent]
    pages = max(1, -(-len(found) // ROWS))
    number = min(page_number(request.GET.get("page", "")), pages)
    rows = found[(number - 1) * ROWS : number * ROWS]
    errors, status = [], 200
    query = urlencode({"stage": stage, "year": year, "group": group, "only": only})
    if request.method == "POST":
        try:
            entries = entries_of(request.POST, [one.id for one in rows])
            if not entries:
                raise Refused("Nothing was written in any row: fill in at least one.")
            made = record_destinations(access, stage=stage, academic_year=year, entries=entries)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            same = len(entries) - made
            say(request, f"{made} of {len(entries)} rows saved{f'; {same} said what was known already' if same else ''}.")
            here = reverse("destinations.enter", kwargs={"school": request.resolver_match.kwargs["school"]})
            return redirect(f"{here}?{query}&page={number}")
    names = {one.id: one.name for one in rows}
    return {
        "status": status,
        "errors": [(field, _named(field, sentence, names)) for field, sentence in errors],
        "wrong": dict(errors),
        "given": request.POST if errors else {},
        "stage": stage,
        "leaving_group": YEAR_GROUP_OF[stage],
        "year": year,
        "group": group,
        "only": only,
        "stages": [{"value": of, "label": f"After Year {of_group}"} for of_group, of in STAGES.items()],
        "years": [one for one in year_choices(access.year) if one["value"] <= access.year + 1],
        "groups": sorted({one.tutor_group for one in everybody if one.tutor_group}),
        "rows": rows,
        "found": len(found),
        "gone": sum(one.is_gone for one in found),
        "page": number,
        "pages": pages,
        "query": query,
        "options": options(),
        "guide": {name: those for name, those in guide().items() if not name.startswith("Steps")},
        "today": access.on,
    }


def _named(field: str, sentence: str, names: dict[int, str]) -> str:
    """The sentence with the name of the row that it is about."""
    name = names.get(row_number(field.rpartition("-")[2]))
    return f"{name}: {sentence}" if name else sentence
