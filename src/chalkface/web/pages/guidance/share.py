"""Sharing something of one student with one member: who, why, until when."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access, Scope
from chalkface.core.errors import Refused
from chalkface.operations.notes import READ_WITH, may_be_shared_with
from chalkface.operations.notes import share as keep
from chalkface.queries.needs import student_called
from chalkface.queries.notes import note_line, people_to_share_with, shares_of
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

KINDS = {
    "plan": "The plan shared with the student",
    "note": "One confidential note",
    "answers": "Answers to surveys",
    "needs": "The kind of special educational need",
}
USUAL = timedelta(days=28)


@page("guidance/share/<int:student>/", needs="share_with", title="Share", methods=("GET", "POST"))
def share(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    what, number = sent.get("what", "plan"), sent.get("note", "")
    note = note_line(access, int(number)) if what == "note" and number.isdecimal() and len(number) < 10 else None
    if what not in KINDS or (what == "note" and (note is None or note.student_id != student)):
        what = "plan"
    people = people_to_share_with(access, may_be_shared_with(what))
    whole = access.scope("share_with") is Scope.SCHOOL
    context = {
        "student": student,
        "name": name,
        "what": what,
        "title": KINDS[what],
        "note": note,
        "others": {
            code: title
            for code, title in KINDS.items()
            if code not in ("note", what) and (whole or access.scope(READ_WITH[code]) is Scope.SCHOOL)
        },
        "people": [{"value": account, "label": called} for account, called in people.items()],
        "shares": [one for one in shares_of(access, student) if one.is_current],
        "kinds": KINDS,
        "errors": [],
        "given": {"ends_on": (access.on + USUAL).isoformat()},
    }
    if request.method == "GET":
        return context
    try:
        answers = Answers(request.POST)
        account = answers.number_of("account", "The person", people, required=True)
        reason, ends_on = answers.text("reason", "The reason", required=True), answers.day("ends_on", "The day", required=True)
        answers.check()
        keep(
            access, student_id=student, what=what, account=account, reason=reason, ends_on=ends_on,
            note_id=note.id if note else None,
        )  # fmt: skip
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "It is shared until the day you chose. You can take it back here at any time.")
    return redirect("guidance.notes", school=school_at_door(access.school_id).slug, student=student)
