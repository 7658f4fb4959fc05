"""One stage on the way to an award, to be mended when it was written down wrongly, or taken out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.awards import awards
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.award import FIELDS, drop_step, mend_step
from chalkface.queries.award import step_of
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.award.journey import step_answers, step_options


@page("award/<str:award>/journey/<int:step>/", needs="keep_award", title="A stage", methods=("GET", "POST"))
def step(request: HttpRequest, access: Access, award: str, step: int) -> dict | HttpResponse:
    found = step_of(access, award, step)
    if found is None:
        raise Http404
    one = awards()[award]
    kept = {
        "state": found.state_code,
        "on": found.on,
        "body": found.body.code if found.body else "",
        "note": found.note,
        "runs_out_on": found.runs_out_on or "",
        "edition": found.edition,
    }
    context = {"award": one, "step": found, "given": kept, "errors": [], "page_title": found.title}
    context |= step_options(one, (found,), access.on)
    if request.method != "POST":
        return context
    try:
        if request.POST.get("deed") == "drop":
            drop_step(access, step_id=step)
            say(request, "The stage is taken out.")
        else:
            new = {name: step_answers(request.POST, one)[name] for name in FIELDS}
            changed = mend_step(access, step_id=step, edition=Answers(request.POST).edition, new=new)
            say(request, "The stage is changed." if changed else "Nothing was changed.")
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return redirect("award.journey", school=request.resolver_match.kwargs["school"], award=award)
