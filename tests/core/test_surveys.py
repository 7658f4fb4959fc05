"""Questionnaires as content: a wrong file is refused by name and line, and an answer is checked against its question."""

from importlib.resources import files

import pytest

from chalkface.core.surveys import AUDIENCES, MOST_QUESTIONS, OWN_PAGES, checked_answers, questionnaires, read_questionnaire

TEXT = files("chalkface.content").joinpath("surveys").joinpath("younger.yaml").read_text("utf-8")


def test_every_questionnaire_is_short_and_has_one_way_to_ask_for_somebody():
    for one in questionnaires().values():
        assert len(one.questions) <= MOST_QUESTIONS
        # Who answers without a name cannot be found by who was asked for.
        assert len([question for question in one.questions if question.asks]) == (1 if one.is_named else 0)
        assert all(question.page in ("", *OWN_PAGES) for question in one.questions)


def test_the_questions_that_all_years_share_have_the_same_ids():
    younger, older = (
        {question.id for question in questionnaires()[code].questions} for code in ("younger", "older")
    )
    assert {"V-LANG", "V-SELF", "V-SKILL", "V-INCL", "V-LMI", "V-HELP", "V-PLAN", "V-CONF"} <= younger & older


def test_an_id_says_whom_it_is_put_to_so_that_no_figure_mixes_audiences():
    start = {"parents": "V-PAR-", "staff": "V-STA-", "partners": "V-BUS-"}
    for one in questionnaires().values():
        for question in one.questions:
            others = [prefix for audience, prefix in start.items() if audience != one.audience]
            assert not question.id.startswith(tuple(others)), question.id
            assert one.is_named or question.id.startswith(start[one.audience]), question.id


def test_a_question_with_one_id_has_the_same_words_wherever_parents_staff_or_partners_are_asked():
    assert {one.audience for one in questionnaires().values()} == set(AUDIENCES)
    assert all(one.minutes <= 2 and len(one.questions) <= 13 for one in questionnaires().values() if not one.is_named)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: V-SELF", "id: V-LANG", "the id V-LANG is there already"),
        ("id: V-SELF", "id: self", "an id is V- and capital letters"),
        ("right: 2", "right: 5", "right must be the number of one option"),
        ("page: people", "page: staff", "page must be one of"),
        ("kind: task", "kind: quiz", "kind must be one of"),
        ("    short: Knows whom to ask\n", "", "short is missing"),
        ("asks: [2]", "asks: [3]", "asks names an answer that there is not"),
        ("hint: If", "hnt: If", "hnt is not known"),
        ("good: [3, 4]", "good: [3, 9]", "good names a step that there is not"),
        ("year_groups: [7, 8, 9]", "year_groups: [7, 14]", "year_groups are numbers from 7 to 13"),
        ("      - Not now", "      - No", "options are two texts or more"),
        ("minutes: 4", "minutes: 4\naudience: cats", "audience must be one of"),
        ("minutes: 4", "minutes: 4\naudience: staff", "year_groups are said where students or their parents are asked"),
        ("kind: text", "kind: explain\n    term: cat", "a word to explain has its term"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_line(old, new, said):
    assert old in TEXT
    with pytest.raises(ValueError, match=rf"younger\.yaml, line \d+: .*{said}"):
        read_questionnaire("younger.yaml", TEXT.replace(old, new, 1), "younger")


def test_answers_are_numbers_of_what_was_offered_and_anything_may_be_left_out():
    younger = questionnaires()["younger"]
    assert checked_answers(younger, {"V-HELP": "0", "V-OPEN": " a\r\nb "}) == ({"V-HELP": 0, "V-OPEN": "a\nb"}, [])
    kept, wrong = checked_answers(younger, {"V-HELP": "secret words"})
    assert kept == {}
    assert [name for name, _ in wrong] == ["V-HELP"]
    assert "secret" not in str(wrong)
    assert checked_answers(younger, {})[1]
    assert checked_answers(younger, {"V-ELSE": "1"})[1]
