"""Who should be seen next: one ranked list, each student with the reasons in words."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.statistics import gap_sentence
from chalkface.core.who_next import VERDICTS
from chalkface.queries.who_next import Board, NextFilters, ranked
from chalkface.web.page import page
from chalkface.web.paging import page_number


def filters_of(query) -> NextFilters:
    """The filters that an address asks for."""
    year = query.get("year_group", "")
    return NextFilters(
        year_group=int(year) if year.isdecimal() and len(year) <= 2 else None,
        tutor_group=query.get("tutor_group", "")[:50],
        adviser=query.get("adviser", "")[:200],
    )


def _sentence(board: Board) -> str:
    among = f"students in Year {board.about}" if board.about else "students"
    if board.of and not board.unseen:
        seen = f"All {board.of:,} {among} have had a guidance meeting."
    else:
        seen = gap_sentence(board.of - board.unseen, board.of, among=among, lacking="have had no guidance meeting")
    if not board.priority:
        return seen
    return f"{seen[:-1]}; {board.priority:,} {'is' if board.priority == 1 else 'are'} marked as a priority."


@page("guidance/next/", needs="see_who_next", title="Who next")
def next(request: HttpRequest, access: Access) -> dict:
    filters = filters_of(request.GET)
    board = ranked(
        access, filters, page_number(request.GET.get("page", "")), all_at_once=request.GET.get("show") == "all"
    )
    kept = {name: value for name, value in request.GET.items() if name in ("year_group", "tutor_group", "adviser") and value}
    return {
        "board": board,
        "filters": filters,
        "sentence": _sentence(board),
        "year_groups": [{"value": year, "label": f"Year {year}"} for year in board.year_groups],
        "query": urlencode(kept),
        "narrowed": bool(kept),
        "verdicts": VERDICTS,
        "may_overrule": access.may("overrule"),
        "may_weigh": access.may("set_weights"),
    }
