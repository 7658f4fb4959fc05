"""Who was asked for their view, or for anything else, and how far each is."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.queries.voices import asks
from chalkface.web.page import page
from chalkface.web.voices import VOICES


@page("review/voices/", needs="ask_voices", title="Views")
def voices(request: HttpRequest, access: Access) -> dict:
    found = asks(access)
    return {
        "asks": found,
        "waiting": sum(one.is_open and one.answered_on is None for one in found),
        "answered": sum(one.answered_on is not None for one in found),
        "voices": VOICES,
        "framework": school_at_door(access.school_id).framework,
    }
