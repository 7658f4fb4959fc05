"""What happens behind ``@link_page``: a secret becomes an access to one thing, and every other address becomes the same 404.

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
from chalkface.queries.survey_links import link_at_door
from chalkface.records.tenancy import open_scope
from chalkface.web.frame import words_of

# What a secret may open, and by which question its digest is looked up.
OPENS = {"ask": ask_at_door, "link": link_at_door}
# The address is the secret: nothing may keep it, pass it on or find it, and nothing on the page needs a script.
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# A survey is answered where the connection is poor: its page keeps what is typed and sends again, with a script of ours.
_MAY_SEND_AGAIN = f"{_POLICY}; script-src 'self'; connect-src 'self'"


def through_link(
    request: HttpRequest, function: Callable, template: str, *, opens: str, token: str, on: date, needs: str, title: str
) -> HttpResponse:
    """The page behind a secret for who holds it, else "not here": the same, byte for byte, whatever is wrong with it."""
    key = digest_of(token)
    found = OPENS[opens](key, on)
    if found is None or not found[0].may(needs):
        return _sealed(_written("pages/links/gone.html", {}, 404))
    access, number = found
    policy = _MAY_SEND_AGAIN if opens == "link" else _POLICY
    with open_scope(access):
        try:
            answer = function(request, access, **{opens: number}, key=key)
        except Refused as refused:
            answer = {"refused": refused.sentence, "status": 422}
        if isinstance(answer, HttpResponse):
            return _sealed(answer, policy)
        school = school_at_door(access.school_id)
        around = {"school": school, "words": words_of(school.says_pupil), "page_title": title, "here": request.path}
        return _sealed(_written(template, {**around, **answer}, answer.get("status", 200)), policy)


def _written(template: str, context: dict, status: int) -> HttpResponse:
    return HttpResponse(engines["jinja2"].get_template(template).template.render(context), status=status)


def _sealed(answer: HttpResponse, policy: str = _POLICY) -> HttpResponse:
    answer["Content-Security-Policy"] = policy
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
