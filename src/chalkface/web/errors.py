"""The pages for when there is no page."""

from django.http import HttpRequest, HttpResponse
from django.template import engines


def _plain(name: str, status: int) -> HttpResponse:
    """An error page asks nothing of the database or the session: it must work when they do not."""
    return HttpResponse(engines["jinja2"].get_template(f"{name}.html").template.render(), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what does not exist and for what is not yours."""
    return _plain("404", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you are a member, but your role does not include this."""
    return _plain("403", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _plain("500", 500)


def busy(request: HttpRequest) -> HttpResponse:
    """503: the database is away for a moment."""
    response = _plain("503", 503)
    response["Retry-After"] = "5"
    return response
