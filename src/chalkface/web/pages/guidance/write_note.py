"""Writing a confidential note, or an addendum to one of one's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.confidentiality import notice_of
from chalkface.core.errors import Refused
from chalkface.operations.notes import write_note as keep
from chalkface.queries.needs import student_called
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say


def _number(sent: str) -> int | None:
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


@page("guidance/notes/<int:student>/new/", needs="write_notes", title="A confidential note", methods=("GET", "POST"))
def write_note(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    school = school_at_door(access.school_id)
    sent = request.POST if request.method == "POST" else request.GET
    context = {
        "student": student,
        "name": name,
        "notice": notice_of(school.confidentiality),
        "meeting": _number(sent.get("meeting", "")),
        "corrects": _number(sent.get("corrects", "")),
        "typed": request.POST.get("words", ""),
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        keep(
            access, student_id=student, words=context["typed"], meeting_id=context["meeting"], corrects_id=context["corrects"]
        )
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "The note is kept, encrypted.")
    return redirect("guidance.notes", school=school.slug, student=student)
