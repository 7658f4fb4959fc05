"""The plan as a Word document."""

from chalkface.reports.strategic_plan.paper import StrategicPlan
from chalkface.reports.strategic_plan.telling import tell
from chalkface.reports.told_word import docx_of


def build(plan: StrategicPlan) -> bytes:
    """The DOCX of ``plan``."""
    return docx_of(tell(plan), made_on=plan.made_on)
