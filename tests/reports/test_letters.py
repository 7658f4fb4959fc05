"""No letter that somebody types keeps a paper from being made: not a picture, not another script, not what XML forbids."""

import io
import zipfile
from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from chalkface.reports import typeset as typesetting
from chalkface.reports.letters import printable, writable
from chalkface.reports.told import Says, Section, Told
from chalkface.reports.told_pdf import pdf_of
from chalkface.reports.told_word import docx_of

ON = date(2026, 3, 20)
TYPED = {
    "a picture": "Well done 👩\u200d🎓",
    "another script": "中文 and 한국어",
    "a control": "a\x07b\x0bc\x1bd",
    "none at all": "a\uffffb\ufffec",
    "outside": "a\U0010ffffb\ue000c",
    "a mark": "a\u0323\u0307\u20dd e\u0301 \u202e",
    "a command": '#eval("1+1") #read("/etc/passwd") $x$ `a` @x <b> \\ //',
}


def told(text: str) -> Told:
    return Told(
        title=text,
        subtitle=text,
        example="",
        footer=text,
        sections=(Section(f"Why: {text}", (Says(f"Because {text} is so."),)),),
    )


@pytest.mark.parametrize("what", TYPED)
def test_a_paper_is_made_whatever_was_typed(what):
    pages = PdfReader(io.BytesIO(pdf_of(told(TYPED[what]), made_on=ON))).pages
    assert "Because" in pages[0].extract_text() and "is so." in pages[0].extract_text()
    with zipfile.ZipFile(io.BytesIO(docx_of(told(TYPED[what]), made_on=ON))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(archive.read(name))


def test_a_command_is_printed_as_it_was_typed():
    (page,) = PdfReader(io.BytesIO(pdf_of(told(TYPED["a command"]), made_on=ON))).pages
    assert '#eval("1+1") #read("/etc/passwd") $x$' in page.extract_text()


def test_what_is_no_letter_goes_and_takes_no_other_with_it():
    (page,) = PdfReader(io.BytesIO(pdf_of(told("☃\x07 and \uffff so"), made_on=ON))).pages
    assert "□" not in page.extract_text() and "and" in page.extract_text()


def test_only_what_no_font_draws_is_another_letter():
    assert printable("“Œuvre” – é, Ł, α, Ж, → ✓\n\t€") == "“Œuvre” – é, Ł, α, Ж, → ✓\n\t€"
    assert printable("A 👩\u200d🎓, 中") == "A □□, □"
    assert writable({"a": ["x\x00\x0by", 3, None, ("\ufffe",)]}) == {"a": ["xy", 3, None, ("",)]}


def test_negative_control_as_it_is_typed_the_compiler_refuses_it(monkeypatch):
    monkeypatch.setattr(typesetting, "printable", lambda data: data)
    with pytest.raises(Exception, match="could not be displayed"):
        pdf_of(told(TYPED["a picture"]), made_on=ON)
