"""The plan as PDF, readable aloud (PDF/UA-1)."""

from chalkface.reports.strategic_plan.paper import StrategicPlan
from chalkface.reports.strategic_plan.telling import tell
from chalkface.reports.told_pdf import pdf_of


def build(plan: StrategicPlan) -> bytes:
    """The PDF of ``plan``."""
    return pdf_of(tell(plan), made_on=plan.made_on)
