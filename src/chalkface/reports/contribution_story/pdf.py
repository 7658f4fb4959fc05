"""The story as PDF, readable aloud (PDF/UA-1)."""

from chalkface.reports.contribution_story.paper import ContributionStory
from chalkface.reports.contribution_story.telling import tell
from chalkface.reports.told_pdf import pdf_of


def build(paper: ContributionStory) -> bytes:
    """The PDF of ``paper``."""
    return pdf_of(tell(paper), made_on=paper.made_on)
