"""One partner and its activities."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.partners import partner_card, partner_sentence
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page


@page("partners/<int:partner>/", needs="see_programme", title="A partner")
def partner(request: HttpRequest, access: Access, partner: int) -> dict:
    card = partner_card(access, partner)
    if card is None:
        raise Http404
    students = "pupils" if school_at_door(access.school_id).says_pupil else "students"
    return {"card": card, "sentence": partner_sentence(card.line, students), "page_title": card.line.name}
