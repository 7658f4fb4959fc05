"""Prove once more who you are, before notes, named lists and exports: for ten minutes.

The password does, and a passkey. A code of the app does for who has no password, or whose school asks for a second factor:
then it was given at the door as well, and whoever finds the screen unlocked has neither.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.queries.signing_in import ways_to_sign_in
from chalkface.queries.visits import terms_of
from chalkface.web.arriving import where_to
from chalkface.web.confirming import confirm_now
from chalkface.web.page import account_page
from chalkface.web.passkeys import question_to_use
from chalkface.web.proving import Person, proved, wrong_factor
from chalkface.web.throttle import WAIT, came_in, failed, must_wait, one_at_a_time, tries_of_visit

PAGE = "confirm"


@account_page("confirm/", title="Is it still you?", why="It asks who is signed in to prove it.", methods=("GET", "POST"))
def confirm(request: HttpRequest) -> dict | HttpResponse:
    after = where_to(request, request.POST.get("next") or request.GET.get("next"))
    person, has_password = Person(request.user, None), request.user.has_usable_password()
    terms = terms_of(request.user.pk, timezone.localdate())
    takes_code = terms.has_factor and (terms.asks_factor or not has_password)
    context = {
        "next": after, "errors": [], "ways": ways_to_sign_in(), "has_password": has_password, "takes_code": takes_code,
    }  # fmt: skip
    if request.method == "POST":
        with_factor = "answer" in request.POST or (takes_code and "code" in request.POST)
        wrong = wrong_factor(request, person, PAGE) if with_factor else _wrong_password(request)
        if wrong is None:
            if with_factor:
                proved(request, person)
            confirm_now(request)
            answer = redirect(after)
            came_in(tries_of_visit(request), request.user.email, answer)
            return answer
        field, sentence, status = wrong
        context |= {"errors": [(field, sentence)], "status": status}
    return {**context, "question": question_to_use(request, request.user, PAGE)}


def _wrong_password(request: HttpRequest) -> tuple[str, str, int] | None:
    tries = tries_of_visit(request)
    with one_at_a_time(tries):
        if must_wait(tries):
            return "password", f"Too many tries. Wait {WAIT} seconds and try again.", 429
        if request.user.check_password(request.POST.get("password", "")):
            return None
        failed(tries, request.user.email)
    return "password", "That is not your password. Check it and try again.", 422
