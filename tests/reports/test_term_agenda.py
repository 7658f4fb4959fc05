"""The agenda of a term review: one page of A4 however much there is, the same words in both forms."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from chalkface.core.errors import NotAllowed
from chalkface.operations.term_reviews import edit_review, hold_review
from chalkface.queries.schools import school_at_door
from chalkface.queries.term_reviews import Decision, TermReviewCard
from chalkface.reports import all_reports, make_report, write_report
from chalkface.reports.term_agenda.compose import compose, paper_of
from chalkface.reports.term_agenda.paper import Section, TermAgenda
from chalkface.reports.term_agenda.telling import tell
from tests.cast import DAY

PAPER = TermAgenda(
    school="Exampleton School", is_example=True, on=date(2026, 3, 20), term="spring term 2025/26", written_on=date(2026, 3, 13),
    since=date(2025, 12, 10), sections=(Section("Actions", ("3 actions: 1 done.", "*Bold* #set text(red)"), 2),),
)  # fmt: skip
LONG = "A sentence of an agenda that goes on and on about a provider morning and everybody who was away from it " * 3


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def said_in_word(docx: bytes) -> list[str]:
    return [line.text for line in Document(BytesIO(docx)).paragraphs]


def full_card(**other) -> TermReviewCard:
    """A review of the longest term that there could be."""
    titles = ("Decided", "Actions", "Objectives", "Figures that moved", "New findings", "Duties", "Checks", "Coming next")
    sections = [{"title": title, "lines": [{"text": LONG, "about": "", "of": ""}] * 40} for title in titles]
    agenda = {"written_on": "2026-03-13", "since": "2025-12-10", "sections": sections}
    decisions = tuple(Decision(f"{n} {LONG}", "", "", None, "", None) for n in range(30))
    card = TermReviewCard(
        1, date(2026, 3, 20), "spring term 2025/26", date(2025, 12, 10), "M. Example, " * 40, agenda, LONG * 30, "", decisions,
        date(2026, 7, 1), 0, (),
    )  # fmt: skip
    return replace(card, **other)


def test_it_announces_itself():
    assert set(all_reports()["term-agenda"].formats) == {"pdf", "docx"}


def test_both_forms_say_every_sentence_and_what_is_typed_stays_text():
    told = tell(PAPER)
    pdf, docx = words_of(write_report("term-agenda", PAPER, "pdf")), said_in_word(write_report("term-agenda", PAPER, "docx"))
    for sentence in (told.title, told.subtitle, told.example, *told.parts[0][1]):
        assert sentence in pdf and sentence in docx
    assert "And 2 more, on the page of the review." in docx


@pytest.mark.django_db
def test_the_longest_term_still_fits_one_page(school_a):
    school = school_at_door(school_a.school.pk)
    pdf = PdfReader(BytesIO(write_report("term-agenda", paper_of(school, full_card()), "pdf")))
    assert len(pdf.pages) == 1
    assert round(float(pdf.pages[0].mediabox.width)) == 595 and round(float(pdf.pages[0].mediabox.height)) == 842


def test_negative_control_without_the_cut_it_is_more_than_one_page():
    many = replace(PAPER, sections=tuple(Section(f"Part {n}", (LONG,) * 40) for n in range(8)))
    assert len(PdfReader(BytesIO(write_report("term-agenda", many, "pdf"))).pages) > 1


@pytest.mark.django_db
def test_what_was_left_out_is_counted(school_a):
    paper = paper_of(school_at_door(school_a.school.pk), full_card())
    assert all(one.lines and len(one.lines) + one.more == 40 for one in paper.sections)
    assert paper.decisions and len(paper.decisions) + paper.more_decisions == 30


@pytest.mark.django_db
def test_what_a_meeting_is_about_gives_way_last(school_a):
    card = full_card(decisions=())
    for section in card.agenda["sections"]:
        section["lines"] = [{"text": "A short line.", "about": "", "of": ""}] * 40
    shown = {one.title: len(one.lines) for one in paper_of(school_at_door(school_a.school.pk), card).sections}
    assert shown["Actions"] > shown["Coming next"] and shown["Objectives"] > shown["New findings"]


@pytest.mark.django_db
def test_a_short_agenda_is_not_cut(school_a):
    sections = [{"title": "Actions", "lines": [{"text": f"Line {n}.", "about": "", "of": ""} for n in range(9)]}]
    card = full_card(agenda={"written_on": "2026-03-13", "since": "2025-12-10", "sections": sections}, decisions=())
    (section,) = paper_of(school_at_door(school_a.school.pk), card).sections
    assert (len(section.lines), section.more) == (9, 0)


def test_before_the_meeting_there_are_lines_to_write_on_and_afterwards_there_are_decisions():
    assert tell(PAPER).blanks and not tell(PAPER).decisions
    after = tell(replace(PAPER, decisions=("Ring the college",), notes="Short.", present="All", next_on=date(2026, 7, 1)))
    assert not after.blanks and after.decisions == ("Ring the college",)
    assert after.closing == ("Present: All", "Notes: Short.", "The next term review is on 1 July 2026.")


def test_an_empty_agenda_says_so():
    assert tell(replace(PAPER, sections=())).parts == (("Agenda", ("Nothing has changed that the plan knows of.",)),)


@pytest.mark.django_db
def test_the_command_line_takes_the_review_of_the_day_or_writes_what_it_would_be(school_a):
    leader = school_a.access("careers_leader")
    fresh = compose(leader, DAY)
    assert fresh.sections and fresh.decisions == ()
    number = hold_review(leader, on=DAY)
    edit_review(leader, review_id=number, edition=0, new={"decisions": "Ring the college"})
    assert compose(leader, DAY).decisions == ("Ring the college",)
    assert make_report(leader, "term-agenda", "pdf", on=DAY).startswith(b"%PDF")
    assert compose(leader, date(2025, 12, 10)).sections == (), "a review of which no agenda was kept"
    with pytest.raises(NotAllowed):
        compose(school_a.access("school_admin"), DAY)
