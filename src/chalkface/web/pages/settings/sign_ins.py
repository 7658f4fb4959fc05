"""Who of the school is signed in where, with which second factor, and the rules for both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, ROLES, Access
from chalkface.core.errors import Refused
from chalkface.operations.factors import reset_factors, set_visit_rules
from chalkface.operations.visits import end_visits_of
from chalkface.queries.visits import sign_ins as all_sign_ins
from chalkface.queries.visits import visit_rules
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say


@page("settings/sign-ins/", needs="see_sign_ins", title="Who is signed in", methods=("GET", "POST"), confirms=True)
def sign_ins(request: HttpRequest, access: Access) -> dict | HttpResponse:
    roles, idle = visit_rules(access)
    context = {
        "people": all_sign_ins(access, timezone.now()), "roles": [(role, ROLES[role].title) for role in MEMBER_ROLES],
        "chosen": roles, "idle": idle, "errors": [],
    }  # fmt: skip
    if request.method == "GET":
        return context
    deed = request.POST.get("deed")
    try:
        if deed == "rules":
            context["chosen"], context["idle"] = request.POST.getlist("role"), request.POST.get("idle_minutes", "")
            set_visit_rules(access, roles=context["chosen"], idle_minutes=whole_number(context["idle"], "The minutes"))
            say(request, "Saved: who has no second factor yet sets one up at their next page.")
        elif deed == "reset":
            reset_factors(access, account_number=whole_number(request.POST.get("account", ""), "The number"))
            say(request, "Their second factor is taken away. Make sure that it is them before you tell them to sign in.")
        else:
            end_visits_of(access, account_number=whole_number(request.POST.get("account", ""), "The number"))
            say(request, "They are signed out everywhere.")
    except Refused as refused:
        return {**context, "errors": [(refused.field or "idle_minutes", refused.sentence)], "status": 422}
    return redirect("settings.sign_ins", school=request.resolver_match.kwargs["school"])
