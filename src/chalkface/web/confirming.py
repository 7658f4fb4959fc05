"""Pages that ask for the password again: whoever finds a colleague's screen unlocked does not get the notes and the exports."""

from time import time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

SESSION = "confirmed-at"
LASTS = 10 * 60


def confirm_now(request: HttpRequest) -> None:
    """The password was just given."""
    request.session[SESSION] = int(time())


def forget_confirmed(request: HttpRequest) -> None:
    """What was given proves nothing of this moment: protected pages ask again."""
    request.session.pop(SESSION, None)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the password was given in the last ``LASTS`` seconds."""
    return 0 <= time() - request.session.get(SESSION, 0) < LASTS


def to_confirm(request: HttpRequest) -> HttpResponse:
    """The way to the question, and from there back to this page."""
    return HttpResponseRedirect(reverse("account.confirm") + "?" + urlencode({"next": request.get_full_path()}))
