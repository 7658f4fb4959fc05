"""The strategic plan in its three forms: the same words, readable aloud, whole with nothing in it and with too much."""

import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.reports import write_report
from chalkface.reports.strategic_plan import report
from chalkface.reports.strategic_plan.paper import Action, Activity, Finding, Objective, StrategicPlan, Version
from chalkface.reports.strategic_plan.reading import plan_from
from chalkface.reports.strategic_plan.telling import short_version, tell, version_sentence
from chalkface.reports.told import words_of
from tests.reports.documents import read_file, squeezed

SAMPLE = plan_from(json.loads(Path(report.__file__).with_name("sample.json").read_text(encoding="utf-8")))
ENDINGS = ("pdf", "docx", "html")
pytestmark = pytest.mark.once
EMPTY = StrategicPlan("Small Lane School", False, date(2026, 9, 1), date(2026, 9, 1), "Gatsby Benchmarks, 2025 edition")

LONG = "The Most Venerable and Ancient Foundation School of Saint Somebody and All Her Companions in the Vale of Nowhere "
FULL = replace(
    SAMPLE,
    school=LONG * 2,
    vision=f"{LONG * 20}\n\n{LONG * 20}\nand a broken line",
    objectives=tuple(
        replace(SAMPLE.objectives[0], title=f"{LONG * 2} {n}", problem=LONG * 30, findings=(Finding("5.1", LONG * 5),) * 6)
        for n in range(5)
    ),
    activities=tuple(replace(SAMPLE.activities[0], title=f"{LONG} {n}", year_groups=(7, 8, 9)) for n in range(90)),
    actions=tuple(Action(f"{LONG * 20} {n}", "", LONG, date(2026, 1, 1), "to_do", True) for n in range(40)),
    posts=SAMPLE.posts * 12,
    role_gaps=(LONG,) * 30,
    duties=SAMPLE.duties * 18,
    practices=SAMPLE.practices * 9,
)
PLANS = pytest.mark.parametrize("plan", [SAMPLE, EMPTY, FULL], ids=["sample", "empty", "full"])


def pdf_of(plan: StrategicPlan) -> PdfReader:
    return PdfReader(BytesIO(write_report("strategic-plan", plan, "pdf")))


def text_of(plan: StrategicPlan, ending: str) -> str:
    return read_file(write_report("strategic-plan", plan, ending), ending)


@PLANS
@pytest.mark.parametrize("ending", ENDINGS)
def test_each_form_says_every_sentence_and_every_cell(plan, ending):
    text, foot = text_of(plan, ending), squeezed(tell(plan).footer)
    if ending == "pdf":  # a paragraph may go on over the page: what stands between is the foot and the heads of tables
        text = re.sub(rf"{re.escape(foot)}(·Exampleschool)?Page\d+of\d+", "", text)
    missing = [words for words in words_of(tell(plan)) if squeezed(words) not in text]
    assert missing == []


def test_the_pdf_has_a_cover_and_few_pages():
    pages = pdf_of(SAMPLE).pages
    assert 5 <= len(pages) <= 8
    cover = squeezed(pages[0].extract_text())
    for words in ("Strategic careers plan", SAMPLE.school, SAMPLE.horizon, SAMPLE.vision, version_sentence(SAMPLE.version)):
        assert squeezed(words) in cover
    assert len(pdf_of(EMPTY).pages) <= 5


def test_the_pdf_says_what_it_is_and_each_page_carries_school_version_day_and_number():
    pdf = pdf_of(SAMPLE)
    root = pdf.trailer["/Root"]
    assert (pdf.metadata.title, root["/Lang"]) == ("Strategic careers plan", "en-GB")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    foot = squeezed("Ash Park School · Strategic careers plan · draft after version 2 · 31 March 2026 · Example school")
    for number, page in enumerate(pdf.pages, start=1):
        text = squeezed(page.extract_text())
        assert foot in text
        assert f"Page{number}of{len(pdf.pages)}" in text


def test_a_table_says_its_heads_again_on_the_next_page():
    """Forty actions go over several pages, and each says what its columns are."""
    plan = replace(
        EMPTY, actions=tuple(Action(f"Step {n} " + "x " * 200, "", "A.", date(2026, 1, 1), "to_do") for n in range(40))
    )
    pages = [squeezed(page.extract_text()) for page in pdf_of(plan).pages]
    with_steps = [text for text in pages if "Step" in text]
    assert len(with_steps) > 2
    assert all("ActionOwnerDueStatus" in text for text in with_steps)


def test_the_same_plan_is_the_same_file():
    assert write_report("strategic-plan", SAMPLE, "pdf") == write_report("strategic-plan", SAMPLE, "pdf")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_people_type_is_text_and_never_markup(ending):
    nasty = '#panic(1) *bold* [x] <script>alert(1)</script> $x$ {{ 7*7 }} & _co_ \\ @ref `raw` = head "quoted"'
    plan = replace(
        SAMPLE,
        school=nasty,
        vision=nasty,
        objectives=(Objective(nasty, problem=nasty, owner=nasty, indicator=nasty, baseline=Count(5, 20)),),
        actions=(Action(nasty, nasty, nasty, None, "doing"),),
        activities=(Activity(nasty, "other activity", date(2026, 1, 1), "spring", (9,), (nasty,)),),
    )
    text = text_of(plan, ending)
    assert text.count(squeezed(nasty)) >= 8


def test_word_keeps_what_no_xml_may_hold_out():
    assert "Avision" in text_of(replace(SAMPLE, vision="A\x0bvi\x08sion"), "docx")


def test_an_ordinary_school_is_not_marked_as_an_example():
    for ending in ENDINGS:
        assert "xampleschool" not in text_of(replace(SAMPLE, is_example=False), ending)


def test_hidden_figures_are_words_and_are_not_drawn():
    hidden = Objective("One", indicator="Guidance", baseline=HIDDEN, now=HIDDEN, target_percent=80, progress="Hidden (c).")
    told = tell(replace(SAMPLE, objectives=(hidden,)))
    section = next(one for one in told.sections if one.title == "Objective 1: One")
    table = next(part for part in section.parts if part.kind == "table")
    assert table.rows == (("Guidance", "hidden (c)", "hidden (c)", "80%"),)
    assert not [part for part in section.parts if part.kind == "track"]


def test_a_draft_says_that_it_is_one_and_an_approved_version_by_whom_and_when():
    kept = date(2026, 9, 1)
    assert version_sentence(None).startswith("A draft: no version")
    assert version_sentence(Version(3, kept)) == (
        "A draft: version 3 was kept on 1 September 2026 and has not been approved by governors."
    )
    approved = Version(3, kept, is_approved=True, decided_on=date(2026, 9, 20), decided_by="the full board", minute="4b")
    assert version_sentence(approved) == "Version 3, approved by the full board on 20 September 2026 (minute 4b)."
    assert short_version(approved) == "version 3, approved"
    assert short_version(replace(approved, since="Since then two objectives changed.")) == "draft after version 3"


def test_a_cancelled_activity_is_said_and_not_counted():
    told = tell(SAMPLE)
    (programme,) = [one for one in told.sections if one.title == "The programme of 2025/26"]
    said = [part.text for part in programme.parts if part.kind == "says"]
    assert said[0].startswith("3 activities this year, 1 of them lessons linked to careers.")
    assert said[-1] == "1 activity was cancelled:"
    assert "shipyard" not in " ".join(
        cell for part in programme.parts if part.kind == "table" for row in part.rows for cell in row
    )


def test_word_has_headings_tables_and_a_language():
    file = write_report("strategic-plan", SAMPLE, "docx")
    document = Document(BytesIO(file))
    styles = [line.style.name for line in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == sum(one.level == 2 for one in tell(SAMPLE).sections)
    assert document.core_properties.language == "en-GB"
    assert "draft after version 2" in document.sections[0].footer.paragraphs[0].text
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    with zipfile.ZipFile(BytesIO(file)) as parts:
        assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', parts.read("word/styles.xml").decode())) == {"en-GB"}


def test_the_page_fetches_nothing():
    page = write_report("strategic-plan", SAMPLE, "html").decode()
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(|https?:", page)


def test_the_sample_uses_every_field():
    defaults = {one.name: one.default for one in fields(StrategicPlan)}
    assert [name for name, default in defaults.items() if getattr(SAMPLE, name) == default] == []
