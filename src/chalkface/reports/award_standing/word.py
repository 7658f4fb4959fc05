"""The paper as a Word document."""

from chalkface.reports.award_standing.paper import Standing
from chalkface.reports.award_standing.telling import tell
from chalkface.reports.told_word import docx_of


def build(standing: Standing) -> bytes:
    """The Word document of ``standing``."""
    return docx_of(tell(standing), made_on=standing.made_on)
