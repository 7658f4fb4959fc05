"""One guidance meeting: what was agreed, what is shared, and the way to what was said in confidence."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.guidance import meeting_card
from chalkface.queries.notes import notes_of
from chalkface.web.page import page


@page("guidance/meetings/<int:meeting>/", needs="see_guidance", title="A guidance meeting")
def meeting(request: HttpRequest, access: Access, meeting: int) -> dict:
    card = meeting_card(access, meeting)
    if card is None:
        raise Http404
    return {
        "card": card,
        "notes": notes_of(access, card.student_id, meeting_id=meeting),
        "came": {True: "came", False: "did not come", None: "not said whether they came"}[card.attended],
    }
