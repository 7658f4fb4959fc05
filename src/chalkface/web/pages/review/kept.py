"""Reviews kept on a day, and the button that keeps today's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.reviews import keep_review
from chalkface.queries.kept_reviews import kept_reviews
from chalkface.queries.schools import school_at_door
from chalkface.web.editions import edition_choices
from chalkface.web.page import page, say


@page("review/kept/", needs="see_review", title="Kept reviews", methods=("GET", "POST"))
def kept(request: HttpRequest, access: Access) -> dict | HttpResponse:
    framework = school_at_door(access.school_id).framework
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            chosen = request.POST.get("framework", "")
            earlier = any(one.framework == chosen and one.on == access.on for one in kept_reviews(access))
            keep_review(access, framework=chosen, title=request.POST.get("title", ""))
            say(
                request,
                "The review is kept as it stands now, in place of the one kept earlier today."
                if earlier
                else "The review is kept as it stands today. Later changes of the records do not change it.",
            )
            return redirect(request.path)
        except Refused as refused:
            errors = [("framework", refused.sentence)]
    return {
        "reviews": kept_reviews(access),
        "framework": framework,
        "editions": edition_choices(),
        "errors": errors,
        "status": 422 if errors else 200,
    }
