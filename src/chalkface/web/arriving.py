"""The one place where somebody becomes signed in, whichever way they came: none of them passes the second factor by."""

from dataclasses import dataclass
from time import time

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from chalkface.queries.visits import account_at_door, terms_of
from chalkface.records.models import Account
from chalkface.web import visiting
from chalkface.web.confirming import confirm_now
from chalkface.web.own_door import came_with_pass

HALF = "half-way"
HALF_LASTS = 10 * 60
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Half:
    """Somebody who proved who they are once, and is asked for the second factor: signed in nowhere yet."""

    account: Account
    way: str
    after: str


def where_to(request: HttpRequest, asked: str | None) -> str:
    """The page they wanted, when it is one of ours; else the first one."""
    after = asked or "/"
    here = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return after if here and after.startswith("/") else "/"  # a bare word would be looked up as the name of a page


def arrive(
    request: HttpRequest, account: Account, way: str, after: str | None = None, *, factor: bool = False
) -> HttpResponse:
    """``account`` proved itself by ``way`` (password, provider or passkey): let it in and on to ``after``, or to the question
    for a second factor, unless what it gave was two at once (``factor``)."""
    after = where_to(request, after)
    if came_with_pass(request):
        request.session.flush()  # a student's visit on this computer is over: nobody signs in to somebody else's pages
    terms = terms_of(account.pk, timezone.localdate())
    if factor or not (terms.asks_factor or terms.has_factor):
        _let_in(request, account, way, factor=factor)
        return redirect(after)
    request.session.flush()
    request.session[HALF] = {
        "account": account.pk, "way": way, "after": after, "at": int(time()), "proof": account.get_session_auth_hash()
    }  # fmt: skip
    return redirect("account.factor" if terms.has_factor else "account.new_factor")


def half_way(request: HttpRequest) -> Half | None:
    """Who stands between the first proof and the second, for ten minutes and while their password is the same."""
    kept = request.session.get(HALF)
    if not kept or not 0 <= time() - kept["at"] < HALF_LASTS:
        return None
    account = account_at_door(kept["account"])
    if account is None or not constant_time_compare(kept["proof"], account.get_session_auth_hash()):
        return None
    return Half(account, kept["way"], kept["after"])


def come_through(request: HttpRequest, half: Half) -> None:
    """The second proof was given: now they are signed in."""
    _let_in(request, half.account, half.way, factor=True)


def _let_in(request: HttpRequest, account: Account, way: str, *, factor: bool) -> None:
    request.session.pop(HALF, None)
    login(request, account, backend=_BACKEND)
    visiting.begin(request, account, way, factor=factor)
    confirm_now(request)
