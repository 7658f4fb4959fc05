"""What people ask of their data: every request with the day by which it is owed, the nearest first."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.answer_days import KINDS
from chalkface.queries.rights import requests
from chalkface.web.page import page


@page("rights/", needs="handle_rights", title="What people ask of their data")
def start(request: HttpRequest, access: Access) -> dict:
    found = requests(access)
    return {"asked": found, "kinds": KINDS, "open": sum(one.state in ("open", "paused") for one in found)}
