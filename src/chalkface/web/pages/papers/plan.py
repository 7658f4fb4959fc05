"""The strategic plan as one document: read here, taken away as PDF, Word or one page of HTML."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.queries.versions import since_approval
from chalkface.reports.making import enqueue_paper
from chalkface.reports.strategic_plan.compose import compose
from chalkface.reports.strategic_plan.telling import tell
from chalkface.web.page import page
from chalkface.web.paper_file import NAMES

REPORT = "strategic-plan"
PAGE = "page"  # read here: gathered only when asked for, since it counts nearly everything there is
FORMATS = ("pdf", "docx", "html")


@page("papers/plan/", needs="write_plan", title="Strategic plan", methods=("GET", "POST"))
def plan(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":  # it takes longer than a page may: a worker makes it
        number = enqueue_paper(access, REPORT, request.POST.get("as", ""))
        return redirect("share.making", school=request.resolver_match.kwargs["school"], making=number)
    asked = request.GET.get("as", "")
    if asked not in ("", PAGE):
        raise Http404
    formats = [(ending, NAMES[ending]) for ending in FORMATS]
    told = tell(compose(access, access.on)) if asked == PAGE else None
    return {"formats": formats, "told": told, "approval": since_approval(access)}
