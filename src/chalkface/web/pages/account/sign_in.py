"""Sign in with an address and a password."""

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from chalkface.queries.people import anybody_can_sign_in
from chalkface.web.confirming import confirm_now
from chalkface.web.own_door import came_with_pass
from chalkface.web.page import open_page
from chalkface.web.throttle import WAIT, came_in, failed, must_wait, tries_of


@open_page("sign-in/", title="Sign in", why="This is the door itself.", methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> dict | HttpResponse:
    if not anybody_can_sign_in():
        return redirect("setup.first_school")
    after = request.POST.get("next") or request.GET.get("next") or "/"
    here = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    if not here or not after.startswith("/"):  # a bare word would be looked up as the name of a page
        after = "/"
    context = {"next": after, "email": "", "errors": []}
    if request.method == "GET":
        return context
    email = request.POST.get("email", "").strip().lower()[:254]
    context["email"] = email
    tries = tries_of(request, email)
    if must_wait(tries):
        context["errors"] = [("email", f"Too many tries for this address. Wait {WAIT} seconds and try again.")]
        return {**context, "status": 429}
    account = authenticate(request, username=email, password=request.POST.get("password", ""))
    if account is None:
        failed(tries)
        context["errors"] = [("email", "That address and password do not go together here. Check both and try again.")]
        return {**context, "status": 422}
    if came_with_pass(request):
        request.session.flush()  # a student's visit on this computer is over: nobody signs in to somebody else's pages
    login(request, account)
    confirm_now(request)
    answer = redirect(after)
    came_in(tries, email, answer)
    return answer
