"""Word documents and slides open in another program than the one they were made for: LibreOffice, where it is installed."""

import json
import re
import shutil
import subprocess
from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pptx import Presentation
from pypdf import PdfReader

from chalkface.records.tenancy import open_scope
from chalkface.reports import all_reports, make_report, write_report
from chalkface.reports.governor_paper.reading import paper_from
from tests.conftest import absent

pytestmark = pytest.mark.django_db
GOVERNORS = "governor-paper"
WRITTEN = [(code, end) for code, report in all_reports().items() for end in ("docx", "pptx") if end in report.formats]


def governors():
    """The paper of the sample: longer than that of the small school of the tests."""
    return paper_from(json.loads(files("chalkface.reports.governor_paper").joinpath("sample.json").read_text("utf-8")))


def written(school, code: str, ending: str) -> bytes:
    if code == GOVERNORS:
        return write_report(code, governors(), ending)
    leader = school.access("careers_leader")
    options = {"objective": school.rows["objective"].pk} if code == "contribution-story" else {}
    with open_scope(leader):
        return make_report(leader, code, ending, on=leader.on, **options)


def texts_in(content: bytes, ending: str) -> list[str]:
    """Every text of a Word document's body, or of the slides' boxes and tables."""
    if ending == "docx":
        return [Paragraph(one, None).text for one in Document(BytesIO(content)).element.body.iter(qn("w:p"))]
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    cells = [cell for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return [part.text_frame.text for part in (*(one for one in shapes if one.has_text_frame), *cells)]


def unread(texts: list[str], read: str) -> Counter[str]:
    """The words of a file that are not, or less often, in what another program reads of it; wherever lines and pages end."""
    return words_in("\n".join(texts)) - words_in(read)


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def converted(folder: Path) -> None:
    """Each file of the folder as a PDF beside it, by LibreOffice, which is started once: that takes longer than to convert."""
    office = shutil.which("soffice")
    if office is None:
        absent("soffice", "LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.*"))]
    subprocess.run([str(one) for one in words], check=True, capture_output=True, timeout=180)


@pytest.mark.once
def test_every_word_file_and_slides_open_with_every_word_in_them(school_a, tmp_path):
    made = {(code, ending): written(school_a, code, ending) for code, ending in WRITTEN}
    for (code, ending), content in made.items():
        (tmp_path / f"{code}-{ending}.{ending}").write_bytes(content)
    # The control: cut off in the middle, as by a disk that is full, a file does not open.
    (tmp_path / "broken.docx").write_bytes(made["inspection", "docx"][:3000])
    converted(tmp_path)
    assert not (tmp_path / "broken.pdf").exists()
    pages = {}
    for (code, ending), content in made.items():
        read = PdfReader(tmp_path / f"{code}-{ending}.pdf").pages
        pages[code, ending] = len(read)
        text, texts = "\n".join(page.extract_text() for page in read), texts_in(content, ending)
        assert (code, ending, unread(texts, text)) == (code, ending, {})
        assert unread([*texts, "No such line"], text), "the control: a line that is not there is missed"
    assert pages[GOVERNORS, "docx"] <= 5 and pages[GOVERNORS, "pptx"] >= 10
