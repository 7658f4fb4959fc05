"""What every answer carries (security headers), and what an answer becomes when something is refused."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from chalkface.core.errors import NotAllowed
from chalkface.web.errors import forbidden, passing_trouble, too_large

_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'nonce-{nonce}'; connect-src 'self'; "
    "font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_UNUSED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))


class SecurityHeaders:
    """Content security policy: a script runs by its nonce or not at all; no framing, sniffing or referrers; no foreign hosts.

    Each request has a reference too, which the page of an error and the line in the log share. A method that only tells what
    was sent (TRACE), or that no page has, is answered before anything else looks at it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.nonce = secrets.token_urlsafe(16)
        request.reference = secrets.token_hex(4)
        response = self.get_response(request) if request.method in _METHODS else HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=request.nonce))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", _UNUSED)
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
        return passing_trouble(request, exception)
