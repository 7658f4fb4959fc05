"""How long records are kept here, and the lists of what is due to go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.retention import words_of
from chalkface.operations.retention import plan_retention
from chalkface.queries.retention import rule_lines, runs
from chalkface.web.page import page, say

STATES = {
    "planned": ("waits to be looked at", "warn"), "approved": ("approved, goes tonight", "warn"), "done": ("done", ""),
    "cancelled": ("called off", ""),
}  # fmt: skip


@page("retention/", needs="keep_retention", title="How long records are kept", methods=("GET", "POST"))
def start(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":
        try:
            number = plan_retention(access)
        except Refused as refused:
            return {**_context(access), "errors": refused.errors, "status": 422}
        school = request.resolver_match.kwargs["school"]
        if number is None:
            say(request, "Nothing is due.")
            return redirect("retention.start", school=school)
        return redirect("retention.run", school=school, run=number)
    return _context(access)


def _context(access: Access) -> dict:
    return {
        "lines": [
            {"rule": one.rule, "kept": words_of(one.months), "because": one.because, "is_own": one.is_own,
             "sets": one.rule.months is not None and one.rule.does != "apart"}
            for one in rule_lines(access)
        ],
        "runs": runs(),
        "states": STATES,
        "errors": [],
    }  # fmt: skip
