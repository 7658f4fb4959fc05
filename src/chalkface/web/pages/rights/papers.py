"""The school's privacy notices, impact assessment, record of processing and map of data, as the register has them today."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import make_report
from chalkface.reports.privacy_papers.compose import compose
from chalkface.reports.privacy_papers.telling import PAPERS
from chalkface.web.page import page


@page("rights/papers/", needs="handle_rights", title="Privacy papers")
def papers(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.GET.get("paper", "")
    if request.GET.get("as") == "zip":
        answer = HttpResponse(make_report(access, "privacy-papers", "zip", on=access.on), content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="privacy-papers-{school_at_door(access.school_id).slug}.zip"'
        return answer
    if asked and asked not in PAPERS:
        raise Http404
    told = PAPERS[asked][1](compose(access, access.on)) if asked else None
    return {"papers": [(code, title) for code, (title, _) in PAPERS.items()], "told": told}
