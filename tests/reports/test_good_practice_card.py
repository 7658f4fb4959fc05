"""The card of a good practice: one A5 page that says everything, whatever was typed."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from chalkface.core.errors import NotAllowed
from chalkface.reports import all_reports, make_report, write_report
from chalkface.reports.good_practice_card.compose import compose
from chalkface.reports.good_practice_card.paper import Card, CardPaper
from tests.cast import DAY

DAY_OF_PRINT = date(2026, 3, 31)


def card(**other) -> Card:
    about = {
        "title": "A lab day",
        "who": "Head of science",
        "place": "Science, Year 9",
        "what": "A day in the lab.\nThen a film.",
        "answers": "4.1 Every subject shows where it leads.",
    }
    return Card(**(about | other))


def pages(*cards: Card) -> list[str]:
    paper = CardPaper("An Example School", True, DAY_OF_PRINT, cards)
    made = PdfReader(io.BytesIO(write_report("good-practice-card", paper, "pdf")))
    assert all(round(page.mediabox.width) == 420 for page in made.pages)  # A5
    return [" ".join(page.extract_text().split()) for page in made.pages]


def test_a_card_says_what_who_where_and_what_it_answers():
    (page,) = pages(card())
    for words in ("A lab day", "A day in the lab.", "Then a film.", "Head of science", "Science, Year 9", "4.1 Every subject"):
        assert words in page
    assert "An Example School (example school)" in page and "Printed 31 March 2026" in page


def test_each_good_practice_has_its_own_page_and_none_is_said_too():
    assert len(pages(card(), card(title="Another", who="", place="", answers=""))) == 2
    assert "Nothing is noted yet." in pages()[0]


def test_what_was_typed_stays_text():
    (page,) = pages(card(title="#panic() *not bold* $x$", what='= no heading\n#import "x"'))
    assert "#panic() *not bold* $x$" in page and "= no heading" in page


def test_it_announces_itself():
    assert all_reports()["good-practice-card"].formats == {"pdf": "pdf"}


@pytest.mark.django_db
def test_it_is_gathered_from_the_own_school_alone(school_a, school_b):
    paper = compose(school_a.access("senior_leader"), DAY)
    assert [one.title for one in paper.cards] == [school_a.rows["practice"].title] and paper.cards[0].answers.startswith("4.1 ")
    assert compose(school_a.access("senior_leader"), DAY, practice=school_b.rows["practice"].pk).cards == ()
    assert make_report(school_a.access("senior_leader"), "good-practice-card", "pdf", on=DAY).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        compose(school_a.access("school_admin"), DAY)
