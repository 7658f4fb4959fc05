"""The role descriptions as PDF."""

from chalkface.reports.role_descriptions.paper import RoleDescriptions
from chalkface.reports.role_descriptions.telling import tell
from chalkface.reports.told_pdf import pdf_of


def build(paper: RoleDescriptions) -> bytes:
    """The PDF of ``paper``."""
    return pdf_of(tell(paper), made_on=paper.made_on)
