"""Opening a survey: which questions, to whom, between which days."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.surveys import questionnaires
from chalkface.operations.surveys import open_survey
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

OPEN_FOR = timedelta(days=14)


@page("surveys/new/", needs="run_surveys", title="Open a survey", methods=("GET", "POST"))
def new(request: HttpRequest, access: Access) -> dict | HttpResponse:
    held = questionnaires()
    first = {"opens_on": access.on.isoformat(), "closes_on": (access.on + OPEN_FOR).isoformat()}
    context = {"held": held.values(), "years": range(7, 14), "given": first, "chosen": set(), "errors": []}
    if request.method == "GET":
        return context
    chosen = {int(year) for year in request.POST.getlist("year_groups") if year.isdecimal() and len(year) < 3}
    form = Answers(request.POST)
    try:
        found = {
            "questionnaire": form.choice("questionnaire", "The questions", held, required=True),
            "title": form.text("title", "The title", limit=200),
            "opens_on": form.day("opens_on", "The first day", required=True),
            "closes_on": form.day("closes_on", "The last day", required=True),
            "gives_back": form.text("gives_back", "What you give back", limit=2_000),
        }
        form.check()
        number = open_survey(access, **found, year_groups=chosen)
    except Refused as refused:
        return {**context, "given": request.POST, "chosen": chosen, "errors": refused.errors, "status": 422}
    say(request, "The survey is on the students' own pages from its first day.")
    return redirect("surveys.survey", school=request.resolver_match.kwargs["school"], survey=number)
