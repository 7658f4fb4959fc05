"""The paper as PDF: two pages of A4, readable aloud (PDF/UA-1)."""

from dataclasses import asdict
from pathlib import Path

from chalkface.reports.governor_paper.paper import GovernorPaper
from chalkface.reports.governor_paper.telling import tell
from chalkface.reports.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")


def build(paper: GovernorPaper) -> bytes:
    """The PDF of ``paper``."""
    return typeset(TEMPLATE, asdict(tell(paper)), made_on=paper.made_on)
