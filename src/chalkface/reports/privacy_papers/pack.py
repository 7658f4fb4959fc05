"""Each paper as a page of its own, in one archive; the same papers are the same file."""

import zipfile
from io import BytesIO

from chalkface.reports.privacy_papers.paper import PrivacyPapers
from chalkface.reports.privacy_papers.telling import PAPERS
from chalkface.reports.told_page import html_of


def pages(paper: PrivacyPapers) -> dict[str, bytes]:
    """File name → HTML of each paper."""
    return {f"{code}.html": html_of(tell(paper)) for code, (_, tell) in PAPERS.items()}


def build(paper: PrivacyPapers) -> bytes:
    """The ZIP of ``paper``."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in pages(paper).items():
            pack.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content)
    return archive.getvalue()
