"""The paper as a Word document, to be changed before it is given out."""

from chalkface.reports.partner_page.telling import tell
from chalkface.reports.told_word import docx_of
from chalkface.reports.voices import VoicePaper


def build(paper: VoicePaper) -> bytes:
    """The DOCX of ``paper``."""
    return docx_of(tell(paper), made_on=paper.made_on)
