"""Who is at the other end: the account of a visit that goes on. Asked once a request, with one question to the database."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from chalkface.core.browsers import browser_name
from chalkface.operations.visits import begin_visit, visit_seen
from chalkface.queries.visits import terms_of, visit_at_door

TOKEN, IDLE, FACTOR = "visit", "visit-idle", "second-factor"
_A_MINUTE = timedelta(minutes=1)


class Visiting:
    """Puts ``request.user`` there when somebody asks for it: nobody, unless their visit goes on."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _visitor(request))
        return self.get_response(request)


def _visitor(request: HttpRequest) -> Any:
    token, now = request.session.get(TOKEN), timezone.now()
    visit = visit_at_door(token, now, request.session.get(IDLE, 1)) if token else None
    if visit is None or not constant_time_compare(
        request.session.get(HASH_SESSION_KEY, ""), visit.account.get_session_auth_hash()
    ):
        return AnonymousUser()
    request.visit_id = visit.pk
    # A form that is sent leaves it to the page that comes after: each writes what it sends and nothing else.
    if request.method == "GET" and now - visit.seen_at > _A_MINUTE:
        visit_seen(visit.pk, now)
    return visit.account


def begin(request: HttpRequest, account, way: str, *, factor: bool) -> None:
    """A new visit on this session."""
    terms = terms_of(account.pk, timezone.localdate())
    browser = browser_name(request.headers.get("User-Agent", ""))
    request.session[TOKEN] = begin_visit(account.pk, way=way, browser=browser, at=timezone.now(), lasts=terms.lasts)
    request.session[IDLE] = terms.idle_minutes
    request.session[FACTOR] = factor


def gave_factor(request: HttpRequest) -> bool:
    """Whether this visit proved a second factor."""
    return bool(request.session.get(FACTOR))


def to_factor(request: HttpRequest) -> HttpResponse:
    """The way to the question for the second factor, and from there back to this page."""
    return redirect(reverse("account.factor") + "?" + urlencode({"next": request.get_full_path()}))
