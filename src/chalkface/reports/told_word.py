"""A told document as Word: real headings, lists and tables, so that it can be read aloud, edited and pasted from."""

from datetime import UTC, date, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Row
from docx.text.paragraph import Paragraph

from chalkface.reports.letters import writable
from chalkface.reports.told import Facts, Part, Points, Says, Table, Told
from chalkface.reports.word import LANGUAGE, dress, foot

QUIET = RGBColor(0x4D, 0x5A, 0x66)
HEADINGS = {"Heading 1": 24, "Heading 2": 15, "Heading 3": 12}
TEXT_WIDTH = 170  # millimetres between the margins of A4


def docx_of(told: Told, *, made_on: date) -> bytes:
    """The DOCX of ``told``."""
    told = writable(told)
    document = Document()
    dress(document, headings=HEADINGS, after=5)
    properties = document.core_properties
    properties.title, properties.language, properties.author = told.title, LANGUAGE, "Chalkface"
    properties.created = properties.modified = datetime.combine(made_on, time(12), UTC)
    foot(document, told.footer + (" · Example school" if told.example else ""))
    if told.example:
        document.add_paragraph(told.example, style="Quote")
    document.add_heading(told.title, level=1)
    document.add_paragraph(told.subtitle)
    _parts(document, told.cover)
    for place, section in enumerate(told.sections):
        heading = document.add_heading(section.title, level=section.level)
        heading.paragraph_format.page_break_before = section.new_page or (place == 0 and bool(told.cover))
        _parts(document, section.parts)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _parts(document: Paper, parts: tuple[Part, ...]) -> None:
    """A track is not drawn: the facts beside it say the same."""
    for part in parts:
        match part:
            case Says():
                _says(document, part)
            case Points():
                for first, rest in part.lines:
                    line = document.add_paragraph(style="List Number" if part.numbered else "List Bullet")
                    _labelled(line, first, f" {rest}" if first and rest else rest)
            case Facts():
                for label, value in part.pairs:
                    _labelled(document.add_paragraph(), f"{label}:", f" {value}")
            case Table():
                _table(document, part)


def _says(document: Paper, part: Says) -> None:
    for paragraph in part.text.split("\n\n"):
        line = document.add_paragraph()
        _written(line, paragraph)
        for run in line.runs:
            if part.tone == "lead":
                run.font.size = Pt(12.5)
            elif part.tone == "quiet":
                run.font.color.rgb = QUIET


def _labelled(line: Paragraph, first: str, rest: str) -> None:
    if first:
        line.add_run(first).bold = True
    _written(line, rest)


def _written(line: Paragraph, text: str) -> None:
    """The text, with the line breaks that a person made."""
    for place, piece in enumerate(text.split("\n")):
        if place:
            line.add_run().add_break(WD_BREAK.LINE)
        line.add_run(piece)


def _table(document: Paper, table: Table) -> None:
    """A real table: a first row that repeats on each page and is announced as headings, and its caption above it."""
    caption = document.add_paragraph(style="Caption")
    caption.add_run(table.caption)
    caption.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), table.caption)
    grid._tbl.tblPr.append(described)
    _on_the_row(grid.rows[0], "w:tblHeader")
    for cell, head in zip(grid.rows[0].cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in table.rows:
        added = grid.add_row()
        _on_the_row(added, "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            _written(cell.paragraphs[0], text)
    measure(grid, table.widths or (1,) * len(table.heads))
    for row in grid.rows:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.space_after = Pt(1)
                for run in line.runs:
                    run.font.size = Pt(9.5)
    document.add_paragraph()


def measure(grid: Grid, widths: tuple[int, ...]) -> None:
    """Give a table its columns, in shares of the width of the text; said of each cell, as not every program reads columns."""
    grid.autofit = False
    for column, share in enumerate(widths):
        width = Mm(TEXT_WIDTH * share / sum(widths))
        grid.columns[column].width = width
        for cell in grid.columns[column].cells:
            cell.width = width


def _on_the_row(row: _Row, what: str) -> None:
    mark = OxmlElement(what)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
