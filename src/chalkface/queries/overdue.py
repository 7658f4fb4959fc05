"""Agreed actions that are past their date and not done, of everybody the person may see. The list is in ``needs``."""

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.records.models import Action


def overdue(access: Access) -> QuerySet[Action]:
    """The open actions due before the access's day. Raises ``NotAllowed`` for who may not see guidance."""
    return Action.objects.filter(due_on__lt=access.on).exclude(status="done")
