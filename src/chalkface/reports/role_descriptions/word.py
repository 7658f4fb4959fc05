"""The role descriptions as Word, to be pasted into a contract or a job advertisement."""

from chalkface.reports.role_descriptions.paper import RoleDescriptions
from chalkface.reports.role_descriptions.telling import tell
from chalkface.reports.told_word import docx_of


def build(paper: RoleDescriptions) -> bytes:
    """The DOCX of ``paper``."""
    return docx_of(tell(paper), made_on=paper.made_on)
