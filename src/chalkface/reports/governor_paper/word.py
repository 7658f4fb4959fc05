"""The paper as a Word document: real headings and tables, so that it can be read aloud, edited and pasted from."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from chalkface.reports.governor_paper.paper import GovernorPaper
from chalkface.reports.governor_paper.parts import Headline, Leavers, Table
from chalkface.reports.governor_paper.telling import tell
from chalkface.reports.letters import writable
from chalkface.reports.told_word import measure
from chalkface.reports.word import ACCENT, LANGUAGE, dress, foot

HEADINGS = {"Heading 1": 22, "Heading 2": 14}


def build(paper: GovernorPaper) -> bytes:
    """The DOCX of ``paper``."""
    told = writable(tell(paper))
    document = Document()
    dress(document, headings=HEADINGS, after=4)
    properties = document.core_properties
    properties.title, properties.language, properties.author = told.title, LANGUAGE, "Chalkface"
    properties.created = properties.modified = datetime.combine(paper.made_on, time(12), UTC)
    foot(document, told.footer)

    if told.example:
        document.add_paragraph(told.example, style="Quote")
    document.add_heading(told.title, level=1)
    document.add_paragraph(told.subtitle)
    document.add_heading("Where we stand", level=2)
    for headline in told.standing:
        _headline(document, headline)
    _say(document, (told.standing_note, *told.reached))
    document.add_heading("What governors are asked to do", level=2)
    document.add_paragraph(told.asks_lead)
    for ask, finding in told.asks:
        line = document.add_paragraph(style="List Number")
        line.add_run(ask).bold = True
        line.add_run(f" {finding}")
    document.add_heading("The eight benchmarks", level=2)
    _table(document, told.benchmarks)
    document.add_heading("What has changed", level=2)
    document.add_paragraph(told.changes_lead)
    _table(document, told.changes)
    document.add_heading("The strategic plan", level=2)
    _say(document, told.plan)
    _table(document, told.plan_table)
    document.add_heading("Who was missed", level=2)
    _say(document, (*told.missed, told.missed_lead))
    _table(document, told.missed_table)
    document.add_heading("Where leavers go", level=2)
    _leavers(document, told.leavers)
    document.add_heading("The legal duty of provider access", level=2)
    _say(document, told.law)
    _table(document, told.law_table)
    document.add_heading("How these numbers were made", level=2)
    _say(document, told.method)

    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _headline(document: Paper, headline: Headline) -> None:
    line = document.add_paragraph()
    number = line.add_run(f"{headline.number} {headline.name}. ")
    number.bold, number.font.color.rgb = True, ACCENT
    line.add_run(headline.sentence)


def _say(document: Paper, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        document.add_paragraph(sentence)


def _leavers(document: Paper, leavers: Leavers) -> None:
    document.add_paragraph(leavers.lead)
    _table(document, leavers.table)
    if leavers.cannot:
        document.add_paragraph("What these figures cannot show: " + " ".join(leavers.cannot))


def _table(document: Paper, table: Table | None) -> None:
    """A real table: a first row that repeats on each page and is announced as headings, and its caption as description."""
    if table is None:
        return
    grid = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    grid._tbl.tblPr.append(caption)
    first = grid.rows[0]
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    first._tr.get_or_add_trPr().append(repeat)
    for cell, head in zip(first.cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    measure(grid, (3, *(1,) * (len(table.heads) - 1)))  # the first cell of a row names it, and is the longest
    for row in grid.rows:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.space_after = Pt(1)
                for run in line.runs:
                    run.font.size = Pt(9.5)
    document.add_paragraph()
