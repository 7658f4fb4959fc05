"""The key in forms of students and parents, and others that may do nothing twice: what is sent twice is done once."""

from uuid import UUID, uuid4

from django.http import HttpRequest

from chalkface.core.errors import Refused


def form_key(request: HttpRequest) -> str:
    """The key that the form carries: the one that was just sent, when it comes back with a mistake; else a new one."""
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        return str(uuid4())


def sent_key(request: HttpRequest) -> UUID:
    """The key that came with a form. Raises ``Refused`` when there is none."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Refused("This page was open for too long. Open it again and send it once more.") from error
