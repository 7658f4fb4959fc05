"""One action: what it is, what it answers, how far it is, and what happened to it; its owner says how far from here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.duties import duties
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.plans import work_on_action
from chalkface.queries.plans import action_card
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.plan.start import STATUSES


@page("plan/actions/<int:action>/", needs="see_plan", title="An action", methods=("GET", "POST"))
def action(request: HttpRequest, access: Access, action: int) -> dict | HttpResponse:
    card = action_card(access, action)
    if card is None:
        raise Http404
    context = {"card": card, "line": card.line, "duties": duties(), "statuses": STATUSES, "errors": [], "wrong": {}}
    if request.method == "GET":
        given = {"status": card.line.status, "evidence": card.line.evidence}
        return {**context, "given": given, "edition": card.line.edition}
    try:
        changed = say_how_far(request, access, action)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        edition = request.POST.get("edition") or card.line.edition
        errors = refused.errors
        return {**context, "given": request.POST, "edition": edition, "errors": errors, "wrong": dict(errors), "status": 422}
    say(request, "It is kept how far this is." if changed else "Nothing was changed.")
    return redirect(request.path)


def say_how_far(request: HttpRequest, access: Access, number: int) -> bool:
    """Status, evidence and reason as the form sent them, kept; evidence that was not asked for stays. Raises ``Refused``."""
    answers = Answers(request.POST)
    status = answers.choice("status", "Status", [one["value"] for one in STATUSES], required=True)
    evidence = answers.text("evidence", "Evidence") if "evidence" in request.POST else None
    reason = answers.text("reason", "The reason", limit=1000)
    answers.check()
    return work_on_action(access, action_id=number, edition=answers.edition, status=status, evidence=evidence, reason=reason)
