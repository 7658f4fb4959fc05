"""The way in with the QR code of a slip: it asks first, so that a program that only looks at the address uses nothing up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.core.links import digest_of
from chalkface.operations.passes import use_pass
from chalkface.queries.passes import slip_at_door
from chalkface.web.own_door import AGAIN, let_in, let_in_again
from chalkface.web.page import open_page


@open_page("in/<str:token>/", title="Come in", why="Its address is the secret of a pass.", methods=("GET", "POST"))
def slip(request: HttpRequest, token: str) -> dict | HttpResponse:
    digest = digest_of(token)
    found = slip_at_door(timezone.localdate(), digest=digest)
    if found is None and request.method == "POST":
        used = slip_at_door(timezone.localdate(), digest=digest, used_since=timezone.now() - AGAIN)
        if used is not None and let_in_again(request, used.id):
            return redirect("my.start", school=used.slug)
    if found is not None and request.method == "POST":
        try:
            use_pass(found.access, pass_id=found.id, at=timezone.now())
        except Refused:
            found = None
        else:
            let_in(request, found.id)
            return redirect("my.start", school=found.slug)
    return {"person": found, "status": 200 if found is not None else 404}
