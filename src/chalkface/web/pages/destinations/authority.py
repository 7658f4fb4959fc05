"""A list for the local authority: what goes, what is left out and why, and the file."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.core.authority import ALWAYS, formats
from chalkface.core.csv_cells import csv_text
from chalkface.core.errors import Refused
from chalkface.operations.authority import export_to_authority
from chalkface.queries.authority import authority_list
from chalkface.web.page import page

TITLE = "List for the local authority"


@page("destinations/authority/", needs="export_to_authority", title=TITLE, methods=("GET", "POST"), confirms=True)
def authority(request: HttpRequest, access: Access) -> dict | HttpResponse:
    errors, status = [], 200
    sent = request.POST if request.method == "POST" else request.GET
    code = sent.get("format", "")
    code = code if code in formats() else next(iter(formats()))
    if request.method == "POST":
        try:
            made = export_to_authority(access, format=code, reason=request.POST.get("reason", ""))
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            response = HttpResponse(csv_text(made.headings, made.lines), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{code}-{access.on}.csv"'
            return response
    chosen = formats()[code]
    # The page itself shows counts and no line of the list.
    counted = replace(authority_list(access, chosen), lines=())
    return {
        "status": status,
        "errors": errors,
        "wrong": dict(errors),
        "given": request.POST if errors else {},
        "chosen": chosen,
        "formats": [{"value": one.code, "label": one.title} for one in formats().values()],
        "found": counted,
        "always": [column.heading for column in chosen.columns if column.field in ALWAYS],
        "other": [column.heading for column in chosen.columns if column.field not in ALWAYS],
    }
