"""The agenda as PDF: one page of A4, readable aloud (PDF/UA-1)."""

from dataclasses import asdict
from pathlib import Path

from chalkface.reports.term_agenda.paper import TermAgenda
from chalkface.reports.term_agenda.telling import tell
from chalkface.reports.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")


def build(paper: TermAgenda) -> bytes:
    """The PDF of ``paper``."""
    return typeset(TEMPLATE, asdict(tell(paper)), made_on=paper.written_on)
