"""The person's own account: their schools, and a new password."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.people import set_own_password
from chalkface.operations.visits import end_visits
from chalkface.queries.people import access_at_door, schools_of_account
from chalkface.web.page import account_page, say


@account_page("account/", title="Your account", why="It is about the person, not a school.", methods=("GET", "POST"))
def yours(request: HttpRequest) -> dict | HttpResponse:
    today = timezone.localdate()
    schools = schools_of_account(request.user.pk, today)
    context = {"schools": schools, "errors": []}
    if request.method == "GET":
        return context
    if not request.user.check_password(request.POST.get("present", "")):
        context["errors"] = [("present", "That is not your present password.")]
    elif request.POST.get("password", "") != request.POST.get("again", ""):
        context["errors"] = [("again", "The two new passwords differ.")]
    elif not schools:
        context["errors"] = [("present", "Your membership has ended: there is no school to sign in to.")]
    else:
        access: Access = access_at_door(request.user.pk, schools[0].slug, today)
        try:
            set_own_password(access, password=request.POST.get("password", ""))
        except Refused as refused:
            context["errors"] = [("password", refused.sentence)]
    if context["errors"]:
        return {**context, "status": 422}
    end_visits(request.user.pk, because="password", at=timezone.now(), but=request.visit_id)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    say(request, "Your password is changed. Other places where you were signed in are signed out.")
    return redirect("account.yours")
