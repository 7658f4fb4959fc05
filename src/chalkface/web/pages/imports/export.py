"""Take everything out again, in the exchange format: no exit trap."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.imports.export import export_zip
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page


@page("imports/export/", needs="export_school", title="Take everything out", methods=("GET", "POST"), confirms=True)
def export(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "GET":
        return {}
    response = HttpResponse(export_zip(access, at=timezone.now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{school_at_door(access.school_id).slug}-{access.on}.zip"'
    return response
