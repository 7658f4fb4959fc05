"""Partnerships by depth and return, over the years."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.partnerships import STEPS
from chalkface.queries.partnerships import partnerships
from chalkface.web.page import page


@page("culture/partners/", needs="see_impact", title="Partnerships")
def partners(request: HttpRequest, access: Access) -> dict:
    return {"found": partnerships(access), "ladder": STEPS}
