"""The door of a survey that is answered through a link, and the links of a survey as the careers leader sees them."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.surveys import STUDENTS, Questionnaire, questionnaires
from chalkface.queries.links import gone_makers
from chalkface.queries.people import current_on
from chalkface.records.models import Membership, Survey, SurveyLink
from chalkface.records.tenancy import across_schools


def link_at_door(digest: str, on: date) -> tuple[Access, int] | None:
    """The access that the secret of a survey gives on a day, and the number of its link. None when it is unknown or cancelled,
    when the survey is not open, and when who made the link is no member of the school any more."""
    with across_schools("the door of a survey"):
        row = SurveyLink.objects.filter(digest=digest, cancelled_on=None).select_related("survey").first()
        if row is None or not is_open(row.survey, on):
            return None
        if row.made_by is not None:
            members = Membership.objects.filter(current_on(on), account_id=row.made_by, school_id=row.school_id)
            if not members.exists():
                return None
    return Access(row.school_id, "link", on), row.pk


def is_open(row: Survey, on: date) -> bool:
    """Whether a survey is answered through links, and open on a day."""
    is_dated = row.closed_on is None and row.opens_on <= on <= row.closes_on
    return is_dated and row.audience != STUDENTS and row.questionnaire in questionnaires()


@dataclass(frozen=True)
class AskedThroughLink:
    """A survey as it is seen through its link. ``is_used``: this link was for one answer, and that is sent."""

    title: str
    questionnaire: Questionnaire
    closes_on: date
    gives_back: str
    is_once: bool
    is_used: bool


def asked_through(access: Access, link_id: int) -> AskedThroughLink:
    """The survey behind a link of the access's own school."""
    with across_schools("the door of a survey"):
        row = SurveyLink.objects.select_related("survey").get(school_id=access.school_id, pk=link_id)
    survey = row.survey
    found = questionnaires()[survey.questionnaire]
    return AskedThroughLink(survey.title, found, survey.closes_on, survey.gives_back, row.is_once, row.is_used)


@dataclass(frozen=True)
class LinkLine:
    """One link of a survey: for everybody, or for one person, with whether it is used; never what was sent. ``is_dead``:
    it opens nothing although it was not cancelled, since whoever made it has left."""

    id: int
    to_name: str
    is_once: bool
    is_used: bool
    made_on: date
    cancelled_on: date | None
    is_dead: bool


def links_of(access: Access, survey_id: int) -> tuple[LinkLine, ...]:
    """The links of a survey, those for everybody first."""
    rows = SurveyLink.objects.filter(survey_id=survey_id).order_by("is_once", "to_name", "pk")
    columns = ("pk", "to_name", "is_once", "is_used", "made_on", "cancelled_on", "made_by")
    found = list(rows.values_list(*columns))
    gone = gone_makers(access, [maker for *_, maker in found])
    return tuple(LinkLine(*line, maker in gone) for *line, maker in found)
