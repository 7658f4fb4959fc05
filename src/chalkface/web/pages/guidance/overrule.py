"""One student's place in "who next": why they are where they are, and a person who decides otherwise."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.who_next import VERDICT_MEANS, VERDICTS
from chalkface.operations.who_next import lift_overruling
from chalkface.operations.who_next import overrule as decide
from chalkface.queries.who_next.standing import decisions, line_of
from chalkface.web.forms import Answers
from chalkface.web.page import PAGES, page, say

USUAL = timedelta(days=28)


@page("guidance/next/<int:student>/", needs="overrule", title="A place in who next", methods=("GET", "POST"))
def overrule(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    line = line_of(access, student)
    if line is None:
        raise Http404
    errors, status = [], 200
    if request.method == "POST":
        try:
            _decide(request, access, student)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            return redirect(request.path)
    return {
        "status": status,
        "errors": errors,
        "given": request.POST,
        "line": line,
        "score": line.candidate.score,
        "decided": decisions(access, student),
        "verdicts": VERDICTS,
        "options": [{"value": code, "label": words, "hint": VERDICT_MEANS[code]} for code, words in VERDICTS.items()],
        "until": access.on + USUAL,
        "sees_risk": access.may("see_risk") and "risk.student" in PAGES,
    }


def _decide(request: HttpRequest, access: Access, student: int) -> None:
    if "lift" in request.POST:
        lift_overruling(access, student_id=student)
        say(request, "That decision is lifted: the reasons alone count again.")
        return
    answers = Answers(request.POST)
    verdict = answers.choice("verdict", "The place", VERDICTS, required=True)
    because = answers.text("because", "Why", required=True, limit=300)
    until = answers.day("until", "Until when", required=True)
    answers.check()
    decide(access, student_id=student, verdict=verdict, because=because, until=until)
    say(request, "That is decided, and the list says so.")
