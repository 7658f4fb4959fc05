"""The six half-terms of an academic year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.calendar import set_half_terms
from chalkface.queries.calendar import half_terms
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.school_years import chosen_year, year_choices


@page("programme/terms/", needs="edit_programme", title="Half-terms", methods=("GET", "POST"))
def terms(request: HttpRequest, access: Access) -> dict | HttpResponse:
    year = chosen_year(request.GET.get("of", ""), access.year)
    held = half_terms(access, year)
    values = {}
    for term in held:
        values |= {f"first-{term.number}": term.starts_on.isoformat(), f"last-{term.number}": term.ends_on.isoformat()}
    errors, status = [], 200
    if request.method == "POST":
        answers = Answers(request.POST)
        names = [(f"first-{term.number}", f"last-{term.number}") for term in held]
        values |= {name: request.POST.get(name, "") for both in names for name in both}
        try:
            days = [tuple(answers.day(name, "This", required=True) for name in both) for both in names]
            answers.check()
            set_half_terms(access, year=year, days=days)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The half-terms are saved.")
            return redirect(f"{reverse('programme.calendar', kwargs=request.resolver_match.kwargs)}?of={year}")
    return {
        "status": status, "errors": errors, "year": year, "terms": held, "values": values, "years": year_choices(access.year),
    }  # fmt: skip
