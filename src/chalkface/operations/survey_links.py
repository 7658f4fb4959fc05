"""Links to surveys of parents, staff and partners: made, cancelled, and answered through without a name."""

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.links import digest_of, new_token
from chalkface.core.surveys import STUDENTS, checked_answers, questionnaires
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.queries.survey_links import is_open
from chalkface.records.models import Enrolment, OpenReturn, Survey, SurveyLink

MOST_NAMES = 100
GONE = "This survey is not open any more, so nothing was sent."
# Both parents may answer, and somebody twice by mistake; more than that is somebody playing with the link.
TIMES_ASKED, BEYOND = 2, 20


@operation(needs="run_surveys")
def make_survey_links(access: Access, *, survey_id: int, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Make a link for everybody, or one for each of ``names``, good once; returns (name, secret), shown once.

    Raises ``Refused`` where the survey is one of students, closed, or the names are too many or too long.
    """
    row = held(Survey, survey_id, "survey")
    if row.audience == STUDENTS:
        raise Refused("Students answer on their own pages: they need no link.")
    if row.closed_on is not None or row.closes_on < access.on:
        raise Refused("That survey is closed: nobody could answer through a link.")
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if len(wanted) > MOST_NAMES or any(len(name) > 200 for name in wanted):
        raise Refused(f"At most {MOST_NAMES} names at a time, of at most 200 characters each.", field="names")
    made = [(name, new_token()) for name in wanted or [""]]
    SurveyLink.objects.bulk_create(
        SurveyLink(
            school_id=access.school_id, survey=row, is_once=bool(name), to_name=name, digest=digest_of(token),
            made_on=access.on, made_by=access.account_id,
        )  # fmt: skip
        for name, token in made
    )
    note(links=len(made), once=bool(wanted))
    return made


@operation(needs="run_surveys")
def cancel_survey_link(access: Access, *, link_id: int) -> None:
    """From now on the link answers like one that never was. What was sent through it stays."""
    row = held(SurveyLink, link_id, "link")
    if row.cancelled_on is None:
        row.cancelled_on = access.on
        row.save()


@operation(needs="answer_survey")
def send_open_answers(access: Access, *, digest: str, key: UUID, answers: Mapping[str, object]) -> None:
    """Keep what somebody without an account answers. The same form sent again is the same return.

    The audit line says that something was sent and how many questions were answered; not through which link, so that no time
    of day leads from a name to an answer. Raises ``Refused`` when the survey is not open or the link is used, ``FormRefused``
    beside every answer that does not belong to its question.
    """
    links = SurveyLink.objects.select_for_update(of=("self",)).select_related("survey")
    link = links.filter(digest=digest, cancelled_on=None).first()
    if link is None or not is_open(link.survey, access.on):
        raise Refused(GONE)
    survey = link.survey
    sent = OpenReturn.objects.filter(survey=survey)
    if sent.filter(key=key).exists():
        note(again=True)
        return
    if link.is_once and link.is_used:
        raise Refused("This link was for one answer, and that was sent. What was sent then is kept as it was.")
    kept, wrong = checked_answers(questionnaires()[survey.questionnaire], answers)
    if wrong:
        raise FormRefused(wrong)
    if sent.count() >= TIMES_ASKED * _asked(survey) + BEYOND:
        raise Refused("More answers have come than people were asked, so no more are taken. Please tell the school.")
    OpenReturn.objects.create(
        # A number that tells nothing of the order: the trail knows when somebody sent, and must not tell what.
        pk=secrets.randbits(62) + 1, school_id=access.school_id, survey=survey, sent_on=access.on, key=key, answers=kept,
    )  # fmt: skip
    if link.is_once:
        link.is_used = True
        link.save()
    note(questions=len(kept))


def _asked(survey: Survey) -> int:
    if survey.asked is not None:
        return survey.asked
    years = [int(year) for year in survey.year_groups.split(",") if year]
    return Enrolment.objects.filter(academic_year=survey.academic_year, year_group__in=years).count()
