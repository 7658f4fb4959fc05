"""A new round of interviews: who, and between which days."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.interviews import make_round
from chalkface.queries.interviews import year_groups_on_roll
from chalkface.queries.who_next import NextFilters, ranked
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("interviews/new/", needs="plan_interviews", title="A new round", methods=("GET", "POST"))
def new_round(request: HttpRequest, access: Access) -> dict | HttpResponse:
    years = year_groups_on_roll(access)
    context = {"years": years, "given": {"years": set(), "most_of_a_group": "2"}, "errors": []}
    if request.method != "POST":
        return context
    answers, chosen = Answers(request.POST), set(request.POST.getlist("years"))
    try:
        title = answers.text("title", "What the round is called", required=True, limit=200)
        starts_on = answers.day("starts_on", "The first day", required=True)
        ends_on = answers.day("ends_on", "The last day", required=True)
        most = answers.whole("most_of_a_group", "The most of a tutor group", required=True, least=1, most=30)
        first = answers.whole("first", "How many from Who next", least=1, most=1000)
        if not chosen and not first:
            answers.wrong("years", "Choose year groups, or how many from the top of Who next.")
        answers.check()
        students = [line.id for line in ranked(access, NextFilters(), all_at_once=True).lines[:first]] if first else []
        made = make_round(
            access, title=title, starts_on=starts_on, ends_on=ends_on, students=students, most_of_a_group=most,
            year_groups=[year for year, _ in years if str(year) in chosen], unseen_only=bool(request.POST.get("unseen")),
        )  # fmt: skip
    except Refused as refused:
        given = {**request.POST.dict(), "years": chosen}
        return {**context, "given": given, "errors": refused.errors, "status": 422}
    say(request, "The round is made. Plan it when its times and lessons are in.")
    return redirect("interviews.round", school=request.resolver_match.kwargs["school"], round=made)
