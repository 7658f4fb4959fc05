"""Write an action, from nothing or from what it answers: an objective, a statement that is not met, an activity, a duty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.duties import duties, duties_for
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.plans import write_action
from chalkface.queries.activity_choices import activity_options
from chalkface.queries.direction import objective_options
from chalkface.queries.posts import post_options
from chalkface.queries.schools import school_at_door
from chalkface.queries.term_reviews import term_review
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.plan.start import STATUSES

LABEL = 110
# What the address may say beforehand, and which question it answers.
BEFOREHAND = {
    "objective": "objective_id", "activity": "activity_id", "statement": "statement", "duty": "duty", "what": "what",
    "due": "due_on", "post": "post_id",
}  # fmt: skip


@page("plan/new-action/", needs="edit_plan", title="Write an action", methods=("GET", "POST"))
def new_action(request: HttpRequest, access: Access) -> dict | HttpResponse:
    decision = _decision(request.GET.get("review", ""), request.GET.get("decision", ""))
    if decision is not None and decision.action is not None:
        return redirect("plan.action", school=request.resolver_match.kwargs["school"], action=decision.action)
    choices = choices_of(access, request.GET.get("framework", ""))
    context = {"choices": choices, "decision": decision, "errors": [], "wrong": {}}
    if request.method == "GET":
        given = {field: request.GET.get(name, "") for name, field in BEFOREHAND.items()}
        if decision is not None:
            given["what"] = decision.text
        return {**context, "given": given}
    try:
        number = write_action(access, key=decision.key if decision else "", **action_answers(request, choices))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "wrong": dict(refused.errors), "status": 422}
    say(request, "The action is in the plan.")
    return redirect("plan.action", school=request.resolver_match.kwargs["school"], action=number)


def choices_of(access: Access, framework: str = "", statement: str = "", duty: str = "", activity: tuple = ()) -> dict:
    """What may be chosen in the questions about an action. What it has already stays a choice though it is not offered."""
    school = school_at_door(access.school_id)
    edition = frameworks().get(framework) or frameworks()[school.framework]
    activities = activity_options(access, year=access.year)
    if activity and activity[0] not in {one["value"] for one in activities}:
        activities = [{"value": activity[0], "label": activity[1]}, *activities]
    asked = {one.code: one.title for one in duties_for(school.kind, access.on)}
    if duty in duties():
        asked.setdefault(duty, duties()[duty].title)
    return {
        "framework": edition.code,
        "posts": post_options(),
        "objectives": objective_options(),
        "statements": [{"value": code, "label": _label(code, one.text)} for code, one in edition.statements.items()],
        "activities": activities,
        "duties": [{"value": code, "label": _label(code, title)} for code, title in asked.items()],
        "statuses": STATUSES,
    }


def action_answers(request: HttpRequest, choices: dict) -> dict[str, object]:
    """The answers to the questions about an action, by the fields of the record. Raises ``FormRefused``."""
    answers = Answers(request.POST)
    found = {
        "what": answers.text("what", "What is to be done", required=True, limit=1000),
        "post_id": answers.number_of("post_id", "Who sees to it", _values(choices["posts"])),
        "owner": answers.text("owner", "The name", limit=200),
        "starts_on": answers.day("starts_on", "First day"),
        "due_on": answers.day("due_on", "The day it is due"),
        "resource": answers.text("resource", "What it needs", limit=300),
        "objective_id": answers.number_of("objective_id", "Objective", _values(choices["objectives"])),
        "statement": answers.choice("statement", "Statement", _values(choices["statements"])),
        "activity_id": answers.number_of("activity_id", "Activity", _values(choices["activities"])),
        "duty": answers.choice("duty", "Duty", _values(choices["duties"])),
    }
    found["framework"] = choices["framework"] if found["statement"] else ""
    answers.check()
    return found


def _values(options: list[dict[str, object]]) -> list[object]:
    return [one["value"] for one in options]


def _label(code: str, text: str) -> str:
    return f"{code}: {text if len(text) <= LABEL else text[:LABEL].rstrip() + '…'}"


def _decision(review: str, code: str):
    """The decision of a term review that is to become an action, if the address names one."""
    card = term_review(int(review)) if review.isdecimal() and len(review) < 10 else None
    return next((one for one in card.decisions if one.code == code), None) if card else None
