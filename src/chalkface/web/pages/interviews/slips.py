"""Slips: what a student shows to leave a lesson, by tutor group, to print and cut."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.interviews import round_card, slips
from chalkface.web.page import page


@page("interviews/<int:round>/slips/", needs="see_interviews", title="Slips")
def slips_(request: HttpRequest, access: Access, round: int) -> dict:
    card = round_card(access, round)
    if card is None:
        raise Http404
    groups = dict(slips(access, card))
    chosen = request.GET.get("group", "")
    chosen = chosen if chosen in groups else next(iter(groups), "")
    return {"card": card, "names": list(groups), "chosen": chosen, "slips": groups.get(chosen, [])}
