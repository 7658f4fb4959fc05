"""Surveys of students, parents, staff and partners: which are open, how many answered, and what earlier ones said."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.surveys import surveys
from chalkface.web.page import page


@page("surveys/", needs="see_surveys", title="Surveys")
def start(request: HttpRequest, access: Access) -> dict:
    return {"lines": surveys(access)}
