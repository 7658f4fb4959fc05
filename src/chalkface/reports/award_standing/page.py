"""The paper as one HTML file."""

from chalkface.reports.award_standing.paper import Standing
from chalkface.reports.award_standing.telling import tell
from chalkface.reports.told_page import html_of


def build(standing: Standing) -> bytes:
    """The HTML of ``standing``."""
    return html_of(tell(standing))
