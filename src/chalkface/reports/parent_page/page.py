"""The paper as one page of HTML."""

from chalkface.reports.parent_page.telling import tell
from chalkface.reports.told_page import html_of
from chalkface.reports.voices import VoicePaper


def build(paper: VoicePaper) -> bytes:
    """The HTML of ``paper``."""
    return html_of(tell(paper))
