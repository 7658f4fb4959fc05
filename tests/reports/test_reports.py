"""The list of reports, and the gate that every PDF passes."""

import os
import subprocess
import sys
from datetime import date

import pytest
import typst

from chalkface.core.errors import Refused
from chalkface.reports import all_reports, write_report
from chalkface.reports.typeset import typeset


def test_a_folder_announces_itself():
    report = all_reports()["governor-paper"]
    assert report.title == "Paper for governors"
    assert set(report.formats) == {"pdf", "docx", "pptx", "html"}


def test_what_there_is_not_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="There is no report called nonsense. There are: .*governor-paper"):
        write_report("nonsense", None, "pdf")
    with pytest.raises(Refused, match="can be written as pdf, docx, pptx, html, not as 'odt'"):
        write_report("governor-paper", None, "odt")


def test_listing_reports_does_not_load_the_typesetter():
    program = "import sys; from chalkface.reports import all_reports; all_reports(); print('typst' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.fixture
def template(tmp_path):
    def write(text: str):
        path = tmp_path / "report.typ"
        path.write_text(f'#set document(title: "A test")\n{text}', encoding="utf-8")
        return path

    return write


SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def test_a_picture_without_words_does_not_compile(template):
    source = '#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg"'
    with pytest.raises(typst.TypstError, match="alt"):
        typeset(template(f"{source})"), {"svg": SQUARE}, made_on=date(2026, 1, 1))
    assert typeset(template(f'{source}, alt: "A square")'), {"svg": SQUARE}, made_on=date(2026, 1, 1)).startswith(b"%PDF")


def test_a_template_reads_its_own_folder_only(template):
    with pytest.raises(typst.TypstError):
        typeset(template('#read("../secret.txt")'), {}, made_on=date(2026, 1, 1))


def test_the_fonts_are_ours(template):
    pdf = typeset(template('#set text(font: "Source Sans Pro")\nWords'), {}, made_on=date(2026, 1, 1))
    assert b"SourceSansPro" in pdf
