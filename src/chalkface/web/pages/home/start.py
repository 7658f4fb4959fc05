"""Home: what matters this week, in sentences."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.web.page import page


@page("", needs="see_home", title="Home", menu="Home", order=0)
def start(request: HttpRequest, access: Access) -> dict:
    return {}
