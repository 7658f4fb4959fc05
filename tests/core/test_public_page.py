"""What the checker says of the public page, and what the last gate finds in it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.duties import duties
from chalkface.core.few_gate import few_in
from chalkface.core.name_gate import names_in
from chalkface.core.public_page import Standing, check, fields, gap_sentence, gaps, unlawful, unsaid

ON = date(2026, 3, 20)
WHOLE = {one.name: "It is said in a sentence." for one in fields().values()} | {
    "review_on": date(2026, 9, 1), "approved_on": date(2025, 9, 30), "statement_review_on": date(2026, 9, 30),
}  # fmt: skip
YEARS = tuple(range(7, 14))
FINE = Standing(ON, WHOLE, YEARS, frozenset(YEARS), frozenset(range(8, 14)), published_on=date(2025, 9, 20))


def said(standing: Standing) -> dict[str, tuple[str, str]]:
    return {one.title: (one.state, one.sentence) for one in check(standing) if one.state != "fine"}


def test_a_page_that_says_everything_has_no_gap():
    assert said(FINE) == {} and gap_sentence(check(FINE)) == "Everything that law and guidance ask is there."


@pytest.mark.parametrize("name", fields())
def test_each_field_that_is_empty_is_missed_and_by_whom_it_is_asked(name):
    one = fields()[name]
    lines = check(replace(FINE, values=WHOLE | {name: None if one.kind == "day" else ""}))
    (line,) = [each for each in lines if each.is_gap]
    assert (line.field, line.state, line.asked, line.strength) == (name, "missing", one.asked, one.strength)
    assert (line in gaps(lines)) == (one.strength != "usual")


def test_every_field_that_the_law_names_is_asked_by_a_duty_or_a_point_of_the_statement():
    asked = {one.asked for one in fields().values()}
    assert {"SG-05", "SG-06", "SG-07", "SG-08", "SG-09"} | {f"PS-{number}" for number in range(1, 8)} == asked
    for one in fields().values():
        if one.asked.startswith("SG"):
            assert duties()[one.asked].confirmation == one.confirmation


@pytest.mark.parametrize(
    ("change", "title", "state"),
    [
        ({"values": WHOLE | {"review_on": date(2026, 3, 19)}}, "This information is next reviewed on", "old"),
        ({"values": WHOLE | {"review_on": date(2026, 3, 20)}}, "This information is next reviewed on", "look"),
        ({"values": WHOLE | {"approved_on": date(2025, 3, 18)}}, "Approved on", "old"),
        ({"values": WHOLE | {"approved_on": date(2026, 3, 21)}}, "Approved on", "old"),
        ({"values": WHOLE | {"statement_review_on": date(2026, 1, 1)}}, "Next review of the statement", "old"),
        ({"taught": frozenset(range(8, 14))}, "The programme of each year group", "missing"),
        ({"open_to_providers": frozenset({8, 9})}, "Occasions for providers in each year group", "missing"),
        ({"published_on": None}, "Files made for this academic year", "missing"),
        ({"published_on": date(2025, 8, 31)}, "Files made for this academic year", "old"),
        ({"changed": True}, "Files made for this academic year", "look"),
        ({"values": WHOLE | {"grounds": "No."}}, "When we say yes, and when we may not", "missing"),
        ({"duty_day": date(2026, 8, 1)}, "This information is next reviewed on", "look"),
        ({"holder": "Somebody else"}, "Name of the careers leader", "look"),
    ],
)
def test_what_is_old_or_stands_otherwise_elsewhere_is_said(change, title, state):
    found = said(replace(FINE, **change))
    assert list(found) == [title] and found[title][0] == state and found[title][1]


def test_who_approved_and_when_is_law_and_that_it_is_looked_at_every_year_is_guidance():
    bare = check(replace(FINE, values=WHOLE | {"approved_by": "", "approved_on": None}))
    assert gap_sentence(bare) == "Missing or out of date: 2 things that the law asks."
    old = check(replace(FINE, values=WHOLE | {"approved_on": date(2025, 3, 18)}))
    assert gap_sentence(old) == "Missing or out of date: 1 thing that the guidance asks."


def test_what_is_only_unpublished_is_nothing_that_the_page_leaves_unsaid():
    lines = check(replace(FINE, published_on=None))
    assert len(gaps(lines)) == 1 and unsaid(lines) == unlawful(lines) == ()
    bare = check(replace(FINE, values=WHOLE | {"leader_phone": "", "leader_email": ""}))
    assert [one.field for one in unlawful(bare)] == ["leader_email"] and len(unsaid(bare)) == 2
    assert gap_sentence(lines) == "Missing or out of date: 1 thing that the law asks."


def test_law_comes_before_guidance_and_guidance_before_custom():
    strengths = [one.strength for one in check(Standing(ON, {}, YEARS, frozenset(), frozenset()))]
    assert strengths == sorted(strengths, key=("must", "should", "usual").index)


WAYS = (
    "Anna Smith", "SMITH, Anna", "anna\nsmith", "Anna <b>Smith</b>", '<a href="mailto:anna.smith@x.example">write</a>',
    "Ánna Smith", "Anna&nbsp;Smith", "An&shy;na Smith", "<!-- Anna Smith -->", "A<i>nna</i> Smith", "Anna_Smith",
    "\u200bAnna\u200b Smith", "Anna Smith’s", "Anna Smith's", "Anna Smith&#39;s", "Anna_Smith2",
    "Anna Rose Smith", "Anna R. Smith", "Anna R J Smith", "Anna-Rose Smith", "ANNA ROSE SMITH’S", "Anna <b>Rose</b> Smith",
    "Anna de Smith", "AnnaSmith", "plan-AnnaSmith.pdf", "AnnaRoseSmith",
)  # fmt: skip


@pytest.mark.parametrize("text", WAYS)
def test_a_name_is_found_however_it_is_written(text):
    assert names_in(f"We thank {text} for that.", [("Anna", "Smith")]) == {("Anna", "Smith")}


NO_NAMES = (
    "Anna and Smith", "Annabel Smith", "Anna Smithson", "Ann Asmith", "Smith of Anna", "Anna, Ben Smith", "Anna. Then Smith",
    "Anna every Smith", "annasmith", "Anna One Two Three Smith",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_none(text):
    assert not names_in(text, [("Anna", "Smith")])


def test_of_several_forenames_the_first_is_enough():
    names = [("Ava Rose", "O’Brien Hall"), ("Mary-Ann", "Lee")]
    for text in ("Ava O'Brien-Hall", "O’Brien Hall, Ava", "Ava Rose O’Brien Hall", "Ava R. May O’Brien Hall"):
        assert names_in(text, names) == {names[0]}, text
    for text in ("Ava O’Brien", "Hall, Ava", "Ava Hall’s placement"):  # one half of a double surname
        assert names_in(text, names) == {names[0]}, text
    assert not names_in("Ava de Lee", [("Ava", "de Souza")]) and names_in("Ava Souza", [("Ava", "de Souza")])
    assert names_in("Mary Lee", names) == {names[1]} and not names_in("Rose O’Brien Hall and Ann Lee", names)


def test_staff_may_be_named_although_a_student_is_called_the_same_but_only_they():
    names = [("Anna", "Smith"), ("Ben", "Okoro")]
    assert names_in("Anna Smith, careers leader; Okoro Ben", names, allowed=["Anna Smith"]) == {("Ben", "Okoro")}
    assert names_in("Smith Anna", names, allowed=["Anna Smith"])
    assert not names_in("Anna Lee Smith leads", names, allowed=["Anna Lee Smith"])
    assert names_in("Anna Lee Smith; Anna May Smith", names, allowed=["Anna Lee Smith"])


def test_letters_with_a_stroke_are_found_as_they_are_written_without():
    assert names_in("Lukasz Nowak and Soren Møller", [("Łukasz", "Nowak"), ("Søren", "Moller")]) == {
        ("Łukasz", "Nowak"), ("Søren", "Moller"),
    }  # fmt: skip


def test_a_colleague_of_one_word_frees_no_student_of_that_name():
    assert names_in("Anna Smith", [("Anna", "Smith")], allowed=["Smith", "Anna"])


letters = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=8)


@given(letters, letters, st.lists(letters, max_size=6), st.lists(letters, max_size=6))
def test_any_name_is_found_between_any_words(forename, surname, before, after):
    text = " ".join([*before, surname, forename, *after])
    assert (forename, surname) in names_in(text, [(forename, surname)])


FEW = (
    "3 students", "2 of 40 pupils", "3 year 11 students", "2 of our 180 students", "2 disadvantaged children", "two students",
    "2 went", "2 year 13s", "3 apprentices", "one of our leavers", "5 children", "4 of 12 went", "2 send pupils", "1 child",
    "a single student", "a couple of year 13 leavers", "2 out of 40 went", "two of last year’s 180 leavers", "two young people",
    "4 very able pupils", "two of this year’s leavers", "2 people went", "five neets", "2 of them went",
    "2 are now apprentices",
)  # fmt: skip
NONE = (
    "Year 9 students", "Years 7, 8 and 9 pupils", "Level 3 students", "key stage 4 pupils", "Over 2 lessons students learn",
    "every one of our students", "5 things every student should know", "2 talks for students", "At 9.05 students meet",
    "1,002 students", "two employers our students met", "9 students", "Two routes that students take", "Year 7 went",
    "at least two meetings with providers in Years 8 and 9, two in Years 10 and 11",
)  # fmt: skip


@pytest.mark.parametrize("counted", FEW)
def test_few_students_are_found_as_people_write_them(counted):
    for before in ("", "In Year 13, ", "In Year 9, ", "This year ", "Last term "):
        assert few_in(f"<p>{before}<b>{counted.upper()}</b>, we hear.", 6) == (counted,), before


@pytest.mark.parametrize("text", NONE)
def test_what_counts_no_few_students_is_none(text):
    assert few_in(text, 9) == ()


def test_many_are_told_and_each_few_is_found_by_itself():
    assert few_in("3 students went; 12 leavers, two pupils", 10) == ("3 students", "two pupils")
    assert few_in("five pupils", 5) == () and few_in("five pupils", 6) == ("five pupils",)


@pytest.mark.parametrize("one", fields().values(), ids=fields())
def test_no_draft_that_we_give_is_kept_back(one):
    assert few_in(one.starter, 10) == ()
