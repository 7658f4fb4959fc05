"""One version of the direction: what it says, what governors decided, and what is different now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.direction import put_to_governors, record_decision
from chalkface.queries.direction import horizon
from chalkface.queries.versions import version_page
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

DECISIONS = [{"value": "approved", "label": "Approved"}, {"value": "returned", "label": "Sent back"}]


@page("direction/versions/<int:version>/", needs="see_plan", title="A version", methods=("GET", "POST"))
def version(request: HttpRequest, access: Access, version: int) -> dict | HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            say(request, _do(request, access, version))
            return redirect(request.path)
        except Refused as refused:
            errors = refused.errors
    shown = version_page(access, version)
    if shown is None:
        raise Http404
    return {
        "shown": shown,
        "line": shown.line,
        "content": shown.content,
        "horizon": horizon(shown.content.get("from_year"), shown.content.get("to_year")),
        "decisions": DECISIONS,
        "given": request.POST or {"decided_on": access.on.isoformat()},
        "errors": errors,
        "page_title": f"Version {shown.line.number} of the direction",
        "status": 422 if errors else 200,
    }


def _do(request: HttpRequest, access: Access, version: int) -> str:
    """Do what the form asks; returns what to say. Raises ``Refused``."""
    if request.POST.get("deed") == "propose":
        put_to_governors(access, version_id=version)
        return "The version is put to governors."
    answers = Answers(request.POST)
    decision = answers.text("decision", "The decision", limit=20)
    day = answers.day("decided_on", "The day of the decision", required=True)
    answers.check()
    record_decision(
        access,
        version_id=version,
        decision=decision,
        decided_on=day,
        decided_by=answers.text("decided_by", "Who decided"),
        minute=answers.text("minute", "The minute"),
    )
    return "The decision of governors is recorded."
