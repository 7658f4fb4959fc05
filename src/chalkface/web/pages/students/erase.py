"""Hold or erase one student: nothing of them may go, or all of it goes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.erasing import erase_student
from chalkface.operations.retention import hold_student
from chalkface.queries.erasing import to_erase
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

WHY = [
    {"value": "request", "label": "They, or their parent, asked for it and the school agreed"},
    {"value": "mistake", "label": "They should never have been here"},
    {"value": "court", "label": "A court or the regulator ordered it"},
]


@page("students/<int:student>/erase/", needs="erase_student", title="Hold or erase", methods=("GET", "POST"), confirms=True)
def erase(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    found = to_erase(access, student)
    if found is None:
        raise Http404
    context = {"found": found, "why": WHY, "given": {}, "errors": [], "wrong": {}}
    if request.method == "GET":
        return context
    school, answers = request.resolver_match.kwargs["school"], Answers(request.POST)
    try:
        if request.POST.get("deed") == "hold":
            until = answers.day("until", "The last day")
            answers.check()
            hold_student(access, student_id=student, because=answers.text("reason", "The reason"), until=until)
            say(request, "Held: nothing of this record goes until the hold is lifted.")
            return redirect("retention.holds", school=school)
        because = request.POST.get("because", "")
        rows = erase_student(access, student_id=student, typed=answers.text("typed", "The name"), because=because)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "wrong": dict(refused.errors), "status": 422}
    say(request, f"Erased: {rows} records. The last traces on the disk go tonight, those in backups within 35 days.")
    return redirect("students.start", school=school)
