"""Yours: what was agreed with students and is this person's to do, or to confirm."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.needs import mine as asked_of
from chalkface.web.page import page


@page("guidance/mine/", needs="act_on_agreed", title="Asked of you")
def mine(request: HttpRequest, access: Access) -> dict:
    lines = asked_of(access)
    to_do, to_confirm = [one for one in lines if one.may_say_done], [one for one in lines if one.may_confirm]
    return {"to_do": to_do, "to_confirm": to_confirm, "late": sum(one.is_overdue for one in to_do)}
