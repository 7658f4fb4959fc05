"""Looking through the texts of a pack: what tells about somebody else is left out, given without the names, or kept."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.operations.rights import HOW, decide_texts
from chalkface.queries.rights import PACKS, parts_left, request_of, texts
from chalkface.web.page import page, say

A_PAGE = 12
HOWS = (("keep", "Give it as it is"), ("names", "Give it without the names"), ("all", "Leave it out"))


@page(
    "rights/<int:rights_request>/texts/", needs="handle_rights", title="Texts of a pack", methods=("GET", "POST"), confirms=True
)
def review(request: HttpRequest, access: Access, rights_request: int) -> dict | HttpResponse:
    asked = request_of(access, rights_request)
    if asked is None or asked.kind not in PACKS:
        raise Http404
    if request.method == "POST":
        prefix = "how:"
        sent = {name.removeprefix(prefix): how for name, how in request.POST.items() if name.startswith(prefix) and how in HOW}
        decide_texts(access, request_id=asked.id, decided=sent)
        say(request, "Kept.")
        return redirect("rights.review", school=request.resolver_match.kwargs["school"], rights_request=asked.id)
    found = texts(access, asked)
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return {
        "asked": asked,
        "parts": parts_left(found),
        "left": sum(one.must and not one.how for one in found),
        "shown": shown,
        "hows": [{"value": code, "label": label} for code, label in HOWS],
    }
