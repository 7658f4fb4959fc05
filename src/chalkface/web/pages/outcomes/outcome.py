"""One outcome: what serves it, whom it reached, and who was left out."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.tutor_groups import reading_order
from chalkface.queries.outcome_reach import left_out, reach_of, reach_of_names
from chalkface.queries.outcomes import OutcomeLine, outcome_card
from chalkface.web.page import page
from chalkface.web.paging import page_number

ON_A_PAGE = 50


@page("outcomes/<int:outcome>/", needs="see_plan", title="An outcome")
def outcome(request: HttpRequest, access: Access, outcome: int) -> dict:
    card = outcome_card(access, outcome)
    if card is None:
        raise Http404
    names = reach_of_names(access)
    context = {
        "card": card,
        "line": card.line,
        "reach": reach_of(access, card.line, card.everything, access.on) if access.may("see_figures") else None,
        "history": card.history,
        "sees_names": names is not None,
        "groups_only": names == "group",
        "page_title": card.line.code,
    }
    return context | _people(request, access, card.line) if names is not None else context


def _people(request: HttpRequest, access: Access, line: OutcomeLine) -> dict:
    """Who was left out, a page at a time, perhaps of one tutor group."""
    everybody = left_out(access, line, access.on)
    groups = sorted({one.tutor_group for one in everybody if one.tutor_group}, key=reading_order)
    asked = request.GET.get("tutor_group", "")
    found = [one for one in everybody if asked in ("", one.tutor_group)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(page_number(request.GET.get("page", "")), pages)
    return {
        "people": found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "found": len(found),
        "page": number,
        "pages": pages,
        "tutor_groups": groups,
        "tutor_group": asked,
    }
