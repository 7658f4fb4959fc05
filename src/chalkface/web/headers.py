"""What every answer carries (security headers), and what an answer becomes when something is refused."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse

from chalkface.core.errors import NotAllowed
from chalkface.web.errors import busy, forbidden, too_large

log = logging.getLogger(__name__)

_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self' 'nonce-{nonce}'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """Content security policy with a nonce and nothing inline; no framing, sniffing or referrers; no foreign hosts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.nonce = secrets.token_urlsafe(16)
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=request.nonce))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


class NotTooLarge:
    """Refuses what says that it is far larger than any form of ours, before it fills the disk: forms are read, to find their
    token, before anybody has signed in. What is only somewhat too large is refused by its page, in better words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get("Content-Length", "")
        if said.isdecimal() and (len(said) > 15 or int(said) > 4 * settings.LARGEST_UPLOAD):
            return too_large(request)
        return self.get_response(request)


class Refusals:
    """A right that is missing is a plain page (403); a database that is away for a moment is 503, never a raw error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return forbidden(request, exception)
        if isinstance(exception, OperationalError):
            code = type(exception.__cause__).__name__
            log.error("the database did not answer: %s", code)
            return busy(request)
        return None
