"""A file of evidence, handed over as a download."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.statements import evidence_file
from chalkface.web.page import page


@page("review/evidence/<int:evidence>/", needs="see_review", title="Evidence")
def evidence(request: HttpRequest, access: Access, evidence: int) -> HttpResponse:
    file = evidence_file(access, evidence)
    if file is None:
        raise Http404
    response = HttpResponse(file.content, content_type=file.content_type)
    # Never shown inside our pages: a file from outside must not run under our name.
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.file_name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
