"""One request: what was asked, how far it is, what was answered; a new link, or an end to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.asking import cancel_ask, renew_link
from chalkface.queries.voices import ask_card
from chalkface.web.forms import Answers
from chalkface.web.handing_out import link_shown
from chalkface.web.page import page, say
from chalkface.web.voices import ANSWERS, VOICES


@page("review/asked/<int:ask>/", needs="ask_voices", title="A request", methods=("GET", "POST"))
def asked(request: HttpRequest, access: Access, ask: int) -> dict | HttpResponse:
    card = ask_card(access, ask)
    if card is None or card.line.purpose == "agreed":  # that has a page of its own
        raise Http404
    context = {"voices": VOICES, "level_words": {one["value"]: one["label"] for one in ANSWERS}, "errors": []}
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "cancel":
                cancel_ask(access, ask_id=ask)
                say(request, "The request is cancelled. Its link answers like an address that never was.")
                return redirect(request.path)
            answers = Answers(request.POST)
            until = answers.day("expires_on", "The last day")
            answers.check()
            token = renew_link(access, ask_id=ask, expires_on=until)
        except Refused as refused:
            return {**context, "card": card, "errors": refused.errors, "given": request.POST, "status": 422}
        card = ask_card(access, ask)
        context |= link_shown(request, card, token)
    return {**context, "card": card, "given": {}}
