"""Culture: words marked by a person who sees no names, what families did, and what all surveys say together."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.lexicon import lexicon, mark
from chalkface.core.surveys import questionnaires
from chalkface.frameworks.outcome_sets import skills
from chalkface.operations.families import note_families
from chalkface.operations.word_marks import mark_words
from chalkface.queries.culture import culture, headline
from chalkface.queries.families import family_figures
from chalkface.queries.fluency import fluency, handle_of
from chalkface.queries.partnerships import partnerships
from chalkface.queries.skills_of_all import SkillFigures, skill_figures
from chalkface.queries.surveys import SurveyLine, results
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
SAID = {
    "V-WORD-APPRENTICESHIP": "a job where you get paid and learn", "V-WORD-SECTOR": "an industry with many jobs",
    "V-WORD-ROUTE": "your path",
}  # fmt: skip


@pytest.fixture
def words(school_a):
    """The closed survey of words with twenty who sent it: every other one explained two words well and one in part."""
    survey = school_a.rows["words_survey"]
    with writing("a test"), across_schools("a test"):
        for n in range(20):
            one = records.Student.objects.create(
                school=school_a.school, key=f"w{n}", legal_forename=f"Wren{n}", legal_surname="Zqname", pupil_premium=n < 8
            )
            records.Enrolment.objects.create(
                school=school_a.school, student=one, academic_year=2025, year_group=9, tutor_group="9C"
            )
            records.SurveyReturn.objects.create(
                school=school_a.school, survey=survey, student=one, sent_at="2026-01-12T12:00Z", key=UUID(int=1000 + n),
                answers=SAID if n % 2 else {"V-WORD-ROUTE": "no idea at all"},
            )
    return survey


def page(name: str, company, **more) -> str:
    return reverse(name, kwargs={"school": company.school.slug, **more})


def test_what_the_lexicon_says_and_what_a_person_says_stand_side_by_side(school_a, at, words):
    assert sum(mark(lexicon()[one.removeprefix("V-WORD-").lower()], said).points for one, said in SAID.items()) == 5
    browser, to_mark = at(), page("surveys.mark", school_a, survey=words.pk)
    seen = browser.get(to_mark + "?word=V-WORD-SECTOR").content.decode()
    handles = re.findall(r'name="m-([0-9a-f]{24})"[^>]*value="2"', seen)
    assert len(handles) == 1 and "“an industry with many jobs” × 10" in seen  # the same words are marked once
    assert "Zqname" not in seen and "shows:" not in seen  # neither who, nor what the lexicon says before
    after = browser.post(to_mark + "?word=V-WORD-SECTOR", {f"m-{one}": "2" for one in handles}, follow=True).content.decode()
    assert "10 explanations are marked" in after and "Every explanation of this word is marked" in after
    assert "Zqname" not in after
    text = browser.get(page("surveys.words", school_a, survey=words.pk)).content.decode()
    assert "10 of 20 (50%) of those who sent it are fluent" in text
    assert "same mark to 10 of 10 answers (100%)" in text
    assert "30 explanations are not marked" in text


def test_fluent_by_a_person_counts_those_whose_every_word_was_seen(school_a, at, words):
    leader = school_a.access("careers_leader")
    for question in SAID:
        points = {handle_of(UUID(int=1000 + n), question): 2 if n > 9 else 0 for n in range(20)}
        mark_words(leader, survey_id=words.pk, question=question, points=points)
    text = at().get(page("surveys.words", school_a, survey=words.pk)).content.decode()
    assert "As a person marked it, 5 of 20 (25%)" in text  # 11, 13, … 19 explained all three
    assert "A person has marked all there is" in text


def test_who_explained_nothing_is_not_fluent_by_a_person_either(school_a, words):
    with writing("a test"), across_schools("a test"):
        for row in records.SurveyReturn.objects.filter(survey=words, answers__has_key="V-WORD-ROUTE"):
            row.answers = row.answers if "V-WORD-SECTOR" in row.answers else {"V-TALK": 4}
            row.save()
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        assert fluency(leader, words.pk).by_person == Count(0, 0)  # nobody has marked yet
    for question in SAID:
        mark_words(
            leader, survey_id=words.pk, question=question,
            points={handle_of(UUID(int=1000 + n), question): 2 for n in range(1, 20, 2)},
        )  # fmt: skip
    for access in (leader, school_a.access("governor")):
        with open_scope(access):
            found = fluency(access, words.pk)
        assert found.by_lexicon == found.by_person == Count(10, 20)


def test_words_are_marked_once_when_the_survey_is_closed_and_by_who_may(school_a, at, words):
    leader, handle = school_a.access("careers_leader"), handle_of(UUID(int=1001), "V-WORD-ROUTE")
    assert mark_words(leader, survey_id=words.pk, question="V-WORD-ROUTE", points={handle: 1}) == 1
    assert mark_words(leader, survey_id=words.pk, question="V-WORD-ROUTE", points={handle: 2}) == 0
    assert mark_words(leader, survey_id=words.pk, question="V-WORD-ROUTE", points={"f" * 24: 2}) == 0
    for question, points in (("V-TALK", {handle: 1}), ("V-WORD-SECTOR", {handle: 3})):
        with pytest.raises(Refused):
            mark_words(leader, survey_id=words.pk, question=question, points=points)
    with writing("a test"), across_schools("a test"):
        records.Survey.objects.filter(pk=words.pk).update(closes_on=DAY)
    with pytest.raises(Refused, match="when the survey is closed"):
        mark_words(leader, survey_id=words.pk, question="V-WORD-SECTOR", points={handle: 1})
    for role in ("governor", "tutor", "senco"):
        assert at(role).get(page("surveys.mark", school_a, survey=words.pk)).status_code == 403


def test_a_governor_sees_shares_of_words_and_no_small_number_or_explanation(school_a, at, words):
    leader = school_a.access("careers_leader")
    handles = [handle_of(UUID(int=1000 + n), "V-WORD-SECTOR") for n in (1, 3, 5)]
    mark_words(leader, survey_id=words.pk, question="V-WORD-SECTOR", points=dict.fromkeys(handles, 2))
    text = at("governor").get(page("surveys.words", school_a, survey=words.pk)).content.decode()
    assert "10 of 20 (50%)" in text and "many jobs" not in text.partition("How the word list marks")[0]
    assert "not shown of so few answers" in text


def ticked(company, step: str = "attended") -> set[int]:
    with across_schools("a test looks"):
        rows = records.FamilyStep.objects.filter(school=company.school, step=step, on=DAY)
        return set(rows.values_list("student_id", flat=True))


def test_a_tutor_ticks_the_families_of_their_group_and_takes_a_tick_back(school_a, at):
    mine, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    browser, here = at("tutor"), page("culture.note", school_a) + f"?step=attended&group=9A&on={DAY}"
    assert browser.post(here, {"student": [mine]}).status_code == 302
    assert ticked(school_a) == {mine}
    assert browser.post(here, {"student": [mine]}).status_code == 302  # the same again
    assert ticked(school_a) == {mine}
    refused = browser.post(here, {"student": [mine, other]})
    assert refused.status_code == 422 and ticked(school_a) == {mine}
    assert browser.post(here, {}).status_code == 302 and ticked(school_a) == set()
    for role in ("adviser", "teacher", "governor", "school_admin"):
        assert at(role).get(here).status_code == 403


@pytest.mark.parametrize("on", [date(2026, 3, 21), date(2025, 8, 31)])
def test_what_is_still_to_come_or_long_ago_is_not_noted(school_a, on):
    leader = school_a.access("careers_leader")
    with pytest.raises(Refused, match="day of this academic year"):
        note_families(leader, step="acted", on=on, tutor_group="9A", students=())
    for wrong in ({"step": "liked"}, {"activity_id": school_a.rows["activity"].pk}):
        with pytest.raises(Refused):
            note_families(leader, **{"step": "acted", "on": DAY, "tutor_group": "9A", "students": (), **wrong})


def test_the_four_steps_are_counted_of_all_children_and_hidden_from_who_sees_no_names(school_a, words):
    leader = school_a.access("careers_leader")
    with across_schools("a test looks"):
        class_9c = list(records.Enrolment.objects.filter(tutor_group="9C").order_by("pk").values_list("student_id", flat=True))
    note_families(leader, step="attended", on=DAY, tutor_group="9C", students=class_9c[:9])
    note_families(leader, step="acted", on=DAY, tutor_group="9C", students=class_9c[:4])
    with open_scope(leader):
        found = {label: (all_, parts) for label, all_, parts, _ in family_figures(leader).lines}
    steps = [str(all_) for all_, _ in found.values()]
    # 20 of the class and the two of the cast, of whom one had replied.
    assert [one.split(" (")[0] for one in steps] == ["10 of 22", "1 of 22", "9 of 22", "4 of 22"]
    attended = list(found.values())[2][1]
    assert {str(one).split(" (")[0] for one in attended} == {"8 of 10", "1 of 12"}
    governor = school_a.access("governor")
    with open_scope(governor):
        hidden = [(str(all_), [str(one) for one in parts]) for _, all_, parts, _ in family_figures(governor).lines]
    assert hidden[1][0] == "c" and hidden[2][1] == ["c", "c"]  # one who replied; one without pupil premium who came


def test_a_size_that_no_figure_tells_is_not_told_by_families_or_skills(school_a, words, monkeypatch):
    governor, without = school_a.access("governor"), frozenset({("pupil_premium", "no")})
    code = next(iter(skills()))
    with writing("a test"), across_schools("a test"):
        activity = records.Activity.objects.create(
            school=school_a.school, key="s", title="S", kind="skills_practice", starts_on=date(2026, 1, 5)
        )
        records.ActivityCode.objects.create(school=school_a.school, activity=activity, list="skill", code=code)
        for student in records.Student.objects.filter(school=school_a.school, key__startswith="w").order_by("pk")[3:15]:
            records.Participation.objects.create(school=school_a.school, activity=activity, student=student, attended=True)
            records.FamilyStep.objects.create(school=school_a.school, student=student, step="reached", on=DAY)

    def parts() -> list[list[str]]:
        with open_scope(governor):
            figures = skill_figures(governor, by="pupil_premium")
            skill = next(each for name, _, each in figures.lines if name == skills()[code])
            return [[str(one) for one in each] for each in (skill, family_figures(governor).lines[0][2])]

    assert not any("c" in each for each in parts())  # control: both groups are large enough by themselves
    monkeypatch.setattr("chalkface.queries.families.sizes_let_out", lambda school, on: (frozenset(), frozenset({without})))
    assert parts() == [["c", "c"], ["c", "c"]]


def test_this_year_so_far_is_not_laid_beside_a_whole_year_as_if_it_were_one(school_a, at, words):
    text = at().get(page("culture.families", school_a)).content.decode()
    assert ">All, so far<" in text and ">The whole year before<" in text and "reached this year so far" in text


def test_who_was_reached_and_did_nothing_more_is_not_found_by_taking_away(school_a, words):
    """Ten reached and nine of them replied: both are large enough, and together they tell of the one."""
    leader, governor = school_a.access("careers_leader"), school_a.access("governor")
    with writing("a test"), across_schools("a test"):
        records.FamilyStep.objects.all().delete()
    with across_schools("a test looks"):
        class_9c = list(records.Enrolment.objects.filter(tutor_group="9C").order_by("pk").values_list("student_id", flat=True))
    note_families(leader, step="replied", on=DAY, tutor_group="9C", students=class_9c[5:14])
    with open_scope(governor):
        alone = [str(all_).split(" (")[0] for _, all_, _, _ in family_figures(governor).lines]
    assert alone[:2] == ["9 of 22", "9 of 22"]  # control: all who were reached replied
    note_families(leader, step="reached", on=DAY, tutor_group="9C", students=class_9c[5:15])
    with open_scope(governor):
        both = [str(all_) for _, all_, _, _ in family_figures(governor).lines]
    assert "c" in both[:2]


def test_a_parent_who_used_a_slip_has_acted_and_a_register_of_an_event_says_who_came(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]
    with writing("a test"), across_schools("a test"):
        event = records.Activity.objects.create(
            school=school_a.school, key="evening", title="Evening", kind="parent_event", starts_on=date(2026, 2, 5)
        )
        records.Participation.objects.create(school=school_a.school, activity=event, student=student, attended=True)
    with open_scope(leader):
        before = [all_.numerator for _, all_, _, _ in family_figures(leader).lines]
    with writing("a test"), across_schools("a test"):
        records.Pass.objects.filter(student=student).update(carer=school_a.rows["carer"], used_at="2026-02-01T12:00Z")
    with open_scope(leader):
        after = [all_.numerator for _, all_, _, _ in family_figures(leader).lines]
    assert before == [1, 1, 1, 0] and after == [1, 1, 1, 1]


def test_partners_of_two_years_come_back_or_do_not(school_a):
    leader = school_a.access("careers_leader")
    with writing("a test"), across_schools("a test"):
        for n in range(4):
            partner = records.Partner.objects.create(school=school_a.school, key=f"p{n}", name=f"Partner {n}", kind="employer")
            for year in (2024, 2025) if n < 3 else (2024,):
                kind = "workplace_experience" if n == 0 else "employer_encounter"
                activity = records.Activity.objects.create(
                    school=school_a.school, key=f"{n}-{year}", title="X", kind=kind, starts_on=date(year, 10, 6),
                    ends_on=date(year, 10, 10) if n == 0 else None,
                )
                records.ActivityPartner.objects.create(school=school_a.school, activity=activity, partner=partner)
    with open_scope(leader):
        found = partnerships(leader)
    then, now = found.years
    assert [str(one).split(" (")[0] for one in then.steps] == ["3 of 4", "0 of 4", "0 of 4", "1 of 4", "0 of 4"]
    assert str(now.came_back).startswith("3 of 4") and now.new == 1  # the partner of the cast is new
    assert [name for _, name in found.lost] == ["Partner 3"]


def test_a_skill_is_practised_by_who_was_there_once_however_often(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]
    with writing("a test"), across_schools("a test"):
        code = next(iter(skills()))
        for n in range(2):
            activity = records.Activity.objects.create(
                school=school_a.school, key=f"s{n}", title="S", kind="skills_practice", starts_on=date(2026, 1, 5 + n)
            )
            records.ActivityCode.objects.create(school=school_a.school, activity=activity, list="skill", code=code)
            records.Participation.objects.create(school=school_a.school, activity=activity, student=student, attended=n == 0)
    with open_scope(leader):
        lines = {name: all_ for name, all_, _ in skill_figures(leader).lines}
    assert lines[skills()[code]].numerator == 1
    assert sum(one.numerator for one in lines.values()) == 1
    with open_scope(leader):
        said = skill_figures(leader).sentence
    others = [name.lower() for name in sorted(skills().values()) if name != skills()[code]]
    assert said == (
        f"On record, nobody has practised these this year: {', '.join(others)}."
        f" Least practised of the others: {skills()[code].lower()}, by 1 of 2 (50%) on roll."
    )
    # One that is hidden may be of fewer.
    lines = (("Listening", HIDDEN, ()), ("Leading", Count(9, 40), ()), ("Planning", Count(20, 40), ()))
    assert "Least practised of those that are shown: leading" in SkillFigures("sen", (), lines, False).sentence
    assert "Least practised this year: leading" in SkillFigures("sen", (), lines[1:], False).sentence


def _closed(company, year: int, yes: int, many: int):
    row = records.Survey.objects.create(
        school=company.school, questionnaire="staff", title=f"Staff {year}", academic_year=year, audience="staff", asked=60,
        opens_on=date(year, 10, 1), closes_on=date(year, 10, 20),
    )
    records.OpenReturn.objects.bulk_create(
        records.OpenReturn(
            school=company.school, survey=row, sent_on=date(year, 10, 2), key=UUID(int=year * 1000 + n),
            answers={"V-STA-CONF": 5 if n < yes else 2, "V-STA-LINK": 5 if n < many // 2 else 2},
        )
        for n in range(many)
    )
    return row


def test_the_same_question_of_two_years_stands_side_by_side_with_what_may_be_said(school_a, at):
    with writing("a test"), across_schools("a test"):
        _closed(school_a, 2024, 20, 50)
        _closed(school_a, 2025, 40, 50)
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        found = culture(leader)
        said = headline(found)
    lines = {line.question.id: line for _, each in found.themes for line in each}
    assert lines["V-STA-CONF"].change.startswith("up 40 points (95%: ")
    assert lines["V-STA-LINK"].change.startswith("no clear change")
    assert said.startswith("1 of 10 comparisons is a change that chance would hardly make: Staff, “Feel confident talking")
    assert said.endswith("”, 40 of 50 (80%) against 20 of 50 (40%) in 2024/25.")
    text = at("governor").get(page("culture.start", school_a)).content.decode()
    assert "up 40 points" in text and "50 of 60" in text and "What this can and cannot show" in text


def test_more_answers_than_people_asked_are_no_share_and_of_parents_none_is(school_a, at):
    with writing("a test"), across_schools("a test"):
        _closed(school_a, 2024, 20, 60)
        now = _closed(school_a, 2025, 40, 61)
    for name, more in (("surveys.start", {}), ("surveys.survey", {"survey": now.pk}), ("culture.start", {})):
        text = at("governor").get(page(name, school_a, **more)).content.decode()
        assert "61 answers; 60 were asked" in text and "61 of 61 (100%)" not in text, name
    assert "60 of 60" in text  # control: the survey before
    line = SurveyLine(1, "", "parents", (9,), DAY, DAY, "open", Count(1, 120), 0, "", "parents", 120)
    assert line.answered_words == "1 answer so far; 120 were asked, one for each child"
    assert replace(line, audience="students", uptake=Count(60, 120)).answered_words == "60 of 120 (50%) answered so far"
    assert replace(line, uptake=HIDDEN).answered_words == ""
    assert replace(line, asked=0).answered_words == "1 answer so far"  # where so few were asked that it is hidden


def test_who_may_have_answered_both_times_is_not_called_somebody_else(school_a, at):
    with writing("a test"), across_schools("a test"):
        _closed(school_a, 2024, 20, 50)
        staff = _closed(school_a, 2025, 40, 50)
        rows = [
            records.Survey.objects.create(
                school=school_a.school, questionnaire="younger", title="Four", academic_year=year, audience="students",
                year_groups=years, opens_on=date(year, 10, 1), closes_on=date(year, 10, 20),
            )
            for years in ("9", "9,10") for year in (2024, 2025)
        ]  # fmt: skip
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        found = {row.pk: results(leader, row.pk) for row in (staff, *rows)}
    assert all(found[row.pk].before for row in (staff, rows[1], rows[3]))
    assert [found[row.pk].others_before for row in (staff, rows[1], rows[3])] == [False, True, False]
    assert "Some may have answered both." in at().get(page("surveys.survey", school_a, survey=staff.pk)).content.decode()


def test_the_threshold_of_written_words_counts_people_and_not_texts(school_a, monkeypatch):
    asks = questionnaires()["staff"]
    written = next(one for one in asks.questions if one.is_text)
    two = replace(asks, questions=(*asks.questions, replace(written, id="V-STA-MORE")))
    monkeypatch.setattr("chalkface.queries.surveys.questionnaires", lambda: {"staff": two})
    leader, least = school_a.access("careers_leader"), school_a.school.threshold
    with writing("a test"), across_schools("a test"):
        row = _closed(school_a, 2025, 40, 50)
        for n, one in enumerate(records.OpenReturn.objects.filter(survey=row).order_by("key")[: least - 1]):
            records.OpenReturn.objects.filter(pk=one.pk).update(answers={"V-STA-OPEN": f"a{n}", "V-STA-MORE": f"b{n}"})
        last = records.OpenReturn.objects.filter(survey=row).order_by("-key").first()
    with open_scope(leader):
        few = results(leader, row.pk)
        assert few.too_few_words and few.words == ()
    with writing("a test"), across_schools("a test"):
        records.OpenReturn.objects.filter(pk=last.pk).update(answers={"V-STA-OPEN": "z"})
    with open_scope(leader):
        enough = results(leader, row.pk)
        assert not enough.too_few_words and len(enough.words) == 2 * least - 1


def test_an_open_survey_and_another_questionnaire_are_compared_with_nothing(school_a):
    with writing("a test"), across_schools("a test"):
        now = _closed(school_a, 2025, 40, 50)
        then = _closed(school_a, 2024, 20, 50)
        records.Survey.objects.filter(pk=then.pk).update(questionnaire="partners", audience="partners")
    leader = school_a.access("careers_leader")
    with open_scope(leader):
        lines = {line.question.id: line for _, each in culture(leader).themes for line in each if line.asked.now.id == now.pk}
    assert lines["V-STA-CONF"].before is None and lines["V-STA-CONF"].change == ""
    with writing("a test"), across_schools("a test"):
        records.Survey.objects.filter(pk=now.pk).update(closes_on=DAY)  # open until tonight
    with open_scope(leader):
        assert now.pk not in {one.now.id for one in culture(leader).asked}


def test_no_page_shows_a_governor_what_another_page_hides(school_a, words):
    """Each survey is looked at as a whole wherever it is shown, so a hidden figure is hidden on every page."""
    with writing("a test"), across_schools("a test"):
        rows = list(records.SurveyReturn.objects.filter(survey=words).order_by("pk"))
        for number, row in enumerate(rows):
            # One of twenty did not choose the right level: small itself; and one says it is sure of a word.
            row.answers = row.answers | {"V-PICK-LEVEL": 1 if number == 3 else 2, "V-SAY-ROUTE": 4 if number < 10 else 1}
            row.save()
    governor = school_a.access("governor")
    with open_scope(governor):
        found, on_its_page, of_words = culture(governor), results(governor, words.pk), fluency(governor, words.pk)
    totals = {one.question.id: one.total for one in on_its_page.lines}
    together = {line.question.id: line.now for _, lines in found.themes for line in lines if line.asked.now.id == words.pk}
    assert together and all(totals[name] == count for name, count in together.items())
    assert str(together["V-PICK-LEVEL"]) == "c" and str(together["V-SAY-ROUTE"]).startswith("10 of 20")
    ((_, lexicon_says, person_says),) = found.fluent
    assert (lexicon_says, person_says) == (of_words.by_lexicon, of_words.by_person)
    leader = school_a.access("careers_leader")
    with open_scope(leader):  # control: who knows the names sees both
        exact = {line.question.id: line.now for _, lines in culture(leader).themes for line in lines}
    assert str(exact["V-PICK-LEVEL"]).startswith("19 of 20")


def test_who_may_not_see_impact_is_told_so_by_each_question(school_a, words):
    stranger = school_a.access("school_admin")
    with open_scope(stranger):
        for ask in (culture, family_figures, skill_figures, partnerships, lambda access: fluency(access, words.pk)):
            with pytest.raises(NotAllowed):
                ask(stranger)


@pytest.mark.parametrize("name", ["culture.start", "culture.families", "culture.partners", "culture.skills"])
def test_each_page_is_small_and_asks_little(school_a, at, words, name, django_assert_max_num_queries):
    browser = at("governor")
    with django_assert_max_num_queries(15):
        answer = browser.get(page(name, school_a))
    assert answer.status_code == 200 and len(answer.content) < 60_000
    assert "Zqname" not in answer.content.decode()
    assert Client().get(page(name, school_a)).status_code == 302
