"""How long one kind of record is kept here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.retention import LONGEST, words_of
from chalkface.operations.retention import set_retention_rule
from chalkface.queries.retention import rule_lines
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("retention/rules/<slug:rule>/", needs="keep_retention", title="How long this is kept", methods=("GET", "POST"))
def rule(request: HttpRequest, access: Access, rule: str) -> dict | HttpResponse:
    line = next((one for one in rule_lines(access) if one.rule.code == rule and one.rule.months is not None), None)
    if line is None or line.rule.does == "apart":
        raise Http404
    context = {
        "line": line,
        "usual": words_of(line.rule.months),
        "given": {"months": line.months, "because": line.because},
        "errors": [],
        "wrong": {},
    }
    if request.method == "GET":
        return context
    answers = Answers(request.POST)
    try:
        months = answers.whole("months", "The number of months", required=True, most=LONGEST)
        because = answers.text("because", "The reason")
        answers.check()
        set_retention_rule(access, rule=rule, months=months, because=because)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "wrong": dict(refused.errors), "status": 422}
    say(request, "Saved: it holds for the next list.")
    return redirect("retention.start", school=request.resolver_match.kwargs["school"])
