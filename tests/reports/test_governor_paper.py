"""The governor paper in its four forms: the same words, two pages, readable aloud, nothing hidden printed."""

import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader

from chalkface.core.disclosure import HIDDEN
from chalkface.reports import write_report
from chalkface.reports.governor_paper import report
from chalkface.reports.governor_paper.paper import Ask, Benchmark, Change, Coverage, GovernorPaper, LeaversOfYear, Route, Source
from chalkface.reports.governor_paper.parts import Table
from chalkface.reports.governor_paper.reading import paper_from
from chalkface.reports.governor_paper.telling import tell

SAMPLE = paper_from(json.loads(Path(report.__file__).with_name("sample.json").read_text(encoding="utf-8")))
ENDINGS = ("pdf", "docx", "pptx", "html")

EMPTY = GovernorPaper(
    school="Small Lane School",
    is_example=False,
    on=date(2026, 9, 1),
    made_on=date(2026, 9, 1),
    framework="Gatsby Benchmarks, 2025 edition for schools",
    statements_met=0,
    statements_total=0,
    benchmarks_met=0,
    benchmarks_total=0,
    benchmarks=(),
)

LONG = "The Most Venerable and Ancient Foundation School of Saint Somebody and All Her Companions in the Vale of Nowhere"
FULL = replace(
    SAMPLE,
    school=f"{LONG} with {LONG}",
    benchmarks=tuple(Benchmark(str(n), f"{LONG}, number {n}", "partly met", 2, 9, "does not apply") for n in range(1, 9)),
    missed=tuple(replace(one, name="", lacking=f"{one.lacking} of any kind whatever at all") for one in SAMPLE.missed * 3),
    coverage=SAMPLE.coverage * 2,
    changes=tuple(Change(f"{LONG} {n}", "partly met", "does not apply", None) for n in range(12)),
    routes=tuple(replace(one, title=f"{one.title} of any kind whatever", years=one.years * 2) for one in SAMPLE.routes * 2),
    asks=tuple(Ask(f"{LONG}. {LONG}.", f"{LONG}. {LONG}.") for _ in range(9)),
    decisions=tuple(Ask(f"{LONG}. {LONG}.", f"{LONG}. {LONG}.") for _ in range(3)),
    sources=tuple(Source(f"{LONG} {n}", date(2026, 1, 1)) for n in range(15)),
    not_held=(LONG, LONG),
    objectives=tuple(replace(SAMPLE.objectives[0], title=f"{LONG} {n}") for n in range(7)),
    plan_version=f"{LONG}.",
    plan_actions=f"{LONG}.",
)


def pdf_of(paper: GovernorPaper) -> PdfReader:
    return PdfReader(BytesIO(write_report("governor-paper", paper, "pdf")))


def squeezed(text: str) -> str:
    """Without any space: where lines break is the layout's business."""
    return re.sub(r"\s+", "", text)


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.found.append(data)


def html_of(paper: GovernorPaper) -> Texts:
    page = Texts()
    page.feed(write_report("governor-paper", paper, "html").decode())
    return page


def text_of(paper: GovernorPaper, ending: str) -> str:
    """Everything a reader of that file reads, without spaces."""
    if ending == "pdf":
        return squeezed("".join(page.extract_text() for page in pdf_of(paper).pages))
    if ending == "html":
        return squeezed("".join(html_of(paper).found))
    file = BytesIO(write_report("governor-paper", paper, ending))
    if ending == "docx":
        return squeezed("".join(node.text or "" for node in Document(file).element.body.iter(qn("w:t"))))
    frames = []
    for slide in Presentation(file).slides:
        for shape in slide.shapes:
            frames += [shape.text_frame.text] if shape.has_text_frame else []
            frames += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
    return squeezed("".join(frames))


@pytest.mark.parametrize("paper", [SAMPLE, EMPTY, FULL], ids=["sample", "empty", "full"])
def test_the_pdf_is_two_pages(paper):
    assert len(pdf_of(paper).pages) == 2


@pytest.mark.parametrize("paper", [SAMPLE, EMPTY, FULL], ids=["sample", "empty", "full"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_each_form_says_every_sentence_and_every_cell(paper, ending):
    told, text = tell(paper), text_of(paper, ending)
    wanted = [told.title, told.subtitle, told.standing_note, *told.reached, *told.missed, told.changes_lead, told.leavers.lead]
    wanted += [part for one in told.standing for part in (one.number, one.name, one.sentence)]
    wanted += [part for ask in told.asks for part in ask]
    wanted += [*told.plan, *told.law, *told.method, told.missed_lead, told.asks_lead, told.example, *told.leavers.cannot]
    tables = [told.benchmarks, told.changes, told.missed_table, told.law_table, told.plan_table]
    tables += [told.leavers.table] if ending != "pptx" else []
    wanted += [cell for table in tables if isinstance(table, Table) for row in (table.heads, *table.rows) for cell in row]
    assert [sentence for sentence in wanted if squeezed(sentence) not in text] == []


def test_the_pdf_says_what_it_is():
    pdf = pdf_of(SAMPLE)
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == "Careers at Ash Park School"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_each_page_carries_school_day_and_number():
    for number, page in enumerate(pdf_of(SAMPLE).pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed("Ash Park School · Paper for governors · position on 31 March 2026 · Example school") in text
        assert f"Page{number}of2" in text


def test_an_ordinary_school_is_not_marked_as_an_example():
    for ending in ENDINGS:
        text = text_of(replace(SAMPLE, is_example=False), ending)
        assert "xampleschool" not in text


def test_the_same_paper_is_the_same_file():
    assert write_report("governor-paper", SAMPLE, "pdf") == write_report("governor-paper", SAMPLE, "pdf")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_people_type_is_text_and_never_markup(ending):
    nasty = '#panic(1) *bold* <script>alert(1)</script> $x$ {{ 7*7 }} & _co_ \\ @ref "quoted"'
    text = text_of(replace(SAMPLE, school=nasty), ending)
    assert squeezed(f"Careers at {nasty}") in text


def test_hidden_figures_are_words_not_numbers():
    groups = (("Pupil premium", HIDDEN),)
    hidden = Coverage("Year 13 students", "have met a university", "have met no university", HIDDEN, groups)
    work = Route("Work", "Year 13", (LeaversOfYear("2024/25", HIDDEN),))
    paper = replace(SAMPLE, coverage=(hidden,), missed=(hidden,), routes=(work,))
    told = tell(paper)
    assert told.standing[2].number == "hidden (c)"
    assert told.missed == ("How many Year 13 students have met no university is hidden, because so few are concerned (c).",)
    assert told.missed_table.rows[0][1:] == ("c", "c")
    assert told.leavers.table.rows == (("Work after Year 13", "c"),)
    assert told.leavers.trends[0].points[0].share is None
    assert len(pdf_of(paper).pages) == 2


def test_only_what_chance_does_not_explain_is_called_a_change_in_the_words_of_the_page_on_impact():
    assert tell(SAMPLE).leavers.lead.startswith("Apprenticeship after Year 11: a rise over the 4 years")
    still = replace(SAMPLE, routes=tuple(replace(one, moved="") for one in SAMPLE.routes))
    assert tell(still).leavers.lead == "Of the routes shown none moved by more than chance would explain."


def test_the_plan_is_told_by_its_figures_and_a_plan_without_objectives_says_so():
    told = tell(SAMPLE)
    assert told.plan_table.rows[0][1:] == ("60 of 175 (34%)", "96 of 182 (53%)", "90% by 31 July 2027", "on course")
    assert told.plan_table.rows[2][1:] == ("hidden (c)", "hidden (c)", "100%", "hidden (c)")
    assert "2 more objectives are in the plan itself." in tell(FULL).plan
    assert tell(EMPTY).plan == ("The strategic plan has no objective yet.",)


def test_a_first_review_and_an_unchanged_one_say_so():
    assert "first review" in tell(replace(SAMPLE, previous_on=None, changes=())).changes_lead
    assert "Nothing that this review counts has moved" in tell(replace(SAMPLE, changes=())).changes_lead
    assert "7 more in the review" in tell(FULL).changes_lead


def test_within_a_school_year_what_only_grows_is_not_called_better():
    same = tell(replace(SAMPLE, previous_on=date(2025, 10, 3)))
    assert "not that it is a better one" in same.changes_lead
    assert {row[3] for row in same.changes.rows} <= {"further on", "fell back"}
    other = tell(replace(SAMPLE, previous_on=date(2025, 3, 3)))
    assert "got better" in other.changes_lead and {row[3] for row in other.changes.rows} <= {"better", "worse"}


def test_word_has_headings_tables_and_a_language():
    file = write_report("governor-paper", SAMPLE, "docx")
    document = Document(BytesIO(file))
    styles = [line.style.name for line in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 9
    assert document.core_properties.title == "Careers at Ash Park School"
    assert document.core_properties.language == "en-GB"
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    with zipfile.ZipFile(BytesIO(file)) as parts:
        languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', parts.read("word/styles.xml").decode()))
    assert languages == {"en-GB"}


def test_slides_have_titles_and_native_charts_with_words():
    deck = Presentation(BytesIO(write_report("governor-paper", SAMPLE, "pptx")))
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    told = tell(SAMPLE)
    assert [chart._element.xpath("./*/p:cNvPr")[0].get("descr") for chart in charts] == [
        trend.alternative for trend in told.leavers.trends
    ]
    shares = list(charts[2].chart.plots[0].series[0].values)
    assert shares[0] == pytest.approx(7 / 79)
    assert shares[1] is None, "a hidden year is a gap"
    assert deck.core_properties.title == told.title


def test_the_page_fetches_nothing_and_names_its_language():
    page = html_of(SAMPLE)
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert tags.count("h1") == 1
    assert tags.count("svg") == 4
    assert [given for _, given in page.tags if {"src", "href", "xlink:href"} & set(given)] == []
    text = "".join(page.found)
    assert "@import" not in text
    assert "url(" not in text


def test_the_sample_uses_every_field():
    defaults = {one.name: one.default for one in fields(GovernorPaper)}
    assert [name for name, default in defaults.items() if getattr(SAMPLE, name) == default and name != "threshold"] == []
