"""The one place where somebody becomes signed in, whichever way they came."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from chalkface.records.models import Account
from chalkface.web.confirming import confirm_now
from chalkface.web.own_door import came_with_pass


def where_to(request: HttpRequest, asked: str | None) -> str:
    """The page they wanted, when it is one of ours; else the first one."""
    after = asked or "/"
    here = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return after if here and after.startswith("/") else "/"  # a bare word would be looked up as the name of a page


def arrive(request: HttpRequest, account: Account, way: str, after: str | None = None) -> HttpResponse:
    """``account`` proved itself by ``way`` (``password``, ``provider`` or ``passkey``): let it in, and on to ``after``."""
    if came_with_pass(request):
        request.session.flush()  # a student's visit on this computer is over: nobody signs in to somebody else's pages
    login(request, account)
    confirm_now(request)
    return redirect(where_to(request, after))
