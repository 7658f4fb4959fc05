"""The way in with the code that is printed on a slip: the same for every school."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.core.passes import code_digest, plain
from chalkface.operations.passes import NOT_GOOD, use_pass
from chalkface.queries.passes import slip_at_door
from chalkface.web.own_door import AGAIN, let_in, let_in_again
from chalkface.web.page import open_page
from chalkface.web.throttle import WAIT, failed, must_wait, tries_of_code

LONGEST = 40


@open_page("in/", title="Come in with your code", why="This is the door itself.", methods=("GET", "POST"))
def code(request: HttpRequest) -> dict | HttpResponse:
    context = {"errors": [], "typed": "", "person": None}
    if request.method == "GET":
        return context
    typed = request.POST.get("code", "")[:LONGEST]
    tries = tries_of_code(plain(typed))
    if must_wait(tries):
        return {**context, "errors": [("code", f"Too many tries. Wait {WAIT} seconds and try again.")], "status": 429}
    digest = code_digest(plain(typed), settings.SECRET_KEY)
    slip = slip_at_door(timezone.localdate(), code=digest)
    if slip is None:
        used = slip_at_door(timezone.localdate(), code=digest, used_since=timezone.now() - AGAIN)
        if used is not None and let_in_again(request, used.id):
            return redirect("my.start", school=used.slug)
        failed(tries)
        return {**context, "errors": [("code", NOT_GOOD)], "status": 422}
    if request.POST.get("deed") != "go_on":
        return {**context, "typed": typed, "person": slip}
    try:
        use_pass(slip.access, pass_id=slip.id, at=timezone.now())
    except Refused as refused:
        return {**context, "errors": [("code", refused.sentence)], "status": 422}
    let_in(request, slip.id)
    return redirect("my.start", school=slip.slug)
