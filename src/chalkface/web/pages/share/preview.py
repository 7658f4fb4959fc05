"""The public page exactly as its file will be, to look at before it is published."""

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.queries.last_gate import last_gate
from chalkface.queries.schools import school_at_door
from chalkface.reports import write_report
from chalkface.reports.public_site.compose import compose
from chalkface.web.page import page
from chalkface.web.site_answer import site_answer


@page("share/public/preview/", needs="see_plan", title="The public page, not published yet")
def preview(request: HttpRequest, access: Access) -> HttpResponse:
    site = compose(access, access.on)
    content = write_report("public-site", site, "html")
    kept = last_gate(access, school_at_door(access.school_id), {"the page": content}, site.places)
    if kept.sentence:
        raise Refused(kept.sentence)
    return site_answer(content)
