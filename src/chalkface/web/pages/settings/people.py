"""Who may open this school: members, their role and their tutor groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import MEMBER_ROLES, ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.people import add_member
from chalkface.queries.people import members
from chalkface.web.page import page, say


@page("settings/people/", needs="see_people", title="People", methods=("GET", "POST"), confirms=True)
def people(request: HttpRequest, access: Access) -> dict | HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("name", "email", "role", "groups", "password")}
    context = {
        "members": members(access.on),
        "roles": ROLES,
        "role_options": [{"value": r, "label": ROLES[r].title, "hint": ROLES[r].meaning} for r in MEMBER_ROLES],
        "given": given,
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        add_member(
            access,
            email=given["email"],
            role=given["role"],
            name=given["name"],
            password=given["password"] or None,
            groups=tuple(given["groups"].split(",")),
        )
    except Refused as refused:
        return {**context, "errors": [("email", refused.sentence)], "status": 422}
    say(request, "They are added and can sign in now.")
    return redirect(request.path)
