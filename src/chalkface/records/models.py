"""The index of tables that Django wants; imports only."""

from chalkface.records.audit import AuditEntry, ServerAuditEntry
from chalkface.records.destinations import Destination, Intention
from chalkface.records.guidance import Action, GuidanceMeeting
from chalkface.records.people import Account, GroupOfMember, Membership
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
from chalkface.records.schools import School
from chalkface.records.students import Enrolment, Student

__all__ = [
    "Account",
    "Action",
    "Activity",
    "ActivityCode",
    "ActivityPartner",
    "AuditEntry",
    "ColumnChoice",
    "Destination",
    "Enrolment",
    "Evidence",
    "GroupOfMember",
    "GuidanceMeeting",
    "ImportBatch",
    "Intention",
    "Judgement",
    "Membership",
    "Offer",
    "Participation",
    "Partner",
    "PublishedFile",
    "PublishedRow",
    "ReceivedFile",
    "Review",
    "ReviewAnswer",
    "School",
    "ServerAuditEntry",
    "Student",
    "TaughtSubject",
]
