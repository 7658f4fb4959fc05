"""Surveys: opened and closed by the careers leader, answered once by each student, and each look at named answers kept."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.surveys import BY_YEAR_GROUP, STUDENTS, Questionnaire, checked_answers, questionnaires
from chalkface.operations.editing import edit, held, moment_on, remember
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import viewed
from chalkface.records.models import Enrolment, Survey, SurveyReturn

LONGEST_DAYS, MOST_ASKED = 120, 5_000
GONE = "That survey is not there any more."


@operation(needs="run_surveys", codes=("questionnaire",))
def open_survey(
    access: Access,
    *,
    questionnaire: str,
    year_groups: Collection[int],
    opens_on: date,
    closes_on: date,
    title: str = "",
    gives_back: str = "",
    asked: int | None = None,
) -> int:
    """Open a questionnaire between two days: to year groups, to their parents, or to staff or partners, of whom ``asked`` says
    how many are asked. Raises ``Refused`` beside what is wrong."""
    found = questionnaires().get(questionnaire)
    if found is None:
        raise Refused("Choose the questions to ask.", field="questionnaire")
    years, asked = _whom(found, year_groups, asked)
    _right_days(access, opens_on, closes_on)
    title = title.strip() or found.title
    if len(title) > 200 or len(gives_back) > 2_000:
        raise Refused(
            "Keep it shorter: a title has at most 200 characters, the words that are given back 2,000.",
            field="title" if len(title) > 200 else "gives_back",
        )
    row = Survey.objects.create(
        school_id=access.school_id, questionnaire=questionnaire, title=title, academic_year=access.year,
        year_groups=",".join(map(str, years)), opens_on=opens_on, closes_on=closes_on, gives_back=gives_back.strip(),
        audience=found.audience, asked=asked,
    )  # fmt: skip
    remember(access, row, deed="opened")
    return row.pk


def _whom(found: Questionnaire, year_groups: Collection[int], asked: int | None) -> tuple[list[int], int | None]:
    """The year groups that are asked, or, of people whom no list of the school counts, how many."""
    if found.audience in BY_YEAR_GROUP:
        years, known = sorted(set(year_groups)), found.year_groups
        if not years or not set(years) <= set(known):
            which = f"{known[0]} to {known[-1]}"
            raise Refused(f"Choose the years to ask; these questions are for Years {which}.", field="year_groups")
        return years, None
    if asked is None or not 0 < asked <= MOST_ASKED:
        raise Refused(f"How many do you ask? Say a number up to {MOST_ASKED:,}; answers are told as so many of it.",
                      field="asked")  # fmt: skip
    return [], asked


def _right_days(access: Access, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Refused("The last day is before the first.", field="closes_on")
    if closes_on < access.on:
        raise Refused("The last day is over already.", field="closes_on")
    if (closes_on - opens_on).days > LONGEST_DAYS:
        raise Refused(f"A survey is open for {LONGEST_DAYS} days at most: a short one now and then.", field="closes_on")


@operation(needs="run_surveys")
def close_survey(access: Access, *, survey_id: int, edition: int) -> None:
    """Close a survey before its last day: from now on nobody answers, and its figures may be shown."""
    row = held(Survey, survey_id, "survey")
    if row.closed_on is not None or row.closes_on < access.on:
        raise Refused("That survey is closed already.")
    edit(access, row, {"closed_on": access.on}, edition=edition, deed="closed")


def _to_keep(
    access: Access, *, student_id: int, survey_id: int, answers: Mapping[str, object], **form: object
) -> dict | Refused:
    """What is to be kept of what a student answers; the refusal, where nothing is. Said again to who sent it before."""
    try:
        row = _open_to(access, student_id, survey_id)
        kept, wrong = checked_answers(questionnaires()[row.questionnaire], answers)
    except Refused as refused:
        return refused
    return FormRefused(wrong) if wrong else kept


@operation(needs="keep_own", first=_to_keep)
def send_answers(
    access: Access, *, student_id: int, survey_id: int, key: UUID, answers: Mapping[str, object], found: dict | Refused
) -> dict:
    """Keep what a student answers, once: the same form sent again gets the same answer back and changes nothing.

    The return holds the form's key itself (no ``OwnWrite`` beside it), whether it was sent before is asked by writing it, and
    all else is read before: of what a hall of students waits for in turn, little.

    Any question may be left out. Raises ``Refused`` when the survey is not open to them or they sent it before with another
    form, ``FormRefused`` beside every answer that does not belong to its question.
    """
    if isinstance(found, Refused):
        if done := _sent(student_id, survey_id):
            return _again(done, key)
        raise found
    try:
        with transaction.atomic():
            SurveyReturn.objects.create(
                school_id=access.school_id, survey_id=survey_id, student_id=student_id, sent_at=moment_on(access.on), key=key,
                answers=found,
            )  # fmt: skip
    except IntegrityError:
        if done := _sent(student_id, survey_id):
            return _again(done, key)
        raise
    note(questions=len(found))
    return {"survey": survey_id, "questions": len(found)}


def _sent(student_id: int, survey_id: int) -> SurveyReturn | None:
    return SurveyReturn.objects.filter(survey_id=survey_id, student_id=student_id).first()


def _again(done: SurveyReturn, key: UUID) -> dict:
    """The answer to a form that was sent before: the one it got then, or a refusal where another form was sent."""
    if done.key != key:
        raise Refused("You have sent this survey already. What you sent then is kept as it was.")
    note(again=True)
    return {"survey": done.survey_id, "questions": len(done.answers)}


def _open_to(access: Access, student_id: int, survey_id: int) -> Survey:
    """The survey, when this student may answer it today. Raises ``Refused``."""
    if student_id not in access.owned("keep_own"):
        raise Refused(GONE)
    row = next(iter(Survey.objects.filter(pk=survey_id, audience=STUDENTS)), None)
    if row is None or row.questionnaire not in questionnaires():
        raise Refused(GONE)
    if row.closed_on is not None or not row.opens_on <= access.on <= row.closes_on:
        raise Refused("This survey is not open today, so nothing was sent.")
    years = [int(year) for year in row.year_groups.split(",") if year]
    asked = Enrolment.objects.filter(student_id=student_id, academic_year=row.academic_year, year_group__in=years)
    if not asked.exists():
        raise Refused("This survey is for another year group, so nothing was sent.")
    return row


@operation(needs="see_answers")
def look_at_answers(access: Access, *, survey_id: int, student_id: int) -> None:
    """Somebody opened what a named student answered."""
    if not SurveyReturn.objects.filter(survey_id=survey_id, student_id=student_id).exists():
        raise Refused("That student did not answer this survey.")
    viewed(access, [student_id], "answers")
