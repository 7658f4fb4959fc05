"""Calendar feeds: one's own, and the door of a secret address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.links import digest_of
from chalkface.queries.people import access_at_door
from chalkface.records.models import CalendarFeed
from chalkface.records.tenancy import across_schools

STILL_OPEN = {"cancelled_on": None}


@dataclass(frozen=True)
class FeedLine:
    """One's own feed as it stands."""

    id: int
    made_on: date


def own_feed(access: Access) -> FeedLine | None:
    """The person's feed at this school that works, if there is one."""
    rows = CalendarFeed.objects.filter(membership__account_id=access.account_id, cancelled_on=None)
    found = rows.order_by("-pk").values_list("pk", "made_on").first() if access.account_id is not None else None
    return FeedLine(*found) if found else None


def feed_at_door(token: str, on: date) -> Access | None:
    """The access of whoever made the feed with this secret, at that school on that day. None for a secret that is not known,
    was cancelled, or whose membership, account or right has ended: the door cannot tell which."""
    open_on = Q(membership__starts_on=None) | Q(membership__starts_on__lte=on)
    open_until = Q(membership__ends_on=None) | Q(membership__ends_on__gte=on)
    with across_schools("the door of a calendar feed"):
        # Looked up by the digest of the secret: the time it takes tells nothing about a secret that is nearly right.
        rows = CalendarFeed.objects.filter(open_on, open_until, digest=digest_of(token), **STILL_OPEN)
        found = rows.filter(membership__account__is_active=True).values_list("membership__account_id", "school__slug").first()
    access = access_at_door(*found, on) if found else None
    return access if access is not None and access.may("subscribe") and access.may("see_programme") else None
