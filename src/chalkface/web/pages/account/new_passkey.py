"""Make a passkey: on this device, on a phone beside it, or on a security key."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.errors import Refused
from chalkface.operations.passkeys import add_passkey
from chalkface.web.arriving import where_to
from chalkface.web.page import open_page
from chalkface.web.passkeys import answer_made, question_to_make
from chalkface.web.proving import may_add_factor, proved

PAGE = "new-passkey"


@open_page("sign-in/new-passkey/", title="Make a passkey", why="Who opens it is only halfway in.", methods=("GET", "POST"))
def new_passkey(request: HttpRequest) -> dict | HttpResponse:
    person = may_add_factor(request)
    if isinstance(person, HttpResponse):
        return person
    called = request.POST.get("called", "")
    context = {
        "errors": [], "codes": [], "question": "", "called": called[:60], "required": bool(person.half),
        "after": person.half.after if person.half else where_to(request, "/account/second-factors/"),
    }  # fmt: skip
    if request.method == "POST":
        try:
            made, handle = answer_made(request, PAGE)
            codes = add_passkey(person.access, made=made, handle=handle, called=called)
        except Refused as refused:
            context |= {"errors": [("", refused.sentence)], "status": 422}
        else:
            proved(request, person)
            return {**context, "codes": codes} if codes else redirect(context["after"])
    return {**context, "question": question_to_make(request, person.account, PAGE)}
