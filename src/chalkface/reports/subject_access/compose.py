"""A pack is about one person who asked: it is made on the page of their request, never for a school at large."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import Refused


def compose(access: Access, on: date) -> None:
    """Raises ``Refused``: without a request there is no pack."""
    raise Refused("This is made on the page of a request: Settings, What people ask of their data.")
