"""Old leavers: what is due, what would go and what stays, and the deed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import year_label
from chalkface.operations.retiring import retire_leavers
from chalkface.queries.retiring import due_years, rehearsal
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers, row_number
from chalkface.web.page import page, say


@page("destinations/old/", needs="keep_destinations", title="Old leavers", methods=("GET", "POST"))
def retire(request: HttpRequest, access: Access) -> dict | HttpResponse:
    years = due_years(access)
    errors, status = [], 200
    if request.method == "POST":
        answers = Answers(request.POST)
        chosen = [row_number(one) for one in request.POST.getlist("years") if row_number(one) in years]
        try:
            if not chosen:
                raise Refused("Choose a leaving year.", field="years")
            typed = answers.whole("typed", "The number", most=1_000_000)
            answers.check()
            # What a person who only sent the form again would have been shown: never more than they saw.
            shown = sum(answers.whole(f"shown-{year}", "The number shown", most=1_000_000) or 0 for year in chosen)
            gone = retire_leavers(access, years=chosen, shown=shown, typed=typed)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            records = sum(one.destinations + one.applications + one.intentions + one.chases for one in gone)
            say(request, f"The totals are kept and {records} named records are deleted.")
            return redirect("destinations.retire", school=request.resolver_match.kwargs["school"])
    due = rehearsal(access, years)
    return {
        "status": status,
        "errors": errors,
        "wrong": dict(errors),
        "chosen": request.POST.getlist("years") if errors else [],
        "due": due,
        "years": [
            {"value": year, "label": year_label(year), "leavers": sum(one.leavers for one in due if one.year == year)}
            for year in years
        ],
        "label": year_label,
        "keeps": school_at_door(access.school_id).years_after_leaving,
    }
