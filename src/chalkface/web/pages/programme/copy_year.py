"""A past year's programme held again: chosen, rehearsed, made, and taken back while nobody is on a register."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.half_terms import NAMES, half_term_of
from chalkface.core.years import year_label
from chalkface.operations.activities import remove_activities
from chalkface.operations.copying import copy_programme
from chalkface.queries.calendar import MOST_SHOWN, half_terms
from chalkface.queries.copying import copyable, removable_copies
from chalkface.web.page import page, say
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices


@page("programme/copy/", needs="edit_programme", title="Copy a past year", methods=("GET", "POST"))
def copy_year(request: HttpRequest, access: Access) -> dict | HttpResponse:
    to_year = chosen_year(request.GET.get("to", ""), access.year)
    from_year = min(chosen_year(request.GET.get("from", ""), to_year - 1), to_year - 1)
    asked = request.GET.get("half", "")
    now = half_term_of(access.on, half_terms(access, to_year)) if to_year == access.year else 1
    half = int(asked) if asked in ("1", "2", "3", "4", "5", "6") else now
    lines = copyable(access, from_year=from_year, to_year=to_year, half_term=half)
    removable = removable_copies(access, to_year)
    pages = Paginator(lines, MOST_SHOWN)
    shown = pages.get_page(page_number(request.GET.get("page", "")))
    errors, status, rehearsed = [], 200, ()
    if request.method == "POST":
        deed = request.POST.get("deed")
        chosen = {text for text in request.POST.getlist("activities") if text.isdecimal()}
        rehearsed = tuple(line for line in lines if str(line.id) in chosen and line.state != "copied")
        try:
            if deed == "remove":
                count = remove_activities(access, activity_ids=[number for number, *_ in removable])
                say(request, f"{count} {'copy is' if count == 1 else 'copies are'} taken away.")
                return redirect(request.get_full_path())
            if not rehearsed:
                raise Refused("Choose at least one activity.", field="activities")
            if deed == "copy":
                made = len(copy_programme(access, activity_ids=[line.id for line in rehearsed], to_year=to_year))
                say(request, f"{made} {'activity is' if made == 1 else 'activities are'} copied into {year_label(to_year)}.")
                return redirect(f"{reverse('programme.calendar', kwargs=request.resolver_match.kwargs)}?of={to_year}")
        except Refused as refused:
            errors, status, rehearsed = refused.errors, 422, ()
    query = f"?from={from_year}&to={to_year}&half="
    return {
        "status": status,
        "errors": errors,
        "lines": shown.object_list,
        "total": len(lines),
        "page": shown.number,
        "pages": pages.num_pages,
        "rehearsed": rehearsed,
        "removable": removable,
        "from_year": from_year,
        "to_year": to_year,
        "half": half,
        "here": f"{query}{half}&page={shown.number}",
        "query": f"{query}{half}&page=",
        "tabs": [
            {"label": name.capitalize(), "url": f"{query}{number}", "current": number == half} for number, name in NAMES.items()
        ],
        "from_years": [one for one in year_choices(access.year) if one["value"] < access.year + 1],
        "to_years": year_choices(access.year)[:2],
        "posted": set(request.POST.getlist("activities")) if request.method == "POST" else None,
    }
