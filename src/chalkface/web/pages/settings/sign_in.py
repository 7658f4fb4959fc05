"""How people of the school sign in: by whose word, whether a password will do, and whether somebody is guessing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.signing_in import close_door, open_door, set_passwords
from chalkface.queries.signing_in import doors, guessing, passwords_closed, ways_to_sign_in
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say


@page("settings/sign-in/", needs="set_sign_in", title="Signing in", methods=("GET", "POST"), confirms=True)
def sign_in(request: HttpRequest, access: Access) -> dict | HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("provider", "domain", "tenant")}
    ways = ways_to_sign_in()
    context = {
        "doors": doors(access),
        "ways": [{"value": code, "label": title[:1].upper() + title[1:]} for code, title in ways],
        "needs_tenant": "microsoft" in dict(ways),
        "passwords_closed": passwords_closed(access),
        "guessing": guessing(access, timezone.now()),
        "given": given,
        "errors": [],
    }
    if request.method == "GET":
        return context
    deed = request.POST.get("deed")
    try:
        if deed == "close":
            close_door(access, door_id=whole_number(request.POST.get("door", ""), "The way in"))
            say(request, "Nobody signs in that way from now on.")
        elif deed == "passwords":
            set_passwords(access, stay_open=request.POST.get("stay_open") == "yes")
            say(request, "Saved: it holds from the next sign-in on.")
        else:
            open_door(access, **given)
            say(request, "Saved: people with such an address can sign in that way now.")
    except Refused as refused:
        return {**context, "errors": [(refused.field or "domain", refused.sentence)], "status": 422}
    return redirect("settings.sign_in", school=request.resolver_match.kwargs["school"])
