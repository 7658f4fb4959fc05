"""The pages for when there is no page."""

import logging
import sys
from errno import ENOSPC

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines

log = logging.getLogger(__name__)


def _plain(name: str, status: int, **words: str) -> HttpResponse:
    """An error page asks nothing of the database or the session: it must work when they do not."""
    return HttpResponse(engines["jinja2"].get_template(f"{name}.html").template.render(words), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what does not exist and for what is not yours."""
    return _plain("404", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you are a member, but your role does not include this."""
    return _plain("403", 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token: it is older than the sign-in, or another site sent it."""
    sentence = "This form is too old, or it came from another site. Open its page again first."
    return _plain("refused", 403, sentence=sentence)


def unreadable(request: HttpRequest) -> HttpResponse:
    """400: text that no keyboard makes."""
    return _plain("refused", 400, sentence="What was sent holds a character that is no text (NUL).")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: another host's name, a form that cannot be read, or more fields and files than a form of ours has."""
    return _plain("refused", 400, sentence="What was sent cannot be read, or is too much at once. Try again with fewer files.")


def too_large(request: HttpRequest) -> HttpResponse:
    """413: refused by its declared size, before any of it is kept."""
    return _plain("refused", 413, sentence="What was sent is far too large.")


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Unless it is only that the database or the disk is away, in whatever layer that was noticed: 503."""
    if (passing := passing_trouble(request, sys.exc_info()[1])) is not None:
        return passing
    return _plain("500", 500, reference=getattr(request, "reference", ""))


def passing_trouble(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to what will be over by itself, or once somebody makes room; None for what is a mistake of ours."""
    if not isinstance(error, OperationalError | InterfaceError | OSError):
        return None
    code = type(error.__cause__ or error).__name__
    if getattr(error, "errno", None) == ENOSPC or code == "DiskFull" or "disk is full" in str(error):
        log.error("there is no room left on the disk: %s", code)
        return full(request)
    if isinstance(error, OSError):
        return None
    log.error("the database did not answer: %s", code)
    return busy(request)


def busy(request: HttpRequest) -> HttpResponse:
    """503: the database is away for a moment."""
    response = _plain("503", 503)
    response["Retry-After"] = "5"
    return response


def full(request: HttpRequest) -> HttpResponse:
    """503: nothing can be kept until somebody makes room."""
    sentence = "The server's storage is full, so nothing new can be saved. Tell the person who looks after Chalkface."
    response = _plain("503", 503, title="There is no room left", sentence=sentence)
    response["Retry-After"] = "60"
    return response
