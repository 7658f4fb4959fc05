"""Writing down what a student needs, from the list, with who will say that it is met."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.needs import NEED_OWNERS, kinds, need_options, split_owner
from chalkface.operations.needs import raise_need
from chalkface.queries.needs import loose_actions, owner_choices, student_called
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("guidance/needs/new/<int:student>/", needs="keep_guidance", title="A new need", methods=("GET", "POST"))
def new_need(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    name = student_called(access, student)
    if not name:
        raise Http404
    loose = [one for one in loose_actions(access, student) if not one.is_closed]
    context = {
        "name": name,
        "student": student,
        "kinds": kinds().values(),
        "kind_options": need_options(),
        "owners": owner_choices(access, NEED_OWNERS),
        "loose": loose,
        "given": {},
        "chosen": set(),
        "errors": [],
    }
    if request.method != "POST":
        return context
    chosen = set(request.POST.getlist("actions"))
    try:
        answers = Answers(request.POST)
        kind, wrong, account = split_owner(request.POST.get("owner_kind") or NEED_OWNERS[0])
        if wrong:
            answers.wrong("owner_kind", wrong)
        detail = answers.text("detail", "What it is about", limit=500)
        answers.check()
        made = raise_need(
            access, student_id=student, kind=request.POST.get("kind", ""), detail=detail,
            owner_kind=kind if request.POST.get("owner_kind") else "", owner_account=account,
            actions=[one.id for one in loose if str(one.id) in chosen],
        )  # fmt: skip
    except Refused as refused:
        return {**context, "given": request.POST, "chosen": chosen, "errors": refused.errors, "status": 422}
    say(request, "The need is kept. Now agree on a first step.")
    slug = school_at_door(access.school_id).slug
    return redirect(reverse("guidance.need", kwargs={"school": slug, "need": made}))
