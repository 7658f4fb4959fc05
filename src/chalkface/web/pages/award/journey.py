"""The way to an award, stage by stage: what was reached when, by which body, until when, and the next stage."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.awards import Award, awards
from chalkface.core.errors import Refused
from chalkface.operations.award import take_step
from chalkface.queries.award import Step, journey_of
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("award/<str:award>/journey/", needs="see_review", title="Stages", methods=("GET", "POST"))
def journey(request: HttpRequest, access: Access, award: str) -> dict | HttpResponse:
    one = awards().get(award)
    if one is None or not one.states:
        raise Http404
    reached = journey_of(access, award)
    last_body = next((step.body.code for step in reached.steps if step.body), "")
    context = {
        "award": one,
        "journey": reached,
        "given": {"on": access.on, "body": last_body},
        "errors": [],
        **step_options(one, reached.steps, access.on),
        "page_title": f"{one.title}: stages",
    }
    if request.method != "POST":
        return context
    try:
        take_step(access, award_code=award, **step_answers(request.POST, one))
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "The stage is written down.")
    return redirect(request.path)


def step_options(one: Award, steps: tuple[Step, ...], on: date) -> dict:
    """What a form about a stage offers: the states and bodies of the award, those kept before among them."""
    kept = {step.body.code for step in steps if step.body}
    bodies = [body for body in one.bodies if body.gives_on(on) or body.code in kept]
    return {
        "state_options": [{"value": state.code, "label": state.title} for state in one.states],
        "body_options": [
            {"value": body.code, "label": f"{body.title}{'' if body.confirmation in ('C', 'S') else ' (not confirmed)'}"}
            for body in bodies
        ],
        "ending": [state.title for state in one.states if state.runs_out],
    }


def step_answers(given, one: Award) -> dict:
    """What was answered about a stage. Raises ``FormRefused``."""
    answers = Answers(given)
    found = {
        "state": answers.choice("state", "The stage", [state.code for state in one.states], required=True),
        "on": answers.day("on", "The day", required=True),
        "body": answers.choice("body", "The body", [body.code for body in one.bodies]),
        "note": answers.text("note", "The note", limit=1000),
        "runs_out_on": answers.day("runs_out_on", "The last day"),
    }
    answers.check()
    return found
