"""A new post."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.roles import write_post
from chalkface.queries.roles import account_options
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

MOST_MINUTES = 3_000  # fifty hours


@page("roles/new/", needs="edit_roles", title="New post", methods=("GET", "POST"))
def new_post(request: HttpRequest, access: Access) -> dict | HttpResponse:
    accounts = account_options(access)
    if request.method == "GET":
        return {"accounts": accounts, "given": {}, "errors": []}
    try:
        number = write_post(access, **post_answers(Answers(request.POST), accounts))
    except Refused as refused:
        return {"accounts": accounts, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "The post is written.")
    return redirect("roles.post", school=request.resolver_match.kwargs["school"], post=number)


def post_answers(answers: Answers, accounts: list[dict[str, object]]) -> dict[str, object]:
    """The fields of a post from its form; its account only where the person may choose one. Raises ``FormRefused``."""
    found: dict[str, object] = {
        "title": " ".join(answers.text("title", "The title", required=True, limit=200).split()),
        "holder": " ".join(answers.text("holder", "Who holds it", limit=200).split()),
        "minutes_a_week": answers.whole("minutes_a_week", "Minutes a week", most=MOST_MINUTES),
        "purpose": answers.text("purpose", "What the post is for"),
        "training": answers.text("training", "Training"),
    }
    if accounts and "membership_id" in answers.given:
        found["membership_id"] = answers.number_of("membership_id", "The account", [one["value"] for one in accounts])
    answers.check()
    return found
