"""One award, review or view: how each criterion stands by the records, how far the school is, and the same as a paper."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.core.awards import VIEWS
from chalkface.core.errors import NotAllowed
from chalkface.queries.award import award_shown
from chalkface.queries.award_sources import RULE
from chalkface.queries.places import Place
from chalkface.queries.schools import school_at_door
from chalkface.reports import write_report
from chalkface.reports.award_standing.compose import compose
from chalkface.web.page import PAGES, page

REPORT = "award-standing"
FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@page("award/<str:award>/", needs="see_review", title="Award or review")
def award(request: HttpRequest, access: Access, award: str) -> dict | HttpResponse:
    asked = request.GET.get("as", "")
    if asked:
        return _paper(access, award, asked)
    shown = award_shown(access, award)
    if shown is None:
        raise Http404
    return {
        "shown": shown,
        "award": shown.award,
        "opens": opens(access),
        "formats": [(ending, name) for ending, (name, _) in FORMATS.items()] if access.may("write_paper") else [],
        "views": VIEWS,
        "rule": RULE,
        "page_title": shown.award.title,
    }


def opens(access: Access) -> Callable[[Place], bool]:
    """Whether this person may open a place."""
    return lambda place: place.page in PAGES and access.may(PAGES[place.page].needs)


def _paper(access: Access, code: str, asked: str) -> HttpResponse:
    if asked not in FORMATS:
        raise Http404
    if not access.may("write_paper"):
        raise NotAllowed(f"{access.role} may not make papers")
    paper = compose(access, access.on, award=code)
    if paper is None:
        raise Http404
    answer = HttpResponse(write_report(REPORT, paper, asked), content_type=FORMATS[asked][1])
    name = f"{code}-{school_at_door(access.school_id).slug}-{access.on}.{asked}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
