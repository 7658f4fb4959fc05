"""Gathers what the paper says: the same facts as for the other readers."""

from datetime import date

from chalkface.core.access import Access
from chalkface.reports.voices import VoicePaper, gather


def compose(access: Access, on: date) -> VoicePaper:
    """The facts of a day. Raises as ``gather``."""
    return gather(access, on)
