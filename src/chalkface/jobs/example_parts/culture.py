"""Culture at the example school: parents, staff and partners asked in two years, words explained and marked, families."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from chalkface.core.access import Access, Scope, grants
from chalkface.core.links import digest_of
from chalkface.core.surveys import Question, questionnaires
from chalkface.core.years import first_day
from chalkface.jobs.example_parts import as_member
from chalkface.operations.families import note_families
from chalkface.operations.survey_links import make_survey_links, send_open_answers
from chalkface.operations.surveys import open_survey, send_answers
from chalkface.operations.word_marks import mark_words
from chalkface.queries.fluency import handle_of
from chalkface.records.models import Enrolment, SurveyReturn
from chalkface.records.tenancy import open_scope

ORDER = 93

GAVE_BACK = "Thank you. What was said, and what we will do about it, is on the school’s careers page by half-term."
# Audience: years asked, how many of staff and partners are asked, and how many answer last year and this.
ASKED = {"parents": ((7, 9, 11), None, 40, 56), "staff": ((), 62, 24, 34), "partners": ((), 25, 9, 13)}
WORDS = (
    "Dates of open days early enough to plan for them.",
    "A short list of whom to ask.",
    "More about apprenticeships, in plain words.",
    "Tell us afterwards what it was good for.",
    "An evening online, for those who work late.",
)
# What students write, and the points a person gives it; the lexicon sees some of it otherwise.
EXPLAINED = {
    "V-WORD-APPRENTICESHIP": (
        ("A job where you get paid and learn at the same time", 2), ("Working while you get a qualification", 2),
        ("When you learn a trade like plumbing", 1), ("You go to work instead of school", 1), ("Work for free for a week", 0),
        ("I am not sure", 0), ("Being shown the ropes by a firm that also puts something in your bank account", 2),
    ),
    "V-WORD-SECTOR": (
        ("A part of the economy like health or building", 2), ("An industry with lots of different jobs in it", 2),
        ("An area of work", 1), ("Where companies are", 0), ("One job", 0), ("Like all the jobs to do with animals", 2),
    ),
    "V-WORD-ROUTE": (
        ("A way to get into a job, like college or an apprenticeship", 2), ("The steps to a career, there are several", 2),
        ("Your path", 1), ("Which bus you take", 0), ("What you pick after school", 1), ("The path to uni or work", 2),
    ),
}  # fmt: skip


def fill(access: Access, today: date) -> None:
    """Three audiences asked in two years, the newer closed by now; one year group explained words; families were noted. Parents
    of Year 10 are asked at this moment."""
    leader = as_member(access, "careers_leader")
    now = open_survey(
        leader, questionnaire="parents", year_groups=(10,), opens_on=today, closes_on=today + timedelta(days=10),
        gives_back=GAVE_BACK,
    )  # fmt: skip
    make_survey_links(leader, survey_id=now)
    began = max(first_day(access.year) + timedelta(days=7), today - timedelta(days=45))
    if began + timedelta(days=16) >= today:
        return  # the year is too young for anything to be closed
    for audience, (years, asked, then, now) in ASKED.items():
        for day, many, better in ((began - timedelta(days=364), then, 0), (began, now, 1)):
            _asked_without_names(leader, audience, years, asked, day, many, better)
    _words(access, leader, began)
    _families(access, leader, max(first_day(access.year), today - timedelta(days=20)))


def _asked_without_names(
    leader: Access, audience: str, years: Sequence[int], asked: int | None, day: date, many: int, better: int
) -> None:
    then = replace(leader, on=day)
    survey = open_survey(
        then, questionnaire=audience, year_groups=years, opens_on=day, closes_on=day + timedelta(days=14), asked=asked,
        gives_back=GAVE_BACK,
    )  # fmt: skip
    ((_, token),) = make_survey_links(then, survey_id=survey)
    chance, door = Random(survey), Access(leader.school_id, "link", day)  # noqa: S311 - invented answers, the same each time
    for _ in range(many):
        said = {one.id: _said(one, chance, better) for one in questionnaires()[audience].questions if chance.random() > 0.03}
        key = UUID(int=chance.getrandbits(128), version=4)
        send_open_answers(door, digest=digest_of(token), key=key, answers=said)


def _said(one: Question, chance: Random, better: int) -> object:
    """An answer as somebody might give it: some questions are harder than others, and this year went a little better."""
    if one.is_text:
        return chance.choice(WORDS) if chance.random() < 0.3 else ""
    given = [choice["value"] for choice in one.choices]
    hard = sum(map(ord, one.id)) % 4
    weights = [2 + 2 * hard * (value not in one.good) + (5 + 4 * better) * (value in one.good) for value in given]
    return chance.choices(given, weights)[0]


def _words(access: Access, leader: Access, began: date) -> None:
    """One in four of Year 9 explained three words; a person marked most of them."""
    survey = open_survey(
        replace(leader, on=began), questionnaire="words", year_groups=(9,), opens_on=began,
        closes_on=began + timedelta(days=14), gives_back="Thank you. Where words were hard, we explain them in tutor time.",
    )  # fmt: skip
    chance = Random(survey)  # noqa: S311 - invented answers, the same each time
    rights = [right for right, grant in grants().items() if grant.who.get("student") is Scope.OWN]
    asked = Enrolment.objects.filter(academic_year=access.year, year_group=9).order_by("student_id")
    for student in asked.values_list("student_id", flat=True):
        if chance.random() < 0.25:
            own = Access(access.school_id, "student", began, owns=frozenset((right, student) for right in rights))
            said = {question: chance.choice(pool)[0] for question, pool in EXPLAINED.items() if chance.random() > 0.08}
            rest = {one.id: _said(one, chance, 0) for one in questionnaires()["words"].questions if one.kind == "scale"}
            key = UUID(int=chance.getrandbits(128), version=4)
            send_answers(own, student_id=student, survey_id=survey, key=key,
                         answers=rest | said | {"V-PICK-LEVEL": chance.choice((1, 2, 2, 3)), "V-TALK": 1})  # fmt: skip
    with open_scope(leader):
        returns = list(SurveyReturn.objects.filter(survey_id=survey).values_list("key", "answers"))
    for question, pool in EXPLAINED.items():
        given = dict(pool)
        points = {handle_of(key, question): given[said[question]] for key, said in returns if question in said}
        some = {handle: mark for handle, mark in points.items() if chance.random() < 0.9}
        mark_words(leader, survey_id=survey, question=question, points=some)


def _families(access: Access, leader: Access, day: date) -> None:
    """Year 9 was reached by a message and some replied; half of Year 11’s families came to the evening."""
    chance = Random(access.school_id)  # noqa: S311 - invented ticks, the same each time
    rows = Enrolment.objects.filter(academic_year=access.year, year_group__in=(9, 11), student__left_on=None)
    groups: dict[tuple[int, str], list[int]] = {}
    for year, group, student in rows.order_by("student_id").values_list("year_group", "tutor_group", "student_id"):
        groups.setdefault((year, group), []).append(student)
    for (year, group), students in sorted(groups.items()):
        for step, share in {9: {"reached": 0.8, "replied": 0.3}, 11: {"attended": 0.5, "acted": 0.25}}[year].items():
            some = [one for one in students if chance.random() < share]
            note_families(leader, step=step, on=day, tutor_group=group, students=some)
