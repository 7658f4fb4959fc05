"""The plan as one HTML file."""

from chalkface.reports.strategic_plan.paper import StrategicPlan
from chalkface.reports.strategic_plan.telling import tell
from chalkface.reports.told_page import html_of


def build(plan: StrategicPlan) -> bytes:
    """The HTML of ``plan``."""
    return html_of(tell(plan))
