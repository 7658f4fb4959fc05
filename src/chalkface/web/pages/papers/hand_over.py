"""The hand-over pack: what is in it, the page to read first, and the archive itself."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import make_report
from chalkface.reports.hand_over.compose import contents, first_page
from chalkface.reports.hand_over.telling import tell
from chalkface.web.page import page

REPORT = "hand-over"
PAGE, PACK = "page", "zip"


@page("papers/hand-over/", needs="hand_over", title="Hand-over pack")
def hand_over(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.GET.get("as", "")
    if asked in ("", PAGE):
        return {"contents": contents(), "told": tell(first_page(access, access.on)) if asked == PAGE else None}
    if asked != PACK:
        raise Http404
    answer = HttpResponse(make_report(access, REPORT, PACK, on=access.on), content_type="application/zip")
    name = f"hand-over-{school_at_door(access.school_id).slug}-{access.on}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
