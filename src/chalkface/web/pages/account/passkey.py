"""Sign in with a passkey, and nothing else: it proves that one has it, and that one is who it was made for."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.core.passkeys import NOT_TAKEN
from chalkface.queries.signing_in import password_is_shut
from chalkface.queries.visits import account_at_door
from chalkface.web.arriving import arrive, where_to
from chalkface.web.page import open_page
from chalkface.web.passkeys import answer_used, question_to_use

PAGE = "passkey"


@open_page("sign-in/passkey/", title="Sign in with a passkey", why="This is the door itself.", methods=("GET", "POST"))
def passkey(request: HttpRequest) -> dict | HttpResponse:
    after, errors = where_to(request, request.POST.get("next") or request.GET.get("next")), []
    if request.method == "POST":
        try:
            account = account_at_door(answer_used(request, None, PAGE))
            if account is None:
                raise Refused(NOT_TAKEN)
            if password_is_shut(account.pk, timezone.localdate()):
                raise Refused("Your school lets its staff in by its own accounts only: use the button on the page before.")
            return arrive(request, account, "passkey", after, factor=True)
        except Refused as refused:
            errors = [("", refused.sentence)]
    return {
        "next": after, "errors": errors, "question": question_to_use(request, None, PAGE), "status": 422 if errors else 200,
    }  # fmt: skip
