"""A kept review beside a later one, or beside the review as it stands; across editions by their mapping."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.frameworks.mapping import mappings
from chalkface.queries.kept_reviews import compare as changes_between
from chalkface.queries.kept_reviews import kept_review, kept_reviews
from chalkface.queries.reviews import review_as_it_stands
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page


@page("review/kept/<int:review>/", needs="see_review", title="A kept review")
def compare(request: HttpRequest, access: Access, review: int) -> dict:
    found = kept_review(access, review)
    if found is None:
        raise Http404
    kept, before = found
    asked = request.GET.get("with", "")
    other = kept_review(access, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    if asked and other is None:
        raise Http404
    if other:
        after, label = other[1], f"{other[0].on.day} {other[0].on:%B %Y}"
    else:
        after, label = _as_it_stands(access, kept.framework), "as it stands"
    changes = changes_between(before, after)
    return {
        "kept": kept,
        "before": before,
        "after": after,
        "label": label,
        "changes": changes,
        "ways": {way: sum(one.way == way for one in changes) for way in ("better", "worse", "same")},
        "others": [
            {"value": one.id, "label": f"{one.on.day} {one.on:%B %Y}: {one.framework_title}"}
            for one in kept_reviews(access)
            if one.id != review and one.on >= kept.on
        ],
        "asked": asked,
        "page_title": "A kept review",
    }


def _as_it_stands(access: Access, framework: str):
    """The review as it stands in the school's own edition, or in the kept one's where nothing maps the two."""
    own = school_at_door(access.school_id).framework
    chosen = own if f"{framework}--{own}" in mappings() else framework
    return review_as_it_stands(access, framework=chosen, on=access.on)
