"""The hand-over pack: what is in it, the page to read first, and the archive itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.reports.hand_over.compose import contents, first_page
from chalkface.reports.hand_over.telling import tell
from chalkface.reports.making import enqueue_paper
from chalkface.web.page import page

REPORT = "hand-over"
PAGE, PACK = "page", "zip"


@page("papers/hand-over/", needs="hand_over", title="Hand-over pack", methods=("GET", "POST"))
def hand_over(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":  # it takes longer than a page may: a worker makes it
        number = enqueue_paper(access, REPORT, PACK)
        return redirect("share.making", school=request.resolver_match.kwargs["school"], making=number)
    asked = request.GET.get("as", "")
    if asked not in ("", PAGE):
        raise Http404
    return {"contents": contents(), "told": tell(first_page(access, access.on)) if asked == PAGE else None}
