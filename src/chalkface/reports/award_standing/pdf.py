"""The paper as PDF, readable aloud (PDF/UA-1)."""

from chalkface.reports.award_standing.paper import Standing
from chalkface.reports.award_standing.telling import tell
from chalkface.reports.told_pdf import pdf_of


def build(standing: Standing) -> bytes:
    """The PDF of ``standing``."""
    return pdf_of(tell(standing), made_on=standing.made_on)
