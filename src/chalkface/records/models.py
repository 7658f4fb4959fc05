"""The index of tables that Django wants; imports only."""

from chalkface.records.audit import AuditEntry, ServerAuditEntry
from chalkface.records.calendar import ActivityPlan, Allowance, CalendarFeed, HalfTerm, Session
from chalkface.records.destinations import Destination, Intention
from chalkface.records.direction import Direction, DirectionVersion, Objective, ObjectiveFinding, ObjectiveOutcome
from chalkface.records.guidance import Action, GuidanceMeeting
from chalkface.records.history import Change
from chalkface.records.outcomes import Outcome
from chalkface.records.people import Account, GroupOfMember, Membership
from chalkface.records.plans import DigestChoice, PlanAction, TermReview
from chalkface.records.programme import (
    Activity,
    ActivityCode,
    ActivityPartner,
    Offer,
    Participation,
    Partner,
    TaughtSubject,
)
from chalkface.records.published import PublishedFile, PublishedRow
from chalkface.records.received import ColumnChoice, ImportBatch, ReceivedFile
from chalkface.records.reviews import Evidence, Judgement, Review, ReviewAnswer
from chalkface.records.roles import DutyCheck, Post, Responsibility
from chalkface.records.schools import School
from chalkface.records.students import Enrolment, Student
from chalkface.records.voices import Ask, AskedStatement, GoodPractice, LessonLink

__all__ = [
    "Account",
    "Action",
    "Activity",
    "ActivityCode",
    "ActivityPartner",
    "ActivityPlan",
    "Allowance",
    "Ask",
    "AskedStatement",
    "AuditEntry",
    "CalendarFeed",
    "Change",
    "ColumnChoice",
    "Destination",
    "DigestChoice",
    "Direction",
    "DirectionVersion",
    "DutyCheck",
    "Enrolment",
    "Evidence",
    "GoodPractice",
    "GroupOfMember",
    "GuidanceMeeting",
    "HalfTerm",
    "ImportBatch",
    "Intention",
    "Judgement",
    "LessonLink",
    "Membership",
    "Objective",
    "ObjectiveFinding",
    "ObjectiveOutcome",
    "Offer",
    "Outcome",
    "Participation",
    "Partner",
    "PlanAction",
    "Post",
    "PublishedFile",
    "PublishedRow",
    "ReceivedFile",
    "Responsibility",
    "Review",
    "ReviewAnswer",
    "School",
    "ServerAuditEntry",
    "Session",
    "Student",
    "TaughtSubject",
    "TermReview",
]
