"""One activity: what it was or will be, for whom, what it serves, who runs it, and who came."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.tutor_groups import reading_order
from chalkface.core.words import field_words
from chalkface.queries.activity_page import activity_page
from chalkface.queries.programme import activity_card, attendance, groups_listed, groups_on_roll
from chalkface.web.page import page

DEEDS = {
    "write_activity": "planned",
    "copy_activity": "copied from another year",
    "edit_activity": "changed",
    "add_session": "session added",
    "remove_session": "session taken away",
    "cancel_activity": "cancelled",
    "restore_activity": "takes place after all",
    "stand_in": "takes the place of another",
}


@page("programme/<int:activity>/", needs="see_programme", title="An activity")
def activity(request: HttpRequest, access: Access, activity: int) -> dict:
    card = activity_card(activity)
    if card is None:
        raise Http404
    groups = groups_on_roll(access) if access.may("record_attendance") else ()
    listed = groups_listed(access, activity) if groups else ()
    more = activity_page(access, card)
    if not listed:
        listed = [group for group in groups if reading_order(group)[0] in more.year_groups]
    return {
        "card": card,
        "more": more,
        "attendance": attendance(activity) if access.may("see_encounters") else None,
        "all_groups": groups,
        "groups": listed or groups,
        "other_groups": [group for group in groups if listed and group not in listed],
        "deeds": DEEDS,
        "field_words": field_words,
    }
