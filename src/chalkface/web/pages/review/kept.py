"""Reviews kept on a day, and the button that keeps today's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.reviews import keep_review
from chalkface.queries.kept_reviews import kept_reviews
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say


@page("review/kept/", needs="see_review", title="Kept reviews", methods=("GET", "POST"))
def kept(request: HttpRequest, access: Access) -> dict | HttpResponse:
    framework = school_at_door(access.school_id).framework
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            keep_review(access, framework=request.POST.get("framework", ""), title=request.POST.get("title", ""))
            say(request, "The review is kept as it stands today. Nothing changes it from now on.")
            return redirect(request.path)
        except Refused as refused:
            errors = [("framework", refused.sentence)]
    return {
        "reviews": kept_reviews(access),
        "framework": framework,
        "editions": [
            {"value": one.code, "label": f"{one.title}, {one.edition} ({one.setting})"} for one in frameworks().values()
        ],
        "errors": errors,
        "status": 422 if errors else 200,
    }
