"""The portfolio as one archive: ``index.html`` first, how it stands, the papers, and the evidence by criterion."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from chalkface.core.words import day_words
from chalkface.reports.award_portfolio.paper import Portfolio
from chalkface.reports.award_standing import pdf, word
from chalkface.reports.zipped import zip_of

INDEX = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
    Path(__file__).with_name("index.html").read_text(encoding="utf-8")
)


def build(paper: Portfolio) -> bytes:
    """The ZIP of ``paper``; the same portfolio of the same day is the same file."""
    standing, every = paper.standing, (*paper.papers, *paper.evidence)
    files = [
        ("index.html", index_of(paper)),
        ("how-it-stands.pdf", pdf.build(standing)),
        ("how-it-stands.docx", word.build(standing)),
        *((file.path, file.content) for file in every),
    ]
    return zip_of(files, made_on=standing.made_on)


def index_of(paper: Portfolio) -> bytes:
    """The page to read first, with a link to every file."""
    every = (*paper.papers, *paper.evidence)
    files = {one.code: [file for file in every if one.code in file.criteria] for one in paper.standing.criteria}
    day = day_words(paper.standing.on)
    return INDEX.render(standing=paper.standing, files=files, left_out=paper.left_out, day=day).encode()
