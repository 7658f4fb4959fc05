"""What the programme takes and what it is given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, NotAllowed, Refused
from chalkface.operations.calendar import set_allowance
from chalkface.queries.effort import effort, given_words
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.school_years import chosen_year, year_choices


@page("programme/cost/", needs="see_programme", title="Hours and cost", methods=("GET", "POST"))
def cost(request: HttpRequest, access: Access) -> dict | HttpResponse:
    year = chosen_year(request.GET.get("of", ""), access.year)
    shown = effort(access, year)
    values = dict(zip(("hours_given", "pounds_given"), given_words(shown), strict=True))
    errors, status = [], 200
    if request.method == "POST":
        if not access.may("edit_programme"):
            raise NotAllowed(f"{access.role} may not say what the programme is given")
        answers = Answers(request.POST)
        values = {name: request.POST.get(name, "") for name in values}
        new = {"hours": values["hours_given"], "pounds": values["pounds_given"]}
        try:
            set_allowance(access, year=year, edition=answers.edition, **new)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "What the year is given is saved.")
            return redirect(f"{reverse('programme.cost', kwargs=request.resolver_match.kwargs)}?of={year}")
    return {
        "status": status,
        "errors": errors,
        "shown": shown,
        "year": year,
        "values": values,
        "edition": request.POST.get("edition", shown.edition),
        "years": year_choices(access.year),
        "tables": (
            ("By half-term", "Half-term", shown.by_half_term),
            ("By kind", "Kind", shown.by_kind),
            ("By objective", "Objective", shown.by_objective),
        ),
    }
