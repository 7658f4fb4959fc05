"""Back from the provider: whom its word lets in, or one sentence for everybody whom it does not."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.vouched import identity_of
from chalkface.operations.signing_in import link_subject
from chalkface.queries.signing_in import account_vouched_for, linked, ways_to_sign_in
from chalkface.web.arriving import arrive
from chalkface.web.confirming import confirm_now, forget_confirmed
from chalkface.web.openid import NotVouched, is_fresh, log
from chalkface.web.openid import came_back as checked
from chalkface.web.page import open_page


@open_page("sign-in/back/<slug:provider>/", title="Sign in", why="The provider sends people here; what it says is checked.")
def came_back(request: HttpRequest, provider: str) -> dict | HttpResponse:
    title = dict(ways_to_sign_in()).get(provider)
    if title is None:
        raise Http404
    try:
        claims, setout = checked(request, provider)
        return _let_in(request, provider, claims, setout)
    except NotVouched as reason:
        log.warning("sign-in by a provider: %s", reason.code)
        turned_back, sentence = reason.code == "turned_back", ""
    except Refused as refused:
        log.warning("sign-in by a provider: the subject is another account already")
        turned_back, sentence = False, refused.sentence
    return {"title": title, "turned_back": turned_back, "sentence": sentence, "status": 403}


def _let_in(request: HttpRequest, provider: str, claims: dict, setout: dict) -> HttpResponse:
    now, on = timezone.now(), timezone.localdate()
    identity = identity_of(provider, claims)
    found = account_vouched_for(identity, on)
    if found is None:
        raise NotVouched("no_account")
    account, school = found
    if setout["anew"] and account.pk != request.user.pk:
        raise NotVouched("somebody_else")
    link = linked(identity)
    if link is None or link.used_at is None or link.used_at < now - timedelta(days=1):
        link_subject(Access(school, "operator", on, account.pk), identity=identity, account=account, at=now)
    answer = arrive(request, account, "provider", setout["after"])
    # Whoever finds a colleague's screen unlocked finds them signed in at the provider, too: that proves nothing.
    if is_fresh(claims):
        confirm_now(request)
    else:
        forget_confirmed(request)
    return answer
