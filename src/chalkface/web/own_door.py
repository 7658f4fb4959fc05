"""How a student or a parent is known from one page to the next: by the pass they came in with, else by their account."""

import hmac
from datetime import date, timedelta
from hashlib import sha256
from time import time

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.queries.own_door import access_of_account, access_of_pass

SESSION, CHILD, SEEN = "pass", "child", "seen"
IDLE = 20 * 60  # seconds without a click, on a computer that others use next
AGAIN = timedelta(minutes=2)  # in which a browser that never got the answer at the door may knock again


class Begun(SessionStore):
    """The session of a visit that begins. It is kept at the door, under a key that nobody else has; at the end of the request
    only where something was added since: what a hall of students waits for in turn is done once."""

    key_salt = SessionStore().key_salt  # it is read again as an ordinary one, and Django signs by the name of the class
    _kept: dict | None = None

    def save(self, must_create: bool = False) -> None:
        held = dict(self._session)
        if must_create or held != self._kept:
            super().save(must_create=must_create)
            self._kept = held


def let_in(request: HttpRequest, pass_id: int) -> None:
    """Begin the visit of who came with a pass, on a session of its own: whoever was signed in here is signed out."""
    request.session.flush()
    request.session = Begun(_begun_by(request, pass_id))
    request.session._session_cache = {}  # new: a key that is not there yet would be given up when it is looked for
    request.session[SESSION] = pass_id
    request.session.set_expiry(IDLE)
    request.session.save(must_create=True)


def let_in_again(request: HttpRequest, pass_id: int) -> bool:
    """Whether this browser used the pass itself a moment ago and never got the answer (poor Wi-Fi: no page was opened since,
    and nobody signed out); then it gets it now. Anybody else finds the pass used."""
    if not request.COOKIES.get(settings.CSRF_COOKIE_NAME):
        return False
    begun = SessionStore(_begun_by(request, pass_id))
    if begun.get(SESSION) != pass_id or SEEN in begun:
        return False
    request.session = begun
    request.session.modified = True
    return True


def _begun_by(request: HttpRequest, pass_id: int) -> str | None:
    """The key of the session that this browser, known by the secret of its forms, begins with a pass; None makes a new one."""
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if not browser:
        return None
    return hmac.new(settings.SECRET_KEY.encode(), f"begun with a pass {pass_id} {browser}".encode(), sha256).hexdigest()[:32]


def came_with_pass(request: HttpRequest) -> bool:
    """Whether this browser's visit began with a pass, over or not."""
    return SESSION in request.session


def own_access(request: HttpRequest, slug: str, on: date) -> Access | None:
    """The access of who is at the door of students and parents, or None when nobody of this school is."""
    if pass_id := request.session.get(SESSION):
        found = access_of_pass(pass_id, timezone.now(), on=on)
        if found is None or found[0] != slug:
            return None
        _seen(request)
        return found[1]
    if not request.user.is_authenticated:
        return None
    if request.session.get("_session_expiry") == IDLE:
        _seen(request)
    return access_of_account(request.user.pk, slug, on)


def _seen(request: HttpRequest) -> None:
    """Each page that is opened is a new start of the idle time, written once a minute. A form that is sent leaves it to the
    page that comes after: when a hall of students sends one, each writes what it sends and nothing else."""
    if request.method == "GET" and request.session.get(SEEN) != (minute := int(time()) // 60):
        request.session[SEEN] = minute


def own_student(request: HttpRequest, access: Access) -> int:
    """Whose record a page is about: the student's own, or the child that a parent of several chose (``?child=``), kept for
    the visit. Raises ``Http404`` for a child who is not theirs."""
    theirs = access.owned("see_own_pages")
    asked = request.GET.get("child", "")
    if asked:
        if not asked.isdecimal() or len(asked) > 15 or int(asked) not in theirs:
            raise Http404
        if len(theirs) > 1:
            request.session[CHILD] = int(asked)
        return int(asked)
    kept = request.session.get(CHILD)
    return kept if kept in theirs else min(theirs)
