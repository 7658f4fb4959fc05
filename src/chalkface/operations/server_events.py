"""What happened to the server as a whole is remembered: backups, drills, what was reclaimed."""

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.operations.operation import note, operation
from chalkface.records.models import ServerEvent


@operation(needs="add_school", about_server=True, codes=("kind",))
def remember_event(access: Access, *, kind: str, fine: bool, about: dict) -> None:
    """Keep that something of a kind was done and how it went; ``about`` holds counts and codes."""
    ServerEvent.objects.create(kind=kind, at=timezone.now(), fine=fine, about=about)
    note(fine=fine)
