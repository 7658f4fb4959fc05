"""Role descriptions: read here, taken away as PDF or Word, for all posts or for one."""

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.role_gaps import week_words
from chalkface.queries.roles import post_card, posts_cards
from chalkface.queries.schools import school_at_door
from chalkface.reports import write_report
from chalkface.reports.role_descriptions.compose import compose
from chalkface.reports.role_descriptions.telling import HEADINGS
from chalkface.web.page import page

REPORT = "role-descriptions"
FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@page("roles/descriptions/", needs="write_plan", title="Role descriptions")
def descriptions(request: HttpRequest, access: Access) -> dict | HttpResponse:
    post, asked = _post(access, request.GET.get("post", "")), request.GET.get("as", "")
    if asked and asked not in FORMATS:
        raise Http404
    if asked:
        answer = HttpResponse(
            write_report(REPORT, compose(access, access.on, post_id=post), asked), content_type=FORMATS[asked][1]
        )
        name = f"{REPORT}-{school_at_door(access.school_id).slug}-{access.on}.{asked}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    shown = compose(access, access.on, post_id=post).posts if post is not None else ()
    return {
        "posts": posts_cards(access),
        "post": post,
        "shown": shown[0] if shown else None,
        "week_words": week_words,
        "headings": HEADINGS,
        "formats": [(ending, label) for ending, (label, _) in FORMATS.items()],
    }


def _post(access: Access, text: str) -> int | None:
    """The number of a living post of the school, or None for all. Raises ``Http404``."""
    if not text:
        return None
    card = post_card(access, int(text)) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    if card is None or card.ended_on:
        raise Http404
    return card.id
