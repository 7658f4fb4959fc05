"""One's own second factors: which there are, and how one is added, taken away or made up for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.operations.factors import remove_factor, renew_recovery_codes
from chalkface.operations.passkeys import remove_passkey
from chalkface.queries.visits import factors_of, recovery_codes_left, terms_of
from chalkface.web.confirming import is_confirmed, to_confirm
from chalkface.web.forms import whole_number
from chalkface.web.page import account_page, say
from chalkface.web.proving import Person
from chalkface.web.visiting import gave_factor, to_factor


@account_page("account/second-factors/", title="Second factors", why="It is about the person.", methods=("GET", "POST"))
def second_factors(request: HttpRequest) -> dict | HttpResponse:
    number = request.user.pk
    held = factors_of(number)
    context = {"factors": held, "left": recovery_codes_left(number), "codes": [], "errors": []}
    if request.method == "GET":
        return context
    if not is_confirmed(request):
        return to_confirm(request)
    if held and not gave_factor(request):
        return to_factor(request)
    access = Person(request.user, None).access
    try:
        if request.POST.get("deed") == "codes":
            return {**context, "codes": renew_recovery_codes(access)}
        needed = terms_of(number, timezone.localdate()).asks_factor
        if "passkey" in request.POST:
            remove_passkey(access, passkey_id=whole_number(request.POST["passkey"], "The number"), needed=needed)
        else:
            remove_factor(access, factor_id=whole_number(request.POST.get("app", ""), "The number"), needed=needed)
        say(request, "It is taken away.")
    except Refused as refused:
        return {**context, "errors": [("", refused.sentence)], "status": 422}
    return redirect("account.second_factors")
