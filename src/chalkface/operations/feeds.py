"""A member's secret address for their calendar program: made, renewed, cancelled."""

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.links import digest_of, new_token
from chalkface.operations.operation import note, operation
from chalkface.records.models import CalendarFeed, Membership


@operation(needs="subscribe")
def make_feed(access: Access, *, replaces: int | None) -> str:
    """Make a new secret address for the person and return its secret, which is shown once and kept nowhere.

    An address made before stops working; ``replaces`` is the number of the one they saw, if they had one. Raises ``Refused``
    for who has no account here, and when they made another since: that one is kept.
    """
    current = Q(ends_on=None) | Q(ends_on__gte=access.on)
    own = Membership.objects.select_for_update().filter(current, account_id=access.account_id).order_by("pk").first()
    if access.account_id is None or own is None:
        raise Refused("A calendar feed belongs to a person with an account here.")
    held = CalendarFeed.objects.filter(membership__account_id=access.account_id, cancelled_on=None)
    if set(held.values_list("pk", flat=True)) - {replaces}:
        raise Refused("You made another address meanwhile. Open this page again to see how it stands.")
    held.update(cancelled_on=access.on)
    token = new_token()
    feed = CalendarFeed.objects.create(school_id=access.school_id, membership=own, digest=digest_of(token), made_on=access.on)
    note(feed=feed.pk)
    return token


@operation(needs="subscribe")
def cancel_feed(access: Access, *, feed_id: int) -> None:
    """Cancel one's own address: from now on it is not there. Raises ``Refused`` when it is not one's own or has ended."""
    own = CalendarFeed.objects.filter(pk=feed_id, membership__account_id=access.account_id, cancelled_on=None)
    if access.account_id is None or not own.update(cancelled_on=access.on):
        raise Refused("There is no such feed of yours.")
