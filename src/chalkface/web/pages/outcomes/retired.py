"""Outcomes that were taken out of the grid, to be looked up or brought back."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.outcomes import outcomes
from chalkface.web.page import page


@page("outcomes/retired/", needs="see_plan", title="Retired outcomes")
def retired(request: HttpRequest, access: Access) -> dict:
    return {"lines": [one for one in outcomes(access, include_retired=True) if one.retired_on]}
