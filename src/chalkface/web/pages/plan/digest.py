"""One's own digest by mail: off, weekly or monthly, and what stands in it today."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.digests import choose_digest
from chalkface.queries.digests import digest_text, own_choice
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say

CHOICES = [
    {"value": "", "label": "No mail"},
    {"value": "week", "label": "Once a week"},
    {"value": "month", "label": "Once a month"},
]


@page("plan/digest/", needs="subscribe", title="Digest by mail", methods=("GET", "POST"))
def digest(request: HttpRequest, access: Access) -> dict | HttpResponse:
    context = {
        "choices": CHOICES,
        "every": own_choice(access),
        "text": digest_text(access, school_at_door(access.school_id).name),
        "mail_is_off": settings.EMAIL_BACKEND.endswith("console.EmailBackend"),
        "errors": [],
    }
    if request.method == "GET":
        return context
    try:
        choose_digest(access, every=request.POST.get("every", "?"))
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "Your choice is kept.")
    return redirect(request.path)
