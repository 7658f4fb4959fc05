"""Pages that ask for the password again: whoever finds a colleague's screen unlocked does not get the notes and the exports."""

from time import time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

SESSION = "confirmed-at"
LASTS = 10 * 60
LASTS_FOR_A_FORM = 40 * 60  # a page that was opened in time may be filled in and sent: what was typed is not lost


def confirm_now(request: HttpRequest) -> None:
    """The password was just given."""
    request.session[SESSION] = int(time())


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the password was given in the last ``LASTS`` seconds (a form that is sent: ``LASTS_FOR_A_FORM``)."""
    return 0 <= time() - request.session.get(SESSION, 0) < (LASTS_FOR_A_FORM if request.method == "POST" else LASTS)


def to_confirm(request: HttpRequest) -> HttpResponse:
    """The way to the question, and from there back to this page."""
    return HttpResponseRedirect(reverse("account.confirm") + "?" + urlencode({"next": request.get_full_path()}))
