"""One member: their tutor groups, and the end of their membership."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.people import end_membership, set_groups
from chalkface.queries.people import members
from chalkface.web.page import page, say


@page("settings/people/<int:membership>/", needs="manage_people", title="A member", methods=("GET", "POST"), confirms=True)
def member(request: HttpRequest, access: Access, membership: int) -> dict | HttpResponse:
    found = next((row for row in members(access.on) if row.id == membership), None)
    if found is None:
        raise Http404
    context = {"member": found, "role_title": ROLES[found.role].title, "errors": []}
    if request.method == "GET":
        return context
    try:
        if request.POST.get("deed") == "end":
            end_membership(access, membership_id=membership, ends_on=access.on - timedelta(days=1))
            say(request, "Their membership has ended: they can no longer open this school.")
        else:
            set_groups(access, membership_id=membership, groups=tuple(request.POST.get("groups", "").split(",")))
            say(request, "Their tutor groups are saved.")
    except Refused as refused:
        return {**context, "errors": [("groups", refused.sentence)], "status": 422}
    return redirect("settings.people", school=request.resolver_match.kwargs["school"])
