"""Word documents and slides open in another program than the one they were made for: LibreOffice, where it is installed."""

import json
import shutil
import subprocess
from importlib.resources import files

import pytest
from pypdf import PdfReader

from chalkface.reports import write_report
from chalkface.reports.governor_paper.reading import paper_from
from chalkface.reports.governor_paper.telling import tell
from tests.conftest import absent
from tests.reports.documents import squeezed


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, PdfReader]:
    """The governors' Word and slides as LibreOffice reads them, by ending."""
    office = shutil.which("soffice")
    if office is None:
        absent("soffice", "LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    sample = json.loads(files("chalkface.reports.governor_paper").joinpath("sample.json").read_text("utf-8"))
    for ending in ("docx", "pptx"):
        (folder / f"paper-{ending}.{ending}").write_bytes(write_report("governor-paper", paper_from(sample), ending))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *folder.glob("paper-*.*")]
    subprocess.run([str(one) for one in words], check=True, capture_output=True, timeout=120)
    return {ending: PdfReader(folder / f"paper-{ending}.pdf") for ending in ("docx", "pptx")}


def test_word_and_slides_open_with_every_heading_and_their_tables(opened):
    sample = json.loads(files("chalkface.reports.governor_paper").joinpath("sample.json").read_text("utf-8"))
    told = tell(paper_from(sample))
    for ending, paper in opened.items():
        text = squeezed(" ".join(page.extract_text() for page in paper.pages))
        for words in (told.title, "What governors are asked to do", *(ask for ask, _ in told.asks), *told.benchmarks.heads):
            assert squeezed(words) in text, (ending, words)
    assert len(opened["docx"].pages) <= 5 and len(opened["pptx"].pages) >= 10
