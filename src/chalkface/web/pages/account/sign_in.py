"""Sign in with an address and a password."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.queries.people import anybody_can_sign_in
from chalkface.queries.signing_in import password_is_shut, ways_to_sign_in
from chalkface.web.arriving import arrive, where_to
from chalkface.web.page import open_page
from chalkface.web.throttle import WAIT, came_in, failed, must_wait, one_at_a_time, tries_of


@open_page("sign-in/", title="Sign in", why="This is the door itself.", methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> dict | HttpResponse:
    if not anybody_can_sign_in():
        return redirect("setup.first_school")
    after = where_to(request, request.POST.get("next") or request.GET.get("next"))
    context = {"next": after, "email": "", "errors": [], "ways": ways_to_sign_in()}
    if request.method == "GET":
        return context
    email = request.POST.get("email", "").strip().lower()[:254]
    context["email"] = email
    tries = tries_of(request, email)
    with one_at_a_time(tries):
        if must_wait(tries):
            context["errors"] = [("email", f"Too many tries for this address. Wait {WAIT} seconds and try again.")]
            return {**context, "status": 429}
        account = authenticate(request, username=email, password=request.POST.get("password", ""))
        if account is None:
            failed(tries, email)
            context["errors"] = [("email", "That address and password do not go together here. Check both and try again.")]
            return {**context, "status": 422}
    if context["ways"] and password_is_shut(account.pk, timezone.localdate()):
        context["errors"] = [("email", "Your school does not let its staff in with a password: use the button below.")]
        return {**context, "status": 422}
    answer = arrive(request, account, "password", after)
    came_in(tries, email, answer)
    return answer
