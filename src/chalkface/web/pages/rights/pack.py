"""The pack of a request as one file. Made once the password was given again, and kept that it was."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.imports.own_lines import own_lines
from chalkface.operations.rights import make_pack
from chalkface.queries.rights import PACKS, originals_of, request_of
from chalkface.reports import write_report
from chalkface.web.page import page


@page("rights/<int:rights_request>/pack/", needs="handle_rights", title="The pack", methods=("GET", "POST"), confirms=True)
def pack(request: HttpRequest, access: Access, rights_request: int) -> dict | HttpResponse:
    asked = request_of(access, rights_request)
    if asked is None or asked.kind not in PACKS:
        raise Http404
    if request.method == "GET":
        return {"asked": asked}
    originals = originals_of(access, asked, own_lines)
    made = write_report("subject-access", make_pack(access, request_id=asked.id, originals=originals), "zip")
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="request-{asked.id}-{access.on}.zip"'
    return response
