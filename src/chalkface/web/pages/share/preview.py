"""The public page exactly as its file will be, to look at before it is published."""

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.queries.last_gate import last_gate
from chalkface.queries.schools import school_at_door
from chalkface.reports import make_report
from chalkface.web.page import page
from chalkface.web.site_answer import site_answer


@page("share/public/preview/", needs="see_plan", title="The public page, not published yet")
def preview(request: HttpRequest, access: Access) -> HttpResponse:
    content = make_report(access, "public-site", "html", on=access.on)
    kept = last_gate(access, school_at_door(access.school_id), {"the page": content})
    if kept.sentence:
        raise Refused(kept.sentence)
    return site_answer(content)
