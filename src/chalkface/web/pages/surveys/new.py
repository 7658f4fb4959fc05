"""Opening a survey: which questions, to whom, between which days."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.surveys import AUDIENCES, questionnaires
from chalkface.operations.surveys import open_survey
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

OPEN_FOR = timedelta(days=14)


@page("surveys/new/", needs="run_surveys", title="Open a survey", methods=("GET", "POST"))
def new(request: HttpRequest, access: Access) -> dict | HttpResponse:
    held = questionnaires()
    first = {"opens_on": access.on.isoformat(), "closes_on": (access.on + OPEN_FOR).isoformat()}
    ordered = sorted(held.values(), key=lambda one: list(AUDIENCES).index(one.audience))
    context = {"held": ordered, "audiences": AUDIENCES, "years": range(7, 14), "given": first, "chosen": set(), "errors": []}
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
            "asked": form.whole("asked", "How many you ask"),
        }
        form.check()
        number = open_survey(access, **found, year_groups=chosen)
    except Refused as refused:
        return {**context, "given": request.POST, "chosen": chosen, "errors": refused.errors, "status": 422}
    if held[found["questionnaire"]].is_named:
        say(request, "The survey is on the students' own pages from its first day.")
        return redirect("surveys.survey", school=request.resolver_match.kwargs["school"], survey=number)
    say(request, "The survey is open from its first day. Make a link, so that people can answer it.")
    return redirect("surveys.links", school=request.resolver_match.kwargs["school"], survey=number)
