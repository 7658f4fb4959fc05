"""All papers on one page of HTML."""

from dataclasses import replace

from chalkface.reports.privacy_papers.paper import PrivacyPapers
from chalkface.reports.privacy_papers.telling import PAPERS
from chalkface.reports.told import Section
from chalkface.reports.told_page import html_of


def build(paper: PrivacyPapers) -> bytes:
    """The HTML of ``paper``."""
    told = [tell(paper) for _, tell in PAPERS.values()]
    sections = tuple(
        section
        for one in told
        for section in (Section(one.title, (), new_page=True), *(replace(part, level=3) for part in one.sections))
    )
    return html_of(replace(told[0], title="Privacy papers", footer=paper.school, sections=sections))
