"""A kept review beside a later one, or beside the review as it stands; across editions by their mapping."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.queries.kept_reviews import comparison
from chalkface.web.page import page


@page("review/kept/<int:review>/", needs="see_review", title="A kept review")
def compare(request: HttpRequest, access: Access, review: int) -> dict:
    asked = request.GET.get("with", "")
    beside = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    found = comparison(access, review_id=review, beside=beside)
    if found is None:
        raise Http404
    return {
        "kept": found.kept,
        "before": found.before,
        "after": found.after,
        "changes": found.changes,
        "ways": {way: sum(one.way == way for one in found.changes) for way in ("better", "worse", "same")},
        "others": [{"value": one.id, "label": f"{day_words(one.on)}: {one.framework_title}"} for one in found.later],
        "label": day_words(found.after.on) if beside else "as it stands",
        "asked": asked if beside else "",
    }
