"""A register: one tutor group, one tap each, one button."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.operations.programme import take_register
from chalkface.queries.programme import activity_card, groups_listed, groups_on_roll, register_of_group
from chalkface.web.page import page, say

MARKS = {"yes": True, "no": False, "": None}


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
    if request.method == "POST":
        sent = [(mark, MARKS.get(request.POST.get(f"mark-{mark.student_id}"), mark.attended)) for mark in marks]
        # Only what changes: "not marked" of somebody who was never on the register must not put them there.
        chosen = {mark.student_id: value for mark, value in sent if value is not mark.attended}
        changed = take_register(access, activity_id=activity, attended=chosen) if chosen else 0
        say(request, f"The register of {group} is saved: {changed} {'mark' if changed == 1 else 'marks'} changed.")
        return redirect("programme.activity", school=request.resolver_match.kwargs["school"], activity=activity)
    listed = [mark for mark in marks if mark.is_listed] or list(marks)
    everybody = request.GET.get("all") == "yes"
    return {
        "card": card,
        "groups": groups,
        "group": group,
        "listed": listed,
        "others": [mark for mark in marks if mark not in listed],
        "everybody": everybody,
        "said": {True: "yes", False: "no", None: "yes" if everybody else ""},
    }
