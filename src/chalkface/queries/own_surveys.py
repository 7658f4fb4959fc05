"""The surveys that a student may answer or has answered, and what is given back for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from chalkface.core.access import Access
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.surveys import STUDENTS, Answer, Question, Questionnaire, questionnaires
from chalkface.queries.survey_figures import Answered, published_shares
from chalkface.records.models import School, Survey, SurveyReturn


@dataclass(frozen=True)
class OpenSurvey:
    """A survey on a student's own pages: still to be answered, or sent."""

    id: int
    title: str
    about: str
    minutes: int
    closes_on: date
    is_open: bool
    sent_at: datetime | None
    gives_back: str
    questionnaire: Questionnaire
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def is_sent(self) -> bool:
        """Whether this student has sent it."""
        return self.sent_at is not None

    @property
    def said(self) -> list[tuple[str, str]]:
        """What the student answered, in the words of the form."""
        asked = [one for one in self.questionnaire.questions if one.id in self.answers]
        return [(one.says, one.words_of(self.answers[one.id])) for one in asked]


def _shaped(row: Survey, sent: SurveyReturn | None, on: date) -> OpenSurvey:
    found = questionnaires()[row.questionnaire]
    is_open = row.closed_on is None and row.opens_on <= on <= row.closes_on
    return OpenSurvey(
        row.pk, row.title, found.about, found.minutes, row.closes_on, is_open, sent.sent_at if sent else None, row.gives_back,
        found, sent.answers if sent else {},
    )  # fmt: skip


def open_for(access: Access, student_id: int, year_group: int | None) -> tuple[OpenSurvey, ...]:
    """What is open today to a year group and not yet sent by this student, the first to close first."""
    if year_group is None or student_id not in access.owned("see_answers"):
        return ()
    rows = Survey.objects.filter(
        audience=STUDENTS, academic_year=access.year, opens_on__lte=access.on, closes_on__gte=access.on, closed_on=None
    ).order_by("closes_on", "pk")
    mine = [row for row in rows if str(year_group) in row.year_groups.split(",") and row.questionnaire in questionnaires()]
    if not mine:
        return ()
    sent = set(SurveyReturn.objects.filter(student_id=student_id, survey__in=mine).values_list("survey_id", flat=True))
    return tuple(_shaped(row, None, access.on) for row in mine if row.pk not in sent)


def own_survey(access: Access, student_id: int, survey_id: int, year_group: int | None) -> OpenSurvey | None:
    """One survey as its student sees it; None when it is not for them (or they neither sent it nor still can)."""
    row = Survey.objects.filter(pk=survey_id, audience=STUDENTS).first()
    if row is None or row.questionnaire not in questionnaires() or student_id not in access.owned("see_answers"):
        return None
    sent = SurveyReturn.objects.filter(survey_id=survey_id, student_id=student_id).first()
    shaped = _shaped(row, sent, access.on)
    asked = access.year == row.academic_year and str(year_group) in row.year_groups.split(",") and shaped.is_open
    return shaped if asked or sent else None


def others_said(access: Access, survey: OpenSurvey) -> list[tuple[Question, Count]]:
    """What the others who were asked said, as figures that may be published; nothing before the survey is closed.

    While answers come in, two looks would tell what was sent between them.
    """
    if survey.is_open:
        return []
    # As everybody's answers together: a student's own access reads nobody else's.
    rows = Answered.of_survey(access.school_id, survey.id)
    school = School.objects.get(pk=access.school_id)
    shares = published_shares(survey.questionnaire, rows, school.threshold)
    found = [(one, shares[one.id][frozenset()]) for one in survey.questionnaire.questions if one.id in shares]
    return [(one, count) for one, count in found if count is not HIDDEN and count.denominator]
