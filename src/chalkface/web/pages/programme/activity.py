"""One activity: what it was, for whom, and who came."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.programme import activity_card, attendance, groups_listed, groups_on_roll
from chalkface.web.page import page


@page("programme/<int:activity>/", needs="see_programme", title="An activity")
def activity(request: HttpRequest, access: Access, activity: int) -> dict:
    card = activity_card(activity)
    if card is None:
        raise Http404
    groups = groups_on_roll(access) if access.may("record_attendance") else ()
    listed = groups_listed(access, activity) if groups else ()
    return {
        "card": card,
        "attendance": attendance(activity) if access.may("see_encounters") else None,
        "groups": listed or groups,
        "other_groups": [group for group in groups if listed and group not in listed],
    }
