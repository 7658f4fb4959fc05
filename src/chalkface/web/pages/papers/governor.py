"""The paper for governors: read here, taken away as PDF, Word, slides or one page of HTML."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import all_reports, make_report
from chalkface.reports.governor_paper.compose import compose
from chalkface.reports.governor_paper.telling import tell
from chalkface.web.page import page
from chalkface.web.paper_file import NAMES, file_answer

REPORT = "governor-paper"
PAGE = "page"  # read here: gathered only when asked for, since it counts nearly everything there is


@page("papers/governor/", needs="write_paper", title="Paper for governors")
def governor(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.GET.get("as", "")
    if asked in ("", PAGE):
        formats = [(ending, NAMES[ending]) for ending in all_reports()[REPORT].formats]
        return {"formats": formats} | ({"told": tell(compose(access, access.on))} if asked == PAGE else {})
    if asked not in all_reports()[REPORT].formats:
        raise Http404
    name = f"governor-paper-{school_at_door(access.school_id).slug}-{access.on}"
    return file_answer(make_report(access, REPORT, asked, on=access.on), name, asked)
