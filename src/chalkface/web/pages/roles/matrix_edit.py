"""Who has which part in one thing: a letter for each post, changed on purpose."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.roles import set_responsibilities
from chalkface.queries.raci import ABOUT, ONE, thing
from chalkface.queries.roles import LETTER_MEANS, LETTER_WORDS, given_letters, posts_cards, responsibilities_of
from chalkface.web.page import page, say


@page("roles/change/", needs="edit_roles", title="Who has a part", methods=("GET", "POST"))
def matrix_edit(request: HttpRequest, access: Access) -> dict | HttpResponse:
    about, code = request.GET.get("about", ""), request.GET.get("code", "")
    if not about and not code:
        return {"found": None, "kinds": ABOUT, "errors": []}
    found = thing(access, about, code)
    if found is None:
        raise Http404
    posts = posts_cards(access)
    letters = given_letters(about, code)
    context = {
        "found": found,
        "one": ONE[about],
        "kinds": ABOUT,
        "about": about,
        "posts": posts,
        "was": letters,
        "letters": letters,
        "reason": "",
        "options": [{"value": one, "label": f"{one}: {LETTER_MEANS[one]}"} for one in LETTER_WORDS],
        "because": {part.post_id: part for part in responsibilities_of(about, code) if part.because},
        "errors": [],
    }
    if request.method == "GET":
        return context
    sent = {post.id: request.POST.get(f"post-{post.id}", letters.get(post.id, "")) for post in posts}
    was = {post.id: request.POST.get(f"was-{post.id}", "") for post in posts}
    reason = request.POST.get("reason", "").strip()
    try:
        changed = set_responsibilities(access, about=about, code=code, letters=sent, was=was, reason=reason)
    except Refused as refused:
        return {**context, "letters": sent, "reason": reason, "errors": refused.errors, "status": 422}
    say(request, "Nothing was changed." if not changed else "Who has a part in it is saved.")
    answer = redirect("roles.start", school=request.resolver_match.kwargs["school"])
    answer["Location"] += f"?about={about}"
    return answer
