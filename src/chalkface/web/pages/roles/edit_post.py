"""Changing a post, ending it, and taking it up again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.roles import edit_post as change_post
from chalkface.operations.roles import end_post, reopen_post
from chalkface.queries.roles import PostCard, account_options, post_card
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.roles.new_post import post_answers


@page("roles/posts/<int:post>/edit/", needs="edit_roles", title="Edit a post", methods=("GET", "POST"))
def edit_post(request: HttpRequest, access: Access, post: int) -> dict | HttpResponse:
    card = post_card(access, post)
    if card is None:
        raise Http404
    accounts = account_options(access)
    context = {"card": card, "accounts": accounts, "kept": _kept(card), "errors": []}
    if request.method == "GET":
        return {**context, "given": context["kept"]}
    try:
        say(request, _do(request, access, card, accounts))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return redirect("roles.post", school=request.resolver_match.kwargs["school"], post=post)


def _kept(card: PostCard) -> dict[str, object]:
    return {
        "title": card.title,
        "holder": card.holder,
        "membership_id": card.membership_id or "",
        "minutes_a_week": card.minutes_a_week if card.minutes_a_week is not None else "",
        "purpose": card.purpose,
        "training": card.training,
        "edition": card.edition,
    }


def _do(request: HttpRequest, access: Access, card: PostCard, accounts: list[dict[str, object]]) -> str:
    """Do what the form asks; returns what to say."""
    answers = Answers(request.POST)
    match request.POST.get("deed", ""):
        case "end":
            ended_on = answers.day("ended_on", "The last day", required=True)
            answers.check()
            reason = answers.text("reason", "The reason")
            end_post(access, post_id=card.id, ended_on=ended_on, edition=answers.edition, reason=reason)
            return "The post has ended; what it was responsible for is kept in its history."
        case "reopen":
            reopen_post(access, post_id=card.id, edition=answers.edition)
            return "The post is taken up again."
    changed = change_post(access, post_id=card.id, edition=answers.edition, new=post_answers(answers, accounts))
    return "The post is saved." if changed else "Nothing was changed."
