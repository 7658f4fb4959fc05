"""Logging a meeting: in the row of the caseload, or on a page of its own where there is no script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.confidentiality import notice_of
from chalkface.core.errors import Refused
from chalkface.core.needs import need_options
from chalkface.operations.guidance import log_meeting
from chalkface.queries.guidance import before_meeting, booked_for
from chalkface.queries.needs import owner_choices, student_called
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers
from chalkface.web.meeting_form import CAME_OPTIONS, MOST_LINES, lines_of, read_agreed, read_meeting
from chalkface.web.page import page, say


def _appointment(sent: str) -> int | None:
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


@page("guidance/log/<int:student>/", needs="keep_guidance", title="Log a meeting", methods=("GET", "POST"))
def log(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    school, before = school_at_door(access.school_id), before_meeting(access, student)
    sent = request.POST if request.method == "POST" else request.GET
    appointment = _appointment(sent.get("appointment", ""))
    booked = booked_for(access, student, appointment) if appointment is not None else None
    in_row = sent.get("in") == "row"
    context = {
        "student": student,
        "name": name,
        "before": before,
        "notice": notice_of(school.confidentiality),
        "in_row": in_row,
        "own": f"-{student}" if in_row else "",
        "appointment": appointment if booked else None,
        "lines": lines_of(request.POST),
        "most": MOST_LINES,
        "came": CAME_OPTIONS,
        "owners": owner_choices(access),
        "needs": need_options(),
        "given": {
            "met_on": (booked or access.on).isoformat(),
            "attended": "yes",
            "minutes": "" if before.minutes is None else before.minutes,
            "adviser_level": "" if before.level is None else before.level,
        },
        "errors": [],
        "kept": None,
    }
    if request.method == "GET":
        return context
    if request.POST.get("more"):
        return {**context, "given": request.POST, "lines": min(context["lines"] + 1, MOST_LINES)}
    try:
        answers = Answers(request.POST)
        meeting, agreed = read_meeting(answers), read_agreed(answers)
        answers.check()
        made = log_meeting(access, student_id=student, agreed=agreed, appointment_id=context["appointment"], **meeting)
    except Refused as refused:
        # Swapped into the row by htmx, which leaves an answer that says 422 aside.
        return {**context, "given": request.POST, "errors": refused.errors, "status": 200 if _by_script(request) else 422}
    if _by_script(request):
        return {**context, "kept": made, "many": len(agreed), "came_to": meeting["attended"] is not False}
    say(request, "The meeting is kept.")
    return redirect(reverse("guidance.meeting", kwargs={"school": school.slug, "meeting": made}))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.POST.get("in") == "row"
