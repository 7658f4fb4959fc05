"""The way to the school's own provider, from the page for signing in or from "your password, once more"."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.queries.signing_in import ways_to_sign_in
from chalkface.web.arriving import where_to
from chalkface.web.openid import NotVouched, address_of_provider, log
from chalkface.web.page import open_page


@open_page("sign-in/with/<slug:provider>/", title="Sign in", why="This is the door itself.")
def provider(request: HttpRequest, provider: str) -> dict | HttpResponse:
    title = dict(ways_to_sign_in()).get(provider)
    if title is None:
        raise Http404
    after, anew = where_to(request, request.GET.get("next")), request.GET.get("anew") == "yes"
    try:
        answer = redirect(address_of_provider(request, provider, after, anew=anew and request.user.is_authenticated))
    except NotVouched as reason:
        log.warning("sign-in by a provider: %s", reason.code)
        return {"title": title, "next": after, "status": 503}
    answer["Cache-Control"] = "no-store"
    return answer
