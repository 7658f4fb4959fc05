"""Writing what the public page says: each field once, with who asks for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.public_page import STRENGTHS, Field, fields
from chalkface.operations.publishing import write_public_page
from chalkface.queries.public_page import Typed, typed
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

TYPES = {"line": "text", "email": "email", "phone": "tel", "day": "date"}


@page("share/public/edit/", needs="publish", title="What the public page says", methods=("GET", "POST"))
def edit_public(request: HttpRequest, access: Access) -> dict | HttpResponse:
    now = typed()
    context = {
        "parts": [(part, [one for one in fields().values() if one.part == part]) for part in ("programme", "access")],
        "types": TYPES,
        "strengths": STRENGTHS,
        "is_new": now.is_new,
        "errors": [],
    }
    if request.method == "GET":
        return {**context, "given": _given(now)}
    try:
        answers = Answers(request.POST)
        values = {one.name: _read(answers, one) for one in fields().values()}
        answers.check()
        write_public_page(access, edition=answers.edition, values=values)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "That is written. It is on your website once you make the files again and put them there.")
    return redirect("share.public", school=request.resolver_match.kwargs["school"])


def _given(now: Typed) -> dict[str, object]:
    """What is written; where nothing ever was, our drafts to begin with."""
    given = {name: value.isoformat() if hasattr(value, "isoformat") else value or "" for name, value in now.values.items()}
    if now.is_new:
        given = {name: value or fields()[name].starter for name, value in given.items()}
    return {**given, "edition": now.edition}


def _read(answers: Answers, one: Field) -> object:
    return answers.day(one.name, one.label) if one.kind == "day" else answers.text(one.name, one.label)
