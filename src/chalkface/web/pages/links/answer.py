"""Answering through a dated link, without an account: what one was asked and nothing else of the school."""

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.web.answering import answering
from chalkface.web.page import link_page


@link_page(
    "l/<str:token>/",
    needs="answer_ask",
    title="What you were asked",
    why="A colleague, parent or partner without an account answers one request; its address holds a secret that ends on a day.",
    methods=("GET", "POST"),
)
def answer(request: HttpRequest, access: Access, ask: int, key: str) -> dict | HttpResponse:
    return answering(request, access, ask, key=key)
