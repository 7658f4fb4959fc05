"""One import: what it would change, what stands in the way, and the buttons to go on or to take it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.background import enqueue_commit, enqueue_rehearsal
from chalkface.imports.formats import formats
from chalkface.imports.headings import CHOOSABLE
from chalkface.operations.imports import undo_import
from chalkface.queries.imports import ImportDetail, import_progress, one_import
from chalkface.web.page import page, say

WAITING = ("received",)
SHOWN = 100


def detail_of(batch: int) -> ImportDetail:
    """The import, or 404."""
    try:
        return one_import(batch)
    except Refused as refused:
        raise Http404 from refused


def _said(table: str) -> str:
    return {"enrolments": "students in a year group", "participations": "marks in registers"}.get(
        table, table.replace("_", " ")
    )


def _notes(detail: ImportDetail) -> list[str]:
    """The notes; where only one file came, without its name before each."""
    if len(detail.line.files) != 1:
        return list(detail.notes)
    name = detail.line.files[0]
    bare = [note.removeprefix(f"{name}: ").removeprefix(f"{name}, ") for note in detail.notes]
    return [note[:1].upper() + note[1:] for note in bare]


def _do(request: HttpRequest, access: Access, batch: int) -> None:
    deed = request.POST.get("deed", "")
    accepted = frozenset(request.POST.getlist("accept"))
    if deed == "commit":
        open_still = [code for code, _ in detail_of(batch).stops if code not in accepted]
        if open_still:
            raise Refused("Tick “Go on all the same” first, or leave this import.", code=open_still[0])
        enqueue_commit(access, batch, accept=accepted)
    elif deed == "again":
        enqueue_rehearsal(access, batch, accept=accepted)
    elif deed == "undo":
        outcome = undo_import(access, batch_id=batch)
        removed = f"{outcome.removed:,} {'record' if outcome.removed == 1 else 'records'}"
        say(request, f"Taken back: {removed} removed, {outcome.restored:,} made again what they were.")


@page("imports/<int:batch>/", needs="see_imports", title="An import", methods=("GET", "POST"))
def batch(request: HttpRequest, access: Access, batch: int) -> dict | HttpResponse:
    detail = detail_of(batch)
    errors = []
    if request.method == "POST":
        try:
            _do(request, access, batch)
            return redirect("imports.batch", school=request.resolver_match.kwargs["school"], batch=batch)
        except Refused as refused:
            errors = [(f"accept-{refused.code}" if refused.code else "standing", refused.sentence)]
    progress = import_progress(batch)
    tables = sorted({*detail.created, *detail.updated, *detail.unchanged})
    known = formats().get(detail.line.format)
    return {
        "detail": detail,
        "line": detail.line,
        "title": known.title if known else detail.line.format,
        "columns_known": detail.line.format in CHOOSABLE,
        "progress": progress,
        "waiting": detail.line.state in WAITING or progress is not None,
        "tables": [
            (_said(table), detail.created.get(table, 0), detail.updated.get(table, 0), detail.unchanged.get(table, 0))
            for table in tables
        ],
        "new": sum(detail.created.values()),
        "changed": sum(detail.updated.values()),
        "same": sum(detail.unchanged.values()),
        "notes": _notes(detail),
        "refused": detail.refused[:SHOWN],
        "more_refused": max(0, len(detail.refused) - SHOWN),
        "clear": not (detail.refused or detail.matching or detail.stops or detail.failure),
        "errors": errors,
        "status": 422 if errors else 200,
    }
