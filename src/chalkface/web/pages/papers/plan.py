"""The strategic plan as one document: read here, taken away as PDF, Word or one page of HTML."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.queries.versions import since_approval
from chalkface.reports import make_report
from chalkface.reports.strategic_plan.compose import compose
from chalkface.reports.strategic_plan.telling import tell
from chalkface.web.page import page

REPORT = "strategic-plan"
PAGE = "page"  # read here: gathered only when asked for, since it counts nearly everything there is
FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("One page of HTML", "text/html; charset=utf-8"),
}


@page("papers/plan/", needs="write_plan", title="Strategic plan")
def plan(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.GET.get("as", "")
    if asked in ("", PAGE):
        formats = [(ending, name) for ending, (name, _) in FORMATS.items()]
        told = tell(compose(access, access.on)) if asked == PAGE else None
        return {"formats": formats, "told": told, "approval": since_approval(access)}
    if asked not in FORMATS:
        raise Http404
    answer = HttpResponse(make_report(access, REPORT, asked, on=access.on), content_type=FORMATS[asked][1])
    name = f"strategic-plan-{school_at_door(access.school_id).slug}-{access.on}.{asked}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
