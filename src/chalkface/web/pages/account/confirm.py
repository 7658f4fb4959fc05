"""The password once more, before notes, named lists and exports: for ten minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from chalkface.queries.signing_in import ways_to_sign_in
from chalkface.web.confirming import confirm_now
from chalkface.web.page import account_page
from chalkface.web.throttle import WAIT, came_in, failed, must_wait, tries_of_visit


@account_page(
    "confirm/", title="Your password, once more", why="It asks who is signed in to prove it.", methods=("GET", "POST")
)
def confirm(request: HttpRequest) -> dict | HttpResponse:
    after = request.POST.get("next") or request.GET.get("next") or "/"
    here = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    if not here or not after.startswith("/"):
        after = "/"
    context = {"next": after, "errors": [], "ways": ways_to_sign_in()}
    if request.method == "GET":
        return context
    tries = tries_of_visit(request)
    if must_wait(tries):
        return {**context, "errors": [("password", f"Too many tries. Wait {WAIT} seconds and try again.")], "status": 429}
    if not request.user.check_password(request.POST.get("password", "")):
        failed(tries, request.user.email)
        return {**context, "errors": [("password", "That is not your password. Check it and try again.")], "status": 422}
    confirm_now(request)
    answer = redirect(after)
    came_in(tries, request.user.email, answer)
    return answer
