"""The agenda as a Word document of one page: real headings and lists, to be written into at the meeting."""

from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from chalkface.reports.letters import writable
from chalkface.reports.term_agenda.paper import TermAgenda
from chalkface.reports.term_agenda.telling import tell

ACCENT = RGBColor(0x12, 0x3F, 0x5C)
LANGUAGE = "en-GB"
SIZES = {"Normal": 9, "List Bullet": 9, "List Number": 9, "Heading 1": 17, "Heading 2": 11}


def build(paper: TermAgenda) -> bytes:
    """The DOCX of ``paper``."""
    told = writable(tell(paper))
    document = Document()
    _dress(document)
    properties = document.core_properties
    properties.title, properties.language, properties.author = told.title, LANGUAGE, "Chalkface"
    properties.created = properties.modified = datetime.combine(paper.written_on, time(12), UTC)
    document.sections[0].footer.paragraphs[0].add_run(told.footer).font.size = Pt(8)
    if told.example:
        document.add_paragraph(told.example)
    document.add_heading(told.title, level=1)
    document.add_paragraph(told.subtitle)
    for title, sentences in told.parts:
        document.add_heading(title, level=2)
        for sentence in sentences:
            document.add_paragraph(sentence, style="List Bullet")
    document.add_heading("Decided", level=2)
    for decision in told.decisions:
        document.add_paragraph(decision, style="List Number")
    for _ in range(told.blanks):
        document.add_paragraph()
    for sentence in told.closing:
        document.add_paragraph(sentence)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _dress(document: Paper) -> None:
    """A4, a calm sans serif, little space, and the language of the whole document."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(12)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.line_spacing = 1.0
        if name.startswith("Heading"):
            style.font.color.rgb = ACCENT
            style.paragraph_format.space_before = Pt(6)
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
