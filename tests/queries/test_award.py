"""How a criterion stands is read from the records: each kind of evidence, what is hidden, and that a new file is enough."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import Access
from chalkface.core.awards import awards, read_award
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.operations.award import attach_to_criterion, say_of_criterion
from chalkface.queries.award import AwardShown, CriterionShown, Journey, award_shown, criterion_shown
from chalkface.queries.award_files import portfolio_files
from chalkface.queries.award_sources import (
    COUNTED,
    HELD,
    MISSING,
    NOT_ASKED,
    PARTLY,
    Answer,
    all_sources,
    answer_of,
    unknown_names,
)
from chalkface.queries.award_sources.records import Records
from chalkface.queries.figures import ShownFigure
from chalkface.queries.keeping import forget
from chalkface.queries.surveys import SurveyLine
from chalkface.queries.year_groups import year_groups_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.queries.sound import AFTER, BEFORE, DAY, YEAR, sound_school

pytestmark = pytest.mark.django_db
QIC = "quality-in-careers"


@pytest.fixture
def sound():
    return sound_school()


def said(access, name: str, award: str = QIC, criterion: str = "QC-1") -> Answer:
    with open_scope(access):
        return answer_of(Records(access, awards()[award]), name, criterion)


def test_every_name_of_every_file_is_answered_and_one_that_nothing_answers_is_told():
    assert {code: unknown_names(one) for code, one in awards().items() if unknown_names(one)} == {}
    wrong = read_award("wrong", WRITTEN.replace("duty:SG-04", "duty:SG-99").replace("plan:approved", "medal:gold"))
    assert unknown_names(wrong) == ["A1: duty:SG-99", "A1: medal:gold"]


def test_every_kind_of_evidence_is_used_and_says_a_whole_sentence(sound):
    used = set()
    for one in awards().values():
        with open_scope(sound.access):
            for criterion in award_shown(sound.access, one.code).criteria:
                for answer in criterion.answers:
                    used.add(answer.name.partition(":")[0])
                    assert answer.sentence.endswith(".") and answer.state_words
    assert used == set(all_sources())


WRITTEN = """
title: A new award
kind: award
about: Only a file.
edition: The first
confirmation: C
sources:
  - {title: Nobody, url: "https://example.org/"}
states:
  - {code: begun, title: Begun, means: "It is begun."}
criteria:
  - code: A1
    title: Leading
    asks: Is somebody leading?
    confirmation: C
    evidence: ["duty:SG-04", "plan:approved", "figure:guidance-by-16"]
"""


# -- one kind after the other: as it is in a sound school, and what one change does --


def test_a_duty_is_held_when_it_is_done_shown_and_not_late(sound):
    assert said(sound.access, "duty:SG-04").state == HELD
    sound.change("website", evidence="", address="")
    website = sound.rows["website"].duty
    bare = said(sound.access, f"duty:{website}")
    assert bare.state == PARTLY and "nothing shows it" in bare.sentence
    sound.change("website", evidence="the page", next_check_on=DAY - timedelta(days=9))
    late = said(sound.access, f"duty:{website}")
    assert late.state == PARTLY and "9 days late" in late.sentence
    for what, in_words in (
        ({"checked_on": date(2019, 5, 3)}, "checked on 3 May 2019: more than a year ago"),
        ({"checked_on": BEFORE, "next_check_on": None}, "no day is set for the next check"),
        ({"checked_on": None}, "when that was checked is not written down"),
    ):
        sound.change("website", **{"next_check_on": AFTER, **what})
        old = said(sound.access, f"duty:{website}")
        assert old.state == PARTLY and in_words in old.sentence
    sound.remove(records.DutyCheck, duty="SG-10")
    assert said(sound.access, "duty:SG-10").state == MISSING
    assert said(sound.access, "duty:SG-22").state == NOT_ASKED  # of colleges only


def test_a_duty_of_the_website_is_partly_held_while_the_page_made_here_leaves_out_what_it_asks(sound):
    assert said(sound.access, "duty:SG-05").state == HELD, "no page is made here"
    sound.rows["page"] = sound.make(records.PublicPage, leader_name="A. Marsh", leader_email="careers@soundfield.example")
    gap = said(sound.access, "duty:SG-05")
    assert gap.state == PARTLY and gap.sentence.endswith("the public page that is made here does not say: Telephone.")
    sound.change("page", leader_phone="01632 960000")
    assert said(sound.access, "duty:SG-05").state == HELD


def test_a_figure_that_is_held_says_how_many_and_one_that_is_not_who_is_missing(sound):
    assert of_figure(sound, Count(95, 100)).sentence.endswith(": 95 of 100 (95%).")
    assert " 5 of 100" not in of_figure(sound, Count(95, 100)).sentence
    assert "60 of 100" in of_figure(sound, Count(40, 100)).sentence


def test_a_statement_is_named_by_what_it_asks(sound):
    assert said(sound.access, "statement:gatsby-2025:1.1").sentence.startswith(
        "Statement 1.1 (“Your programme is planned to last, and governors, the headteacher and senior leaders …”) is"
    )


def test_the_plan_and_its_gaps(sound):
    assert said(sound.access, "plan:approved").state == HELD
    sound.change("version", decided_on=date(2019, 5, 3))
    old = said(sound.access, "plan:approved")
    assert (old.state, old.sentence) == (PARTLY, "Governors last approved the direction on 3 May 2019: more than a year ago.")
    sound.make(records.DirectionVersion, number=2, kept_on=BEFORE, status="approved", decided_on=BEFORE)
    assert said(sound.access, "plan:approved").state == HELD, "the newest approval counts"
    sound.remove(records.DirectionVersion, number=2)
    sound.change("version", status="proposed")
    assert said(sound.access, "plan:approved").state == MISSING
    assert said(sound.access, "plan:objectives").state in (HELD, PARTLY)
    sound.change("objective", indicator="")
    assert said(sound.access, "plan:objectives").state == PARTLY
    sound.remove(records.TermReview)
    assert said(sound.access, "plan:reviews").sentence == "No term review was ever held."
    assert said(sound.access, "plan:actions").state == HELD
    sound.change("action", status="doing", due_on=DAY - timedelta(days=1))
    late = said(sound.access, "plan:actions")
    assert (late.state, late.sentence) == (
        PARTLY, "1 of 4 actions of the plan are done; of the others 1 is past their day."
    )  # fmt: skip
    sound.change("action", due_on=None)
    assert "0 are past their day and 1 has no day" in said(sound.access, "plan:actions").sentence
    assert said(sound.access, "plan:actions").state == PARTLY
    sound.change("action", due_on=AFTER)
    sound.change("done", status="doing", due_on=AFTER)
    assert said(sound.access, "plan:actions").state == PARTLY, "none is done"


def test_a_leader_is_held_with_time_and_partly_without_or_when_vacant(sound):
    sound.change("post", minutes_a_week=300)
    assert said(sound.access, "roles:leader").sentence == "“Careers leader” leads careers, with 5 hours a week."
    sound.change("post", minutes_a_week=None)
    assert said(sound.access, "roles:leader").state == PARTLY
    sound.change("post", holder="")
    assert "is vacant" in said(sound.access, "roles:leader").sentence
    assert said(sound.access, "roles:nothing-vacant").state == PARTLY
    sound.change("post", title="Deputy head", minutes_a_week=60)  # nobody is called so: who answers for the duty
    assert "“Deputy head” leads careers, and is vacant" in said(sound.access, "roles:leader").sentence
    sound.change("post", holder="A. Marsh (example)")
    assert said(sound.access, "roles:leader").sentence.endswith("with 1 hour a week.")
    sound.remove(records.Responsibility, about="duty")
    sound.remove(records.DutyCheck, duty="SG-04")
    assert said(sound.access, "roles:leader").state == MISSING


@pytest.mark.parametrize("beside", ["Assistant careers leader", "Line manager of the careers leader"])
def test_whoever_stands_beside_the_leader_does_not_lead(sound, beside):
    sound.change("post", holder="", minutes_a_week=300)
    sound.change("other_post", title=beside, minutes_a_week=300)
    assert said(sound.access, "roles:leader").sentence == "“Careers leader” leads careers, and is vacant."
    sound.remove(records.Responsibility, about="duty")
    sound.remove(records.DutyCheck, duty="SG-04")
    sound.change("post", title="Assistant head and careers leader", holder="A. Marsh (example)")
    assert said(sound.access, "roles:leader").sentence.startswith("“Assistant head and careers leader” leads careers, with 5")
    sound.change("post", title="Head of art")
    assert said(sound.access, "roles:leader").sentence == "No post leads careers."


def test_lessons_are_held_from_ninety_in_a_hundred_like_a_figure(sound):
    assert said(sound.access, "lessons:confirmed").state == HELD
    sound.make(records.LessonLink, academic_year=YEAR, year_group=9, subject="Art", term=1, title="Ads")
    assert said(sound.access, "lessons:confirmed").state == PARTLY, "1 of 2"
    sound.make(records.LessonLink, academic_year=YEAR, year_group=9, subject="Music", term=1, title="Sound")
    assert said(sound.access, "lessons:confirmed").state == MISSING, "1 of 3"
    sound.make(records.LessonLink, academic_year=YEAR, year_group=9, subject="Art", term=3, title="What comes in summer")
    assert said(sound.access, "lessons:confirmed").sentence == (
        "1 of 3 linked lessons due by now were confirmed as taught; 4 are linked this year, in 3 subjects."
    )
    sound.remove(records.LessonLink, term=1)
    coming = said(sound.access, "lessons:confirmed")
    assert coming.state == PARTLY and coming.sentence.endswith("the term of none is over yet.")


def test_the_year_groups_reached_are_those_that_the_programme_says_an_outcome_that_is_retired_too(sound):
    sound.change("EXP", code="OWN", year_group=9, retired_on=BEFORE)
    with writing("a test"), across_schools("a test"):
        records.ActivityCode.objects.filter(activity=sound.rows["held"]).update(code="OWN")
        records.ActivityCode.objects.filter(activity=sound.rows["ahead"]).delete()
    with open_scope(sound.access):
        held = Records(sound.access, awards()[QIC])
        asked_alone = year_groups_of([row.pk for row in held.activities])
        assert held.year_groups_reached == {9} == {year for years in asked_alone.values() for year in years}


def test_time_and_money_are_both_asked_for(sound):
    assert said(sound.access, "programme:time").state == HELD
    sound.change("allowance", budget_pence=None)
    only = said(sound.access, "programme:time")
    assert (only.state, only.sentence) == (
        PARTLY, "What time this year’s programme is given is written down, and what money is not."
    )  # fmt: skip
    sound.change("allowance", staff_minutes=None)
    assert said(sound.access, "programme:time").state == MISSING


def test_a_paper_for_governors_is_held_once_they_were_sent_it_and_not_because_it_can_be_made(sound):
    able = said(sound.access, "papers:governor-paper")
    assert able.state == PARTLY and "nothing here says that governors were given it" in able.sentence
    row = sound.make(
        records.Sending, paper="governor-paper", subject="Careers", words="-", file_name="p.pdf", content=b"%PDF-",
        state="draft", asked_on=DAY, asked_at=datetime(2026, 3, 20, 9, tzinfo=UTC), recipients=6, reached=5,
    )  # fmt: skip
    sound.rows["mail"] = row
    assert said(sound.access, "papers:governor-paper").state == PARTLY, "a draft is not sent"
    sound.change("mail", state="sent")
    sent = said(sound.access, "papers:governor-paper")
    assert (sent.state, sent.sentence) == (
        HELD, "The paper for governors was last sent by mail on 20 March 2026, to 5 addresses."
    )  # fmt: skip
    assert said(Access(sound.school.pk, "governor", DAY), "papers:governor-paper").state == HELD
    sound.change("mail", asked_on=date(2024, 3, 20))
    assert said(sound.access, "papers:governor-paper").state == PARTLY
    sound.remove(records.Objective)
    assert said(sound.access, "papers:governor-paper").state == MISSING


# -- surveys --


def line_of(closes_on: date, uptake, state: str = "closed") -> SurveyLine:
    start = closes_on - timedelta(days=14)
    return SurveyLine(1, "How was it?", "q", (9,), start, closes_on, state, uptake, 0, "", audience="staff", asked=180)


@pytest.mark.parametrize(
    ("lines", "state", "in_words"),
    [
        ([line_of(BEFORE, Count(90, 180))], HELD, "90 of 180 (50%) answered."),
        ([line_of(BEFORE, Count(0, 180))], MISSING, "nobody answered."),
        ([line_of(AFTER, Count(0, 180), "open")], PARTLY, "still open."),
        ([line_of(AFTER, Count(90, 180), "open")], PARTLY, "still open."),
        ([line_of(date(2025, 1, 14), Count(90, 180))], PARTLY, "more than a year ago."),
        ([line_of(BEFORE, HIDDEN)], "hidden", "hidden, being so few."),
        # What was heard before counts while a new one is open, or stayed without an answer.
        ([line_of(BEFORE, Count(90, 180)), line_of(AFTER, Count(1, 180), "open")], HELD, "90 of 180 (50%) answered."),
        ([line_of(BEFORE, Count(90, 180)), line_of(DAY, Count(0, 180))], HELD, "90 of 180 (50%) answered."),
        ([], MISSING, "were never asked by a survey."),
    ],
)
def test_a_survey_is_held_when_it_is_over_and_was_answered(lines, state, in_words):
    found = all_sources()["survey"].look(SimpleNamespace(surveys={"staff": lines}, on=DAY), "staff")
    assert found[0] == state and found[1].endswith(in_words)


def test_activities_count_once_they_took_place(sound):
    name = "activities:staff-training"
    assert said(sound.access, name).state == MISSING
    row = sound.make(
        records.Activity, key="inset", title="INSET", kind="staff_training", starts_on=DAY + timedelta(days=9)
    )
    assert said(sound.access, name).state == PARTLY
    sound.rows["inset"] = row
    sound.change("inset", starts_on=DAY)
    assert said(sound.access, name).state == HELD
    sound.change("inset", starts_on=date(YEAR - 1, 10, 1))
    assert said(sound.access, name).state == MISSING  # last year's


def test_a_statement_is_asked_in_the_edition_of_the_kind_of_school(sound):
    shown = said(sound.access, "statement:gatsby-2025:8.2")
    assert shown.state == NOT_ASKED  # the school has no Year 13
    with open_scope(sound.access):
        records_of = Records(sound.access, awards()[QIC])
        records_of.school.kind = "special"
        place = answer_of(records_of, "statement:gatsby-2025:1.1", "QC-1").place
    assert place.arguments["framework"] == "gatsby-2025-special"


# -- shares, and what is hidden --


def of_figure(sound, count, name="indicator:guidance-by-16") -> Answer:
    with open_scope(sound.access):
        held = Records(sound.access, awards()[QIC])
        held.figures = {"guidance-by-16": ShownFigure("guidance-by-16", DAY, {}, count)}
        return answer_of(held, name, "QC-1")


@pytest.mark.parametrize(
    ("numerator", "name", "state"),
    [
        (90, "indicator:guidance-by-16", HELD), (89, "indicator:guidance-by-16", PARTLY),
        (50, "indicator:guidance-by-16", PARTLY), (49, "indicator:guidance-by-16", MISSING),
        (75, "indicator:guidance-by-16@75", HELD), (74, "indicator:guidance-by-16@75", PARTLY),
        (0, "figure:guidance-by-16", HELD),
    ],
)  # fmt: skip
def test_a_figure_is_held_from_ninety_in_a_hundred_unless_its_name_says_otherwise(sound, numerator, name, state):
    assert of_figure(sound, Count(numerator, 100), name).state == state


@pytest.mark.parametrize("name", ["indicator:guidance-by-16", "figure:guidance-by-16"])
def test_a_hidden_figure_says_no_number_and_counts_neither_way(sound, name):
    hidden = of_figure(sound, HIDDEN, name)
    assert hidden.state not in COUNTED and not any(letter.isdigit() for letter in hidden.sentence.replace("Year 11", ""))
    for state in (HELD, MISSING):
        criterion = CriterionShown(awards()[QIC].criteria[0], (Answer("a", state, "."), hidden), "", "", 0, 0)
        assert (criterion.stands, criterion.counted) == (state, 1)
    assert CriterionShown(awards()[QIC].criteria[0], (hidden,), "", "", 0, 0).stands == "hidden"


def test_how_a_criterion_stands():
    def stands(*states):
        answers = tuple(Answer("a", state, ".") for state in states)
        return CriterionShown(awards()[QIC].criteria[0], answers, "", "", 0, 0).stands

    assert stands(HELD, HELD) == HELD and stands(MISSING, NOT_ASKED) == MISSING and stands(PARTLY) == PARTLY
    assert stands(HELD, MISSING) == PARTLY and stands(NOT_ASKED) == NOT_ASKED and stands() == NOT_ASKED


def test_all_is_said_in_a_sentence_that_leaves_out_what_there_is_none_of():
    award, gap, held = awards()[QIC], Answer("a", MISSING, "."), Answer("b", HELD, ".")

    def sentence(*answers):
        shown = tuple(CriterionShown(award.criteria[0], one, "", "", 0, 0) for one in answers)
        return AwardShown(award, DAY, shown, Journey((), DAY)).sentence

    assert sentence((held, gap), (gap,)) == (
        "The records show 1 of 3 things that are looked for. Of 2 criteria none is shown in full, 1 in part, 1 not at all."
    )
    assert sentence((held,), (held,)).endswith("Of 2 criteria 2 are shown in full.")


def test_who_sees_no_names_sees_no_figure_that_the_exit_hides(school_a):
    governor = school_a.access("governor")
    with open_scope(governor):
        exit_hides = {name for name, one in Records(governor, awards()["inspection"]).figures.items() if one.is_hidden}
        shown = award_shown(governor, "inspection")
    answers = [answer for one in shown.criteria for answer in one.answers]
    told = {answer.name.partition(":")[2] for answer in answers if answer.state in COUNTED}
    assert exit_hides and not exit_hides & told
    counted = [answer for answer in answers if answer.name.startswith("statement:") and re.search(r"\d of \d", answer.sentence)]
    assert not counted, "this school is so small that every count is hidden"


# -- the school's own words and files --


def test_own_files_answer_for_their_criterion_alone(sound):
    assert criterion_of(sound, "QC-1").files == 0
    attach_to_criterion(
        sound.access, award_code=QIC, criterion="QC-1", title="Minutes", file_name="minutes.txt", content=b"Agreed."
    )
    assert said(sound.access, "kept:evidence", criterion="QC-1").state == HELD
    assert said(sound.access, "kept:evidence", criterion="QC-2").state == MISSING
    say_of_criterion(sound.access, award_code=QIC, criterion="QC-1", view="ready", own_words="Twice a year.")
    one = criterion_of(sound, "QC-1")
    assert (one.files, one.view, one.own_words) == (1, "ready", "Twice a year.")


def criterion_of(sound, code: str) -> CriterionShown:
    with open_scope(sound.access):
        return criterion_shown(sound.access, QIC, code)


def test_a_portfolio_takes_the_files_of_criteria_and_of_the_statements_they_name_each_once(school_a):
    leader = school_a.access("careers_leader")
    own = attach_to_criterion(leader, award_code=QIC, criterion="QC-2", title="Log", file_name="log.txt", content=b"Two.")
    attach_to_criterion(
        leader, award_code="leadership-review", criterion="LR-1", title="Other", file_name="other.txt", content=b"No."
    )
    with open_scope(leader):
        files = portfolio_files(leader, awards()[QIC])
    # The cast's file belongs to statement 1.1, which the first criterion names.
    assert [(file.id, file.criteria) for file in files] == [(own, ("QC-2",)), (school_a.rows["evidence"].pk, ("QC-1",))]


@pytest.mark.parametrize("code", ["quality-in-careers", "careers-leader", "inspection"])
def test_an_award_asks_the_database_about_each_table_once(school_a, code):
    governor = school_a.access("governor")
    forget()
    with open_scope(governor), CaptureQueriesContext(connection) as queries:
        award_shown(governor, code)
    texts = [one["sql"] for one in queries]
    assert len(texts) <= 44, "\n".join(text[:110] for text in texts)
    twice = {text for text in texts if texts.count(text) > 1 and 'FROM "school"' not in text}
    assert not twice, "one question was asked twice"
