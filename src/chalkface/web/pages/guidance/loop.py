"""How well the loop closes: of what was agreed and is due, how much is done and met the need."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.loop import INDICATOR
from chalkface.queries.loop import loop as loop_of
from chalkface.web.page import page


@page("guidance/loop/", needs="see_figures", title="How well the loop closes")
def loop(request: HttpRequest, access: Access) -> dict:
    found = loop_of(access)
    return {
        "found": found,
        "indicator": INDICATOR,
        "breakdowns": [("By need", found.by_kind), ("By whose task it was", found.by_owner)],
    }
