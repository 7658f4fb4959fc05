"""Surveys at the example school: one of the autumn that is closed, and a short one that is open."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from chalkface.core.access import Access, Scope, grants
from chalkface.core.surveys import Question, questionnaires
from chalkface.core.years import first_day
from chalkface.jobs.example_parts import as_member
from chalkface.operations.surveys import open_survey, send_answers
from chalkface.records.models import Enrolment

ORDER = 92

GAVE_BACK = "Thank you. We read every answer by the end of the month, and tell each tutor group what we will do about it."
WORDS = (
    "More visits to places where people actually work.",
    "Somebody who explains apprenticeships to my parents too.",
    "Practice for interviews, not only talk about them.",
    "To know what the local college really asks for.",
    "A list of dates on one page.",
    "Time to talk without the whole class listening.",
    "People who did not go to university telling how they got there.",
    "Help with the personal statement.",
)


def fill(access: Access, today: date) -> None:
    """Two surveys: three in four of Year 11 sent the first, some of Years 10 and 11 the second so far."""
    leader = as_member(access, "careers_leader")
    began = max(first_day(access.year) + timedelta(days=7), today - timedelta(days=45))
    if began + timedelta(days=16) < today:
        closed = open_survey(
            replace(leader, on=began), questionnaire="older", year_groups=(11,), opens_on=began,
            closes_on=began + timedelta(days=14), title="Year 11: how ready are you?", gives_back=GAVE_BACK,
        )  # fmt: skip
        _answer(access, closed, "older", (11,), began + timedelta(days=1), one_in=0.75)
    opened = open_survey(
        leader, questionnaire="plans", year_groups=(10, 11), opens_on=today, closes_on=today + timedelta(days=14),
        gives_back=GAVE_BACK,
    )  # fmt: skip
    _answer(access, opened, "plans", (10, 11), today, one_in=0.12)


def _answer(access: Access, survey: int, code: str, years: tuple[int, ...], day: date, *, one_in: float) -> None:
    chance = Random(survey)  # noqa: S311 - invented answers, the same each time
    found = questionnaires()[code]
    rights = [right for right, grant in grants().items() if grant.who.get("student") is Scope.OWN]
    asked = Enrolment.objects.filter(academic_year=access.year, year_group__in=years).order_by("student_id")
    for student in asked.values_list("student_id", flat=True):
        if chance.random() < one_in:
            own = Access(access.school_id, "student", day, owns=frozenset((right, student) for right in rights))
            said = {one.id: _said(one, chance) for one in found.questions if chance.random() > 0.04}
            key = UUID(int=chance.getrandbits(128), version=4)
            send_answers(own, student_id=student, survey_id=survey, key=key, answers={"V-HELP": "2"} | said)


def _said(one: Question, chance: Random) -> object:
    """An answer as a young person might give it: rather yes than no, few words, few who ask for somebody."""
    if one.is_written:
        return chance.choice(WORDS) if chance.random() < 0.2 else ""
    if one.asks:
        return 2 if chance.random() < 0.08 else 1
    given = [choice["value"] for choice in one.choices]
    hard = sum(map(ord, one.id)) % 4  # some questions are harder than others, in each survey the same ones
    return chance.choices(given, [4 + hard * (value not in one.good) + 6 * (value in one.good) for value in given])[0]
