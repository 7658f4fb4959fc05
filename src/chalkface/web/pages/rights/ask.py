"""Taking down what is asked of one student's data, by whom, and why they may ask."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.answer_days import KINDS
from chalkface.core.errors import Refused
from chalkface.core.who_may_ask import ASKERS
from chalkface.operations.rights import take_down_request
from chalkface.queries.rights import requests, who_could_ask
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

TICKS = ("understands", "agrees", "authority")


def _save(access: Access, student: int, answers: Answers, carers: dict) -> int:
    kind = answers.choice("kind", "What is asked", KINDS, required=True)
    asked_by = answers.choice("asked_by", "Who asks", ASKERS, required=True)
    asked_on = answers.day("asked_on", "The day it was asked")
    carer = answers.number_of("carer", "Which parent or carer", carers)
    understands, agrees, authority = (answers.text(name, "This") == "yes" for name in TICKS)
    answers.check()
    return take_down_request(
        access, student_id=student, kind=kind, asked_by=asked_by, asked_on=asked_on, carer_id=carer, understands=understands,
        agrees=agrees, has_authority=authority,
    )  # fmt: skip


@page("rights/students/<int:student>/", needs="handle_rights", title="Ask about data", methods=("GET", "POST"))
def ask(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    family = who_could_ask(access, student)
    if family is None:
        raise Http404
    context = {
        "family": family,
        "before": requests(access, student),
        "kinds": KINDS,
        "kind_choices": [{"value": code, "label": label} for code, label in KINDS.items()],
        "askers": [{"value": code, "label": label} for code, label in ASKERS.items()],
        "carers": [{"value": "", "label": "Nobody"}, *({"value": n, "label": name} for n, (name, _) in family.carers.items())],
        "given": {"asked_on": access.on.isoformat()},
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        number = _save(access, student, Answers(request.POST), family.carers)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "Taken down: the day by which it is owed stands here.")
    return redirect("rights.request", school=request.resolver_match.kwargs["school"], rights_request=number)
