"""Opening one confidential note: a reason, then its words in this answer and nowhere else."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.notes import read_note
from chalkface.queries.needs import student_called
from chalkface.queries.notes import note_line, reads_of
from chalkface.web.page import page


@page(
    "guidance/notes/read/<int:note>/", needs="read_notes", title="A confidential note", methods=("GET", "POST"), confirms=True
)
def note(request: HttpRequest, access: Access, note: int) -> dict | HttpResponse:
    line = note_line(access, note)
    if line is None:
        raise Http404
    # Who read it before is told to its author and the careers leader; to somebody with whom it is shared it is not.
    reads = reads_of(access, note) if line.reads is not None else None
    context = {
        "line": line,
        "name": student_called(access, line.student_id),
        "reads": reads,
        "titles": {code: role.title for code, role in ROLES.items()},
        "reason": request.POST.get("reason", ""),
        "opened": None,
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        return {**context, "opened": read_note(access, note_id=note, reason=context["reason"])}
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
