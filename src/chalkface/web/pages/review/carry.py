"""Carrying the review over to a newer edition: what goes over, what is judged again, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.mapping import mappings
from chalkface.operations.carrying import carry_over
from chalkface.queries.carrying import carry_choices, carry_page
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say


@page("review/carry/", needs="keep_review", title="Carry the review over", methods=("GET", "POST"))
def carry(request: HttpRequest, access: Access) -> dict | HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    choices = carry_choices()
    chosen = given.get("editions", "")
    chosen = chosen if chosen in mappings() else _first(school_at_door(access.school_id).framework)
    pair = mappings()[chosen]
    if request.method == "POST":
        try:
            many = carry_over(access, from_=pair.older, to=pair.newer)
            say(request, f"{many} {'judgement is' if many == 1 else 'judgements are'} carried over, each with its own day.")
            slug = school_at_door(access.school_id).slug
            return redirect(f"{reverse('review.carry', kwargs={'school': slug})}?editions={chosen}")
        except Refused as refused:
            page_ = carry_page(access, from_=pair.older, to=pair.newer)
            return {"carry": page_, "choices": choices, "chosen": chosen, "errors": refused.errors, "status": 422}
    return {"carry": carry_page(access, from_=pair.older, to=pair.newer), "choices": choices, "chosen": chosen, "errors": []}


def _first(framework: str) -> str:
    """The pair that leads to the school's own edition, else the first there is."""
    return next((code for code, one in mappings().items() if one.newer == framework), next(iter(mappings())))
