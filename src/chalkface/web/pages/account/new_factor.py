"""Set up an authenticator app: a drawing to point a phone at, its first code, and the recovery codes, shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.factors import address_for_app, new_secret, step_of
from chalkface.operations.factors import add_factor
from chalkface.web.arriving import where_to
from chalkface.web.page import open_page
from chalkface.web.proving import SECRET, keep_secret, kept_secret, may_add_factor, proved
from chalkface.web.qr import qr_svg


@open_page("sign-in/set-up/", title="Set up a second factor", why="Who opens it is only halfway in.", methods=("GET", "POST"))
def new_factor(request: HttpRequest) -> dict | HttpResponse:
    person = may_add_factor(request)
    if isinstance(person, HttpResponse):
        return person
    secret = kept_secret(request, person)
    if not secret:
        secret = new_secret()
        keep_secret(request, person, secret)
    context = {
        "qr": qr_svg(address_for_app(secret, person.account.email), "The code for your app"),
        "secret": secret, "errors": [], "codes": [], "required": bool(person.half),
        "after": person.half.after if person.half else where_to(request, "/account/second-factors/"),
    }  # fmt: skip
    if request.method == "GET":
        return context
    step = step_of(secret, request.POST.get("code", "")[:20], timezone.now())
    if step is None:
        sentence = "That is not the code that your app shows now. Check that the phone's clock is right."
        return {**context, "errors": [("code", sentence)], "status": 422}
    called = request.POST.get("called", "")
    codes = add_factor(person.access, kind="app", words=secret, called=called, counter=step)
    del request.session[SECRET]
    proved(request, person)
    return {**context, "qr": "", "secret": "", "codes": codes} if codes else redirect(context["after"])
