"""Which confidential notes there are of a student, and what is shared of them: never a word of a note."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.operations.notes import revoke_share
from chalkface.queries.needs import student_called
from chalkface.queries.notes import notes_of, shares_of
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say

WHAT = {"note": "a confidential note", "plan": "the shared plan", "answers": "survey answers", "needs": "the kind of need"}


@page("guidance/notes/<int:student>/", needs="read_notes", title="Confidential notes", methods=("GET", "POST"))
def notes(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    if request.method == "POST":
        revoke_share(access, share_id=whole_number(request.POST.get("share", ""), "The share"))
        say(request, "It is no longer shared.")
        return redirect("guidance.notes", school=school_at_door(access.school_id).slug, student=student)
    return {
        "student": student,
        "name": name,
        "notes": notes_of(access, student),
        "shares": shares_of(access, student) if access.may("share_with") else (),
        "what": WHAT,
    }
