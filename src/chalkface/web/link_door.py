"""What happens behind ``@link_page``: a secret becomes an access to one ask, and every other address becomes the same 404.

No session and no cookie is read or set: somebody who is signed in has here what the link gives and nothing more.
"""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template import engines

from chalkface.core.errors import Refused
from chalkface.core.links import digest_of
from chalkface.queries.links import ask_at_door
from chalkface.queries.schools import school_at_door
from chalkface.records.tenancy import open_scope
from chalkface.web.frame import words_of

# The address is the secret: nothing may keep it, pass it on or find it, and nothing on the page needs a script.
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}


def through_link(
    request: HttpRequest, function: Callable, template: str, *, token: str, on: date, needs: str, title: str
) -> HttpResponse:
    """The page behind a secret for who holds it, else "not here": the same, byte for byte, whatever is wrong with it."""
    key = digest_of(token)
    found = ask_at_door(key, on)
    if found is None or not found[0].may(needs):
        return _sealed(_written("pages/links/gone.html", {}, 404))
    access, ask = found
    with open_scope(access):
        try:
            answer = function(request, access, ask=ask, key=key)
        except Refused as refused:
            answer = {"refused": refused.sentence, "status": 422}
        if isinstance(answer, HttpResponse):
            return _sealed(answer)
        school = school_at_door(access.school_id)
        around = {"school": school, "words": words_of(school.says_pupil), "page_title": title, "here": request.path}
        return _sealed(_written(template, {**around, **answer}, answer.get("status", 200)))


def _written(template: str, context: dict, status: int) -> HttpResponse:
    return HttpResponse(engines["jinja2"].get_template(template).template.render(context), status=status)


def _sealed(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
