"""Planning an activity: the few things that make it one; the rest is added on its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.activity_facts import MODES, PARTNER_KINDS
from chalkface.core.errors import Refused
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.operations.activities import write_activity
from chalkface.queries.activity_choices import beginning, partner_choices, year_options
from chalkface.queries.posts import post_options
from chalkface.web.activity_form import FIELDS, NEW_PARTNER, answers_to, as_written, list_of
from chalkface.web.page import page, say

QUESTIONS = (*FIELDS["what"], *FIELDS["who"])


@page("programme/new/", needs="edit_programme", title="Plan an activity", methods=("GET", "POST"))
def new_activity(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = {name: request.GET.get(name, "")[:100] for name in ("outcome", "statement", "objective")}
    start = beginning(**asked)
    posts = post_options()
    errors, status = [], 200
    if request.method == "POST":
        try:
            new = answers_to(request.POST, QUESTIONS, [one["value"] for one in posts])
            partners = {name: request.POST.get(name, "") for name in NEW_PARTNER}
            years, chosen = new.pop("years").split(";"), new.pop("partners").split(";")
            number = write_activity(
                access, **{"title": "", "kind": "", "starts_on": None, **new}, **partners, years=[one for one in years if one],
                partner_ids=[one for one in chosen if one], outcomes=start.outcomes, statements=start.statements,
            )  # fmt: skip
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The activity is in the programme. Say below what else is known of it.")
            return redirect("programme.activity", school=request.resolver_match.kwargs["school"], activity=number)
    empty = dict.fromkeys((*QUESTIONS, *NEW_PARTNER), "") | {"years": ";".join(map(str, start.years))}
    held, others = partner_choices(list_of(request.POST, "partners"))
    return {
        "status": status,
        "errors": errors,
        "start": start,
        "values": as_written(request.POST, empty),
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "modes": [{"value": code, "label": label.capitalize()} for code, label in MODES.items()],
        "years": year_options(access),
        "partners": held,
        "other_partners": others,
        "partner_kinds": [{"value": code, "label": label.capitalize()} for code, label in PARTNER_KINDS.items()],
        "posts": posts,
    }
