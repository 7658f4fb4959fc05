"""One of the pages that tell the plan to its readers: read here, or taken away."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import all_reports, make_report, tell_report
from chalkface.web.page import page
from chalkface.web.paper_file import NAMES, file_answer


@page("share/papers/<slug:paper>/", needs="see_plan", title="A page for readers")
def paper(request: HttpRequest, access: Access, paper: str) -> dict | HttpResponse:
    report = all_reports().get(paper)
    if report is None or not report.voice:
        raise Http404
    asked = request.GET.get("as", "")
    if not asked:
        return {"report": report, "formats": [(ending, NAMES[ending]) for ending in report.formats]}
    if asked == "page":
        told = tell_report(access, paper, on=access.on)
        return {"report": report, "formats": [(ending, NAMES[ending]) for ending in report.formats], "told": told}
    if asked not in report.formats:
        raise Http404
    content = make_report(access, paper, asked, on=access.on)
    return file_answer(content, f"{paper}-{school_at_door(access.school_id).slug}-{access.on}", asked)
