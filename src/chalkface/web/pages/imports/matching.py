"""Names that could not be matched with certainty: a person says who is meant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.imports.background import enqueue_rehearsal
from chalkface.operations.imports import choose_matches
from chalkface.web.page import page
from chalkface.web.pages.imports.batch import detail_of

SHOWN = 40


@page("imports/<int:batch>/matching/", needs="commit_import", title="Match the names", methods=("GET", "POST"))
def matching(request: HttpRequest, access: Access, batch: int) -> dict | HttpResponse:
    unmatched = detail_of(batch).matching[:SHOWN]
    if request.method == "POST":
        choices = {}
        for number, one in enumerate(unmatched):
            answer = request.POST.get(f"who-{number}", "")
            offered = {str(candidate.student) for candidate in one.candidates} | {"0"}
            if request.POST.get(f"reference-{number}") == one.reference and answer in offered:
                choices[one.reference] = int(answer)
        if choices:
            choose_matches(access, batch_id=batch, choices=choices)
            enqueue_rehearsal(access, batch)
        return redirect("imports.batch", school=request.resolver_match.kwargs["school"], batch=batch)
    return {"batch": batch, "unmatched": unmatched, "total": len(detail_of(batch).matching)}
