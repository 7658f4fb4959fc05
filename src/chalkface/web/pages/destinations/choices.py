"""What a student or parent chose to be passed on, recorded on their behalf: who said it and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.sharing import record_choice
from chalkface.queries.sharing import WHAT, choices_of
from chalkface.queries.student_card import student_card
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

BY = {"student": "The student", "parent": "A parent or carer"}


@page("destinations/choices/<int:student>/", needs="see_sharing", title="What may be passed on", methods=("GET", "POST"))
def choices(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    card = student_card(access, student)
    if card is None:
        raise Http404
    errors, status = [], 200
    if request.method == "POST":
        answers = Answers(request.POST)
        try:
            what = answers.choice("what", "What it is about", WHAT, required=True)
            allowed = answers.choice("is_allowed", "What was said", ("yes", "no"), required=True)
            by = answers.choice("said_by", "Who said it", BY, required=True)
            day = answers.day("said_on", "The day", required=True)
            answers.check()
            record_choice(access, student_id=student, what=what, is_allowed=allowed == "yes", said_by=by, said_on=day)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The choice is recorded.")
            return redirect("destinations.choices", school=request.resolver_match.kwargs["school"], student=student)
    return {
        "status": status,
        "errors": errors,
        "wrong": dict(errors),
        "given": request.POST if errors else {},
        "card": card,
        "found": choices_of(access, student),
        "what": [{"value": code, "label": title} for code, title in WHAT.items()],
        "by": [{"value": code, "label": title} for code, title in BY.items()],
        "by_title": {"student": "the student", "parent": "a parent or carer"},
        "may_record": access.may("keep_sharing"),
        "today": access.on,
    }
