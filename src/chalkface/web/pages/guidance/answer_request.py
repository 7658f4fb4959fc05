"""A student asked to be seen: what about, and the answer that they read on their own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.guidance import answer_request as keep
from chalkface.operations.own import ABOUT
from chalkface.queries.guidance import request_card
from chalkface.queries.needs import student_called
from chalkface.web.page import page, say


@page("guidance/requests/<int:asked>/", needs="keep_guidance", title="Asked to be seen", methods=("GET", "POST"))
def answer_request(request: HttpRequest, access: Access, asked: int) -> dict | HttpResponse:
    card = request_card(access, asked)
    if card is None:
        raise Http404
    context = {
        "card": card,
        "name": student_called(access, card.student_id),
        "about": ABOUT.get(card.about, card.about),
        "typed": request.POST.get("answer", ""),
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        keep(access, request_id=asked, answer=context["typed"])
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "The answer is kept. The student reads it on their own page.")
    return redirect(request.path)
