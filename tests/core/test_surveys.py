"""Questionnaires as content: a wrong file is refused by name and line, and an answer is checked against its question."""

from importlib.resources import files

import pytest

from chalkface.core.surveys import MOST_QUESTIONS, OWN_PAGES, checked_answers, questionnaires, read_questionnaire

TEXT = files("chalkface.content").joinpath("surveys").joinpath("younger.yaml").read_text("utf-8")


def test_every_questionnaire_is_short_and_has_one_way_to_ask_for_somebody():
    for one in questionnaires().values():
        assert len(one.questions) <= MOST_QUESTIONS
        assert len([question for question in one.questions if question.asks]) == 1
        assert all(question.page in ("", *OWN_PAGES) for question in one.questions)


def test_the_questions_that_all_years_share_have_the_same_ids():
    younger, older = (
        {question.id for question in questionnaires()[code].questions} for code in ("younger", "older")
    )
    assert {"V-LANG", "V-SELF", "V-SKILL", "V-INCL", "V-LMI", "V-HELP", "V-PLAN", "V-CONF"} <= younger & older


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
