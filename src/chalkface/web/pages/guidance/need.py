"""One need: what was agreed for it, who says that it is met, and that it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.needs import kinds, split_owner
from chalkface.operations.needs import agree, confirm_need_met, drop_need
from chalkface.queries.needs import actions_of_need, need_line, owner_choices
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("guidance/needs/<int:need>/", needs="see_guidance", title="A need", methods=("GET", "POST"))
def need(request: HttpRequest, access: Access, need: int) -> dict | HttpResponse:
    one = need_line(access, need)
    if one is None:
        raise Http404
    context = {"errors": [], "given": {}}
    if request.method == "POST":
        try:
            say(request, _do(request, access, one))
            return redirect(request.path)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            context = {"errors": refused.errors, "given": request.POST, "status": 422}
    is_leader = "careers_leader" in (access.role, *access.also)
    return {
        **context,
        "one": one,
        "kind": kinds().get(one.kind),
        "lines": actions_of_need(access, need),
        "may_close": access.may("confirm_need") and (one.is_mine or is_leader),
        "owners": owner_choices(access) if access.may("keep_guidance") else [],
    }


def _do(request: HttpRequest, access: Access, one) -> str:
    answers = Answers(request.POST)
    reason = answers.text("reason", "The reason", limit=300)
    match request.POST.get("deed", ""):
        case "met":
            answers.check()
            changed = confirm_need_met(access, need_id=one.id, reason=reason)
            return "It is kept that this need is met." if changed else "That was kept already."
        case "drop":
            answers.check()
            changed = drop_need(access, need_id=one.id, reason=reason)
            return "The need is dropped, with your reason." if changed else "That was kept already."
        case "agree":
            kind, wrong, account = split_owner(request.POST.get("owner_kind", ""))
            if wrong:
                answers.wrong("owner_kind", wrong)
            what = answers.text("what", "What was agreed", required=True)
            due_on, owner = answers.day("due_on", "The day"), answers.text("owner", "The name", limit=200)
            answers.check()
            agree(
                access, student_id=one.student_id, need_id=one.id, what=what, owner_kind=kind, owner_account=account,
                owner=owner, due_on=due_on,
            )  # fmt: skip
            return "It is kept what was agreed."
    raise Refused("Choose what to do.")
