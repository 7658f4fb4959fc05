"""A member's answer to what was asked of a post of theirs: the same form as behind a link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.queries.voices import is_own_ask
from chalkface.web.answering import answering
from chalkface.web.page import page, say


@page("review/yours/<int:ask>/", needs="answer_ask", title="What you were asked", methods=("GET", "POST"))
def answer(request: HttpRequest, access: Access, ask: int) -> dict | HttpResponse:
    is_own = is_own_ask(access, ask)
    if is_own is None:
        raise Http404
    if not is_own:
        say(request, "That request is not open to you: it was asked of somebody else, or it has ended.")
        return redirect(reverse("review.yours", kwargs={"school": school_at_door(access.school_id).slug}))
    return answering(request, access, ask)
