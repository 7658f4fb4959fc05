"""The paper as PDF."""

from chalkface.reports.student_page.telling import tell
from chalkface.reports.told_pdf import pdf_of
from chalkface.reports.voices import VoicePaper


def build(paper: VoicePaper) -> bytes:
    """The PDF of ``paper``."""
    return pdf_of(tell(paper), made_on=paper.made_on)
