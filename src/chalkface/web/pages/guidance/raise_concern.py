"""Recording that something was raised with the safeguarding lead. The page has no field for what."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.operations.concerns import raise_concern as keep
from chalkface.queries.needs import student_called
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say


@page("guidance/concerns/<int:student>/", needs="raise_concern", title="Raised with the lead", methods=("GET", "POST"))
def raise_concern(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    if request.method == "GET":
        return {"student": student, "name": name}
    keep(access, student_id=student)
    say(request, "It is kept that you raised this, and when.")
    slug = school_at_door(access.school_id).slug
    return redirect("guidance.concerns", school=slug)
