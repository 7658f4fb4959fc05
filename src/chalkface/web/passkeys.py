"""What pages ask of a browser's passkeys, and what came back: each question is for one page, for five minutes and for once."""

from time import time

from django.http import HttpRequest
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.core.passkeys import Made, Site, ask_to_make, ask_to_use, made, parsed
from chalkface.operations.passkeys import handle_of, take_passkey
from chalkface.queries.visits import passkeys_of

QUESTION = "passkey-question"
LASTS = 5 * 60
TOO_LATE = "That took too long, or another page of yours asked meanwhile. Try once more."


def site_of(request: HttpRequest) -> Site:
    """Where this page lies, as browsers say it; the host is one that the server answers to."""
    origin = f"{request.scheme}://{request.get_host()}"
    return Site(request.get_host().rpartition(":")[0] or request.get_host(), origin)


def _remember(request: HttpRequest, page: str, state: dict, **more: str) -> None:
    request.session[QUESTION] = {"page": page, "at": int(time()), "state": state, **more}


def _remembered(request: HttpRequest, page: str) -> dict:
    """What was asked on this page; gone from now on. Raises ``Refused`` when it was nothing, or too long ago."""
    kept = request.session.pop(QUESTION, None)
    if not kept or kept["page"] != page or not 0 <= time() - kept["at"] < LASTS:
        raise Refused(TOO_LATE)
    return kept


def question_to_make(request: HttpRequest, account, page: str) -> str:
    """Ask for a new passkey of ``account``; what the page's script needs."""
    handle = handle_of(account.pk)
    asked, state = ask_to_make(site_of(request), handle, account.email, account.name, passkeys_of(account.pk))
    _remember(request, page, state, handle=handle)
    return asked


def answer_made(request: HttpRequest, page: str) -> tuple[Made, str]:
    """The passkey that was made, and the name by which it knows its account. Raises ``Refused``."""
    kept = _remembered(request, page)
    return made(site_of(request), kept["state"], parsed(request.POST.get("answer", ""))), kept["handle"]


def question_to_use(request: HttpRequest, account, page: str) -> str:
    """Ask for one of the passkeys of ``account``, or for any (None); "" when the account has none."""
    held = passkeys_of(account.pk) if account is not None else None
    if held == []:
        return ""
    asked, state = ask_to_use(site_of(request), held)
    _remember(request, page, state)
    return asked


def answer_used(request: HttpRequest, account, page: str) -> int:
    """Whose passkey answered: of ``account``, when one is given. Raises ``Refused``."""
    state = _remembered(request, page)["state"]
    number = account.pk if account is not None else None
    answer = parsed(request.POST.get("answer", ""))
    return take_passkey(site_of(request), state, answer, at=timezone.now(), account_id=number)
