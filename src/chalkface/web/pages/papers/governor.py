"""The paper for governors: read here, taken away as PDF, Word, slides or one page of HTML."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import all_reports, make_report
from chalkface.reports.governor_paper.compose import compose
from chalkface.reports.governor_paper.telling import tell
from chalkface.web.page import page

REPORT = "governor-paper"
PAGE = "page"  # read here: gathered only when asked for, since it counts nearly everything there is
FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("Slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "html": ("One page of HTML", "text/html; charset=utf-8"),
}


@page("papers/governor/", needs="write_paper", title="Paper for governors")
def governor(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.GET.get("as", "")
    if asked in ("", PAGE):
        formats = [(ending, name) for ending, (name, _) in FORMATS.items() if ending in all_reports()[REPORT].formats]
        return {"formats": formats} | ({"told": tell(compose(access, access.on))} if asked == PAGE else {})
    if asked not in FORMATS:
        raise Http404
    answer = HttpResponse(make_report(access, REPORT, asked, on=access.on), content_type=FORMATS[asked][1])
    name = f"governor-paper-{school_at_door(access.school_id).slug}-{access.on}.{asked}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
