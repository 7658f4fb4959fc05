"""A survey for parents, staff or partners behind one address: no account, no name, and a poor connection is no loss."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.device_seal import device_seal
from chalkface.core.errors import Refused
from chalkface.operations.survey_links import send_open_answers
from chalkface.operations.trying import count_sent
from chalkface.queries.survey_links import asked_through
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import link_page

WHY = "Parents, staff and partners have no account: the secret in the address opens one survey while it is open."
# A hall of parents who all scan one code at once is no flood; a program that fills it is.
WINDOW, MOST_IN_WINDOW = 10 * 60, 300


@link_page("q/<str:token>/", needs="answer_survey", title="A short survey", why=WHY, methods=("GET", "POST"), opens="link")
def survey(request: HttpRequest, access: Access, link: int, key: str) -> dict | HttpResponse:
    found = asked_through(access, link)
    given = {name: value for name, value in request.POST.items() if name.startswith("V-")}
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            # A link that is good once cannot flood; counting it would keep when the one whose name it bears sent.
            if not found.is_once and count_sent(_of(key), at=timezone.now(), seconds=WINDOW) > MOST_IN_WINDOW:
                raise Refused("Very many answers come at this moment. Please wait ten minutes and send it again.")
            send_open_answers(access, digest=key, key=sent_key(request), answers=given)
            return redirect("asked.sent", token=request.resolver_match.kwargs["token"])
        except Refused as refused:
            errors = refused.errors
    elif found.is_used:
        return redirect("asked.sent", token=request.resolver_match.kwargs["token"])
    place, seal = seal_of(access, link)
    context = {"found": found, "given": given, "errors": errors, "key": form_key(request), "status": 422 if errors else 200}
    return {**context, "place": place, "seal": seal}


def seal_of(access: Access, link: int) -> tuple[str, str]:
    """Where the device keeps what is not sent yet, and the key that opens it."""
    return device_seal(settings.SECRET_KEY, school_id=access.school_id, student_id=0, about=f"survey link {link}")


def _of(digest: str) -> str:
    return sha256(f"survey link {digest}".encode()).hexdigest()
