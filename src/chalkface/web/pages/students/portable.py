"""A student's record to take along: to the next school, or home. Written once the password was given again, and kept."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.imports.portable import portable_record
from chalkface.queries.student_card import student_card
from chalkface.web.page import page


@page(
    "students/<int:student>/portable/", needs="export_record", title="Portable record", methods=("GET", "POST"), confirms=True
)
def portable(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    card = student_card(access, student)
    if card is None:
        raise Http404
    if request.method == "GET":
        return {"card": card}
    response = HttpResponse(portable_record(access, student), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="record-{student}-{access.on}.zip"'
    return response
