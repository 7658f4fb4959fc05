"""A register: one tutor group, one tap each, one button."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.programme import take_register
from chalkface.queries.programme import Mark, activity_card, groups_listed, groups_on_roll, register_of_group
from chalkface.web.page import page, say

MARKS = {"yes": True, "no": False, "": None}
SAID = {True: "yes", False: "no", None: ""}


@page("programme/<int:activity>/register/", needs="record_attendance", title="Register", methods=("GET", "POST"))
def register(request: HttpRequest, access: Access, activity: int) -> dict | HttpResponse:
    card = activity_card(activity)
    if card is None:
        raise Http404
    groups = groups_on_roll(access)
    group = request.GET.get("group", "")
    if group not in groups:
        group = next(iter((*groups_listed(access, activity), *groups)), "")
    marks = register_of_group(access, activity, group)
    errors, status = [], 200
    everybody = (request.POST if request.method == "POST" else request.GET).get("all") == "yes"
    sent = {mark.student_id: MARKS.get(request.POST.get(f"mark-{mark.student_id}"), mark.attended) for mark in marks}
    if request.method == "POST" and not everybody:
        # Only what changes: "not marked" of somebody who was never on the register must not put them there.
        chosen = {mark.student_id: sent[mark.student_id] for mark in marks if sent[mark.student_id] is not mark.attended}
        try:
            changed = take_register(access, activity_id=activity, attended=chosen) if chosen else 0
        except Refused as refused:
            errors, status = refused.errors, 422  # what was tapped stays on the page
        else:
            say(request, f"The register of {group} is saved: {changed} {'mark' if changed == 1 else 'marks'} changed.")
            return redirect("programme.activity", school=request.resolver_match.kwargs["school"], activity=activity)
    listed = [mark for mark in marks if mark.is_listed] or list(marks)
    return {
        "status": status,
        "errors": errors,
        "card": card,
        "groups": groups,
        "group": group,
        "listed": listed,
        "others": [mark for mark in marks if mark not in listed],
        "everybody": everybody,
        "said": {mark.student_id: _said(mark, sent[mark.student_id], everybody and mark in listed) for mark in marks},
        "counts": [sum(1 for mark in listed if mark.attended is value) for value in (True, False, None)],
    }


def _said(mark: Mark, value: bool | None, came: bool) -> str:
    return "yes" if came and value is None else SAID[value]
