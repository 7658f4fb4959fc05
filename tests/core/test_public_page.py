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


def test_a_colleague_called_as_half_of_a_students_double_surname_frees_that_half_alone():
    names = [("Jo", "Smith-Jones")]
    for text in ("Jo Smith-Jones came", "Smith-Jones, Jo", "Jo Smith and Jo Smith-Jones", "Jo Smith’s talk: JO SMITH JONES"):
        assert names_in(text, names, allowed=["Jo Smith"]) == set(names), text
    assert not names_in("Jo Smith, head of careers", names, allowed=["Jo Smith"])
    assert names_in("Jo Smith, head of careers", names)


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
    "2 are now apprentices", "3 a-level students", "2 t level students", "one student",
    "2 third year students", "2 class 11 pupils", "two year 6 pupils", "2 year 11 and 12 students",
)  # fmt: skip
NONE = (
    "Year 9 students", "Years 7, 8 and 9 pupils", "Level 3 students", "key stage 4 pupils", "Over 2 lessons students learn",
    "every one of our students", "5 things every student should know", "2 talks for students", "At 9.05 students meet",
    "1,002 students", "two employers our students met", "9 students", "Two routes that students take", "Year 7 went",
    "at least two meetings with providers in Years 8 and 9, two in Years 10 and 11",
)  # fmt: skip


# Sentences of school life, each with what is counted in it: () where nobody is.
LIFE = {
    # levels, key stages, ages
    "At level 3, 2 students went on": ("2 students",), "Level 2 and 3 students went on": ("3 students",),
    "Aged 16, 3 students left": ("3 students",), "Key Stage 5, 2 children": ("2 children",),
    "Levels 2 and 3 students": (), "Levels 1, 2 and 3 students": (), "At levels 2 and 3, 4 students": ("4 students",),
    "Level 2 or 3 pupils": (), "KS3 pupils": (), "Key Stage 3 and 4 pupils": (), "KS3 and 4, 5 pupils": ("5 pupils",),
    "Children aged 5 to 9 children": (), "Grade 5 students": (), "Benchmark 3 students": (), "BTEC Level 3 students": (),
    # years
    "Year 11 and 12 students": (), "Years 7-9 and 12 pupils": (), "Y8/9 pupils": (), "Yr 9 pupils": (),
    "In Years 12 and 13, 7 students went": ("7 students",), "In Years 8, 9 and 10, 8 left school": ("8 left school",),
    "Year 6 pupils visit": (), "the Year 5 and 6 children": (), "In the year 3 students left": ("3 students",),
    "This year 2 pupils": ("2 pupils",), "Next Year 3 pupils": ("3 pupils",), "For two years students": (),
    "One year students": (), "In 2025/6 students": (), "2025–6 pupils": (),
    # days and times
    "on 5 March students meet": (), "2 September 2026 pupils": (), "In May 2 students went": ("2 students",),
    "On Monday 2 students went": ("2 students",), "Monday 2 March, students": (), "on the 5th students": (),
    "2026-03-05 students": (), "At 2 pm students meet": (), "from 9 am pupils": (), "at 3 o’clock children": (),
    "At 9:05 students": (), "On results day 2 students went": ("2 students",),
    # places and parts
    "Lesson 3 pupils": (), "In Room 3 students meet": (), "In our room 3 students met": ("3 students",), "Set 2 pupils": (),
    "In the summer term 2 students left": ("2 students",), "In a careers lesson 3 students": ("3 students",),
    "In term 2 students choose": (), "Weeks 2 and 3 pupils": (), "Step 1 students choose": (), "By week 3 it began": (),
    "A focus group: 2 students": ("2 students",), "Room 3 ; Student finance evening": (), "Unit 4 ; Pupils ask": (),
    # one to one, nobody, one thing
    "One to one student guidance": (), "1 to 1 student meetings": (), "one-to-one student meetings": (),
    "1:1 student talks": (), "between 2 and 4 students went": ("4 students",),
    "1-2-1 student meetings": (), "No one left school without a plan": (), "One student at a time": (),
    "The new one started in May": (), "Two took place in May": (), "One took a gap year": ("one took",),
    "One left school": ("one left school",),
    # shares, sizes, ranges
    "one in three students": (), "2 in 5 pupils": (), "Two thirds of students": (), "three quarters of our pupils": (),
    "5 per cent of students": (), "one quarter of leavers": (), "in groups of 4 pupils": (), "a group of 4 pupils":
    ("4 pupils",), "2-3 students went": ("3 students",), "one or two pupils": ("two pupils",), "5–6 leavers": ("6 leavers",),
    "Aged 5-9 pupils": (), "11-16 pupils": (),
    # prices and other things that are counted
    "£3 students pay": (), "for £2.50 pupils": (), "Talk by two apprentices from Barratt": (), "two routes students take": (),
    "3 apprentices from Year 13": ("3 apprentices",), "one of our partners offers students": (), "3 employers met pupils": (),
    "two teams of students": (), "four subjects pupils choose": (), "3 courses students can take": (),
    "two students and three employers": ("two students",), "2 A-level students, 12 GCSE students": ("2 a-level students",),
}  # fmt: skip


@pytest.mark.parametrize("text", LIFE)
def test_sentences_of_school_life_are_found_or_pass(text):
    assert few_in(text, 10) == LIFE[text]


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
