"""Change an action, with a reason where a day moves; or take it out of the plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.plans import edit_action as change
from chalkface.operations.plans import remove_action
from chalkface.queries.plans import ActionLine, action_card
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.plan.new_action import action_answers, choices_of
from chalkface.web.pages.plan.start import STATUSES


@page("plan/actions/<int:action>/edit/", needs="edit_plan", title="Change an action", methods=("GET", "POST"))
def edit_action(request: HttpRequest, access: Access, action: int) -> dict | HttpResponse:
    card = action_card(access, action)
    if card is None:
        raise Http404
    line = card.line
    choices = _choices(access, line)
    context = {"line": line, "choices": choices, "errors": [], "wrong": {}, "statuses": STATUSES}
    if request.method == "GET":
        return {**context, "given": _as_given(line), "edition": line.edition}
    school = request.resolver_match.kwargs["school"]
    try:
        if request.POST.get("deed") == "remove":
            remove_action(access, action_id=action, reason=request.POST.get("because", ""))
            say(request, "The action is taken out of the plan. Its history stays for the next term review.")
            return redirect("plan.start", school=school)
        answers = Answers(request.POST)
        new = action_answers(request, choices) | _how_far(answers)
        reason = answers.text("reason", "The reason", limit=1000)
        answers.check()
        changed = change(access, action_id=action, edition=answers.edition, new=new, reason=reason)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        errors = [("because" if request.POST.get("deed") == "remove" else name, said) for name, said in refused.errors]
        given = _as_given(line) if request.POST.get("deed") == "remove" else request.POST
        edition = request.POST.get("edition") or line.edition
        return {**context, "given": given, "edition": edition, "errors": errors, "wrong": dict(errors), "status": 422}
    say(request, "The change is kept." if changed else "Nothing was changed.")
    return redirect("plan.action", school=school, action=action)


def _how_far(answers: Answers) -> dict[str, str]:
    return {
        "status": answers.choice("status", "Status", [one["value"] for one in STATUSES], required=True),
        "evidence": answers.text("evidence", "Evidence"),
    }


def _choices(access: Access, line: ActionLine) -> dict:
    activity = (line.activity_id, line.activity) if line.activity_id else ()
    choices = choices_of(access, line.framework, line.statement, line.duty, activity)
    for name, number, label in (("objectives", line.objective_id, line.objective), ("posts", line.post_id, line.who)):
        if number is not None and number not in {one["value"] for one in choices[name]}:  # closed, ended: it stays a choice
            choices[name] = [{"value": number, "label": label}, *choices[name]]
    return choices


def _as_given(line: ActionLine) -> dict[str, object]:
    """The action as its form holds it."""
    fields = (
        "what", "objective_id", "framework", "statement", "activity_id", "duty", "post_id", "owner", "status", "resource",
        "evidence",
    )  # fmt: skip
    found = {name: getattr(line, name) for name in fields}
    days = {name: getattr(line, name) for name in ("starts_on", "due_on")}
    return found | {name: day.isoformat() if day else "" for name, day in days.items()}
