"""The index of tables that Django wants; imports only."""

from chalkface.records.audit import AuditEntry, AuditHead, ServerAuditEntry
from chalkface.records.awards import AwardStep, AwardWords
from chalkface.records.calendar import ActivityPlan, Allowance, CalendarFeed, HalfTerm, Session
from chalkface.records.destinations import (
    Application,
    ApplicationStep,
    Chase,
    Destination,
    DestinationTotal,
    Intention,
    SharingChoice,
    WorkDay,
)
from chalkface.records.direction import Direction, DirectionVersion, Objective, ObjectiveFinding, ObjectiveOutcome
from chalkface.records.guidance import Action, GuidanceMeeting, MeetingRequest, Need
from chalkface.records.history import Change
from chalkface.records.interviews import Appointment, InterviewRound, Invitee, KeptLesson, Slot
from chalkface.records.notes import Concern, ConfidentialNote, NoteRead, Share, Viewing
from chalkface.records.outcomes import Outcome
from chalkface.records.own import Carer, FamilyStep, OwnAccount, OwnWords, OwnWrite, Pass, Reflection
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
from chalkface.records.rights import (
    Erasure,
    LegalHold,
    Redaction,
    RetentionItem,
    RetentionRule,
    RetentionRun,
    RightsRequest,
)
from chalkface.records.risk import RiskFact, RiskModel, RiskOverride, RiskScore
from chalkface.records.roles import DutyCheck, Post, Responsibility
from chalkface.records.schools import School
from chalkface.records.server import DueJob, ServerEvent, TaskTry
from chalkface.records.sharing import Making, PublicPage, PublishedSite, Sending
from chalkface.records.signing_in import Passkey, ProviderLink, RecoveryCode, SchoolDoor, SecondFactor, TryCount, Visit
from chalkface.records.students import Enrolment, Student
from chalkface.records.surveys import OpenReturn, Survey, SurveyLink, SurveyReturn, WordMark
from chalkface.records.voices import Ask, AskedStatement, GoodPractice, LessonLink
from chalkface.records.who_next import Overruling, ReasonWeight

__all__ = [
    "Account",
    "Action",
    "Activity",
    "ActivityCode",
    "ActivityPartner",
    "ActivityPlan",
    "Allowance",
    "Application",
    "ApplicationStep",
    "Appointment",
    "Ask",
    "AskedStatement",
    "AuditEntry",
    "AuditHead",
    "AwardStep",
    "AwardWords",
    "CalendarFeed",
    "Carer",
    "Change",
    "Chase",
    "ColumnChoice",
    "Concern",
    "ConfidentialNote",
    "Destination",
    "DestinationTotal",
    "DigestChoice",
    "Direction",
    "DirectionVersion",
    "DueJob",
    "DutyCheck",
    "Enrolment",
    "Erasure",
    "Evidence",
    "FamilyStep",
    "GoodPractice",
    "GroupOfMember",
    "GuidanceMeeting",
    "HalfTerm",
    "ImportBatch",
    "Intention",
    "InterviewRound",
    "Invitee",
    "Judgement",
    "KeptLesson",
    "LegalHold",
    "LessonLink",
    "Making",
    "MeetingRequest",
    "Membership",
    "Need",
    "NoteRead",
    "Objective",
    "ObjectiveFinding",
    "ObjectiveOutcome",
    "Offer",
    "OpenReturn",
    "Outcome",
    "Overruling",
    "OwnAccount",
    "OwnWords",
    "OwnWrite",
    "Participation",
    "Partner",
    "Pass",
    "Passkey",
    "PlanAction",
    "Post",
    "ProviderLink",
    "PublicPage",
    "PublishedFile",
    "PublishedRow",
    "PublishedSite",
    "ReasonWeight",
    "ReceivedFile",
    "RecoveryCode",
    "Redaction",
    "Reflection",
    "Responsibility",
    "RetentionItem",
    "RetentionRule",
    "RetentionRun",
    "Review",
    "ReviewAnswer",
    "RightsRequest",
    "RiskFact",
    "RiskModel",
    "RiskOverride",
    "RiskScore",
    "School",
    "SchoolDoor",
    "SecondFactor",
    "Sending",
    "ServerAuditEntry",
    "ServerEvent",
    "Session",
    "Share",
    "SharingChoice",
    "Slot",
    "Student",
    "Survey",
    "SurveyLink",
    "SurveyReturn",
    "TaskTry",
    "TaughtSubject",
    "TermReview",
    "TryCount",
    "Viewing",
    "Visit",
    "WordMark",
    "WorkDay",
]
