"""What every Word document of ours has: A4, a calm sans serif, its language, and a foot with the number of the page."""

from collections.abc import Mapping

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ACCENT = RGBColor(0x12, 0x3F, 0x5C)
LANGUAGE = "en-GB"


def dress(document: Paper, *, headings: Mapping[str, int], after: int) -> None:
    """Set page, type and language. ``headings``: style name → size in points; ``after``: points below a paragraph."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(after)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    language.set(qn("w:eastAsia"), LANGUAGE)
    properties = normal.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    for default in document.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), LANGUAGE)
    for name, size in headings.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), ACCENT
        # The template names a theme font for headings, which would win over the name just given.
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def foot(document: Paper, text: str) -> None:
    """The foot of every page: ``text`` and the number of the page."""
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(f"{text} · Page ").font.size = Pt(8)
    field, run, number = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), "PAGE")
    number.text = "1"
    run.append(number)
    field.append(run)
    line._p.append(field)
