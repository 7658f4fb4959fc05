"""Direction: what governors approved, the vision, and the objectives with how far each is."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.direction import FEWEST, MOST, current_direction, objectives
from chalkface.queries.versions import since_approval
from chalkface.web.page import page


@page("direction/", needs="see_plan", title="Direction", menu="Direction", order=20)
def start(request: HttpRequest, access: Access) -> dict:
    lines, direction = objectives(access, include_closed=True), current_direction(access)
    current = sum(one.status == "current" for one in lines)
    return {
        "direction": direction,
        "approval": since_approval(access, direction, lines),
        "open": [one for one in lines if one.status != "closed"],
        "closed": [one for one in lines if one.status == "closed"],
        "current": current,
        "outside": bool(lines) and not FEWEST <= current <= MOST,
    }
