"""The story as Word, to be put into a report of one's own."""

from chalkface.reports.contribution_story.paper import ContributionStory
from chalkface.reports.contribution_story.telling import tell
from chalkface.reports.told_word import docx_of


def build(paper: ContributionStory) -> bytes:
    """The DOCX of ``paper``."""
    return docx_of(tell(paper), made_on=paper.made_on)
