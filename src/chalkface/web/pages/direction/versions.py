"""The versions of the direction, and keeping a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.direction import keep_version
from chalkface.queries.direction import direction_history
from chalkface.queries.telling import told
from chalkface.queries.versions import since_approval
from chalkface.queries.versions import versions as all_versions
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("direction/versions/", needs="see_plan", title="Versions of the direction", methods=("GET", "POST"))
def versions(request: HttpRequest, access: Access) -> dict | HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            answers = Answers(request.POST)
            reason = answers.text("reason", "What it is for", limit=1_000)
            answers.check()
            number = keep_version(access, reason=reason)
            say(request, "The version is kept. It does not change any more.")
            return redirect("direction.version", school=request.resolver_match.kwargs["school"], version=number)
        except Refused as refused:
            errors = refused.errors
    return {
        "lines": all_versions(access),
        "approval": since_approval(access),
        "told": told(direction_history()),
        "given": request.POST,
        "errors": errors,
        "status": 422 if errors else 200,
    }
