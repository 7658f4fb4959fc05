"""Which tables an import may write, and what makes a row of each the same row as before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from chalkface.core.years import YEAR_GROUPS
from chalkface.records.models import (
    Action,
    Activity,
    ActivityPartner,
    Destination,
    Enrolment,
    GuidanceMeeting,
    Intention,
    Judgement,
    Objective,
    Offer,
    Participation,
    Partner,
    PlanAction,
    RiskFact,
    Student,
    TaughtSubject,
)
from chalkface.records.sealed import parts_of
from chalkface.records.tenancy import SchoolOwned


@dataclass(frozen=True)
class Kept:
    """One table under its exchange name.

    ``columns`` are column names of ``model`` in the order of the exchange format; ``key`` those that make a row unique
    (empty: a row equal in every column is the same record, and ``position`` keeps the order). ``own_id`` is the exchange
    name of the column ``key``; ``references`` lead from a column to the table whose ids it holds; ``code_lists`` are
    exchange columns kept as rows of ``activity_code``; ``allowed`` are the numbers that a column may hold. ``aside`` are
    columns that the exchange format does not have: a file that names them sets them, any other leaves them as they are, and
    they never make two records of one.
    """

    stem: str
    model: type[SchoolOwned]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    own_id: str = ""
    references: dict[str, str] = field(default_factory=dict)
    code_lists: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, Sequence[int]] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

    @property
    def has_history(self) -> bool:
        """Whether every change of a row is a new edition with a dated line (the plan), so that nobody's text is lost."""
        return any(one.name == "edition" for one in self.model._meta.concrete_fields)

    def source(self, column: str) -> str:
        """The exchange name of a column."""
        return self.own_id if column == "key" else column

    @property
    def parts(self) -> Mapping[str, models.Field]:
        """Those of the columns that are kept together in one sealed one."""
        return parts_of(self.model)

    def field(self, column: str) -> models.Field:
        """The model's field behind a column."""
        name = column.removesuffix("_id") if column in self.references else column
        return self.parts[name] if name in self.parts else self.model._meta.get_field(name)


KEPT = {
    kept.stem: kept
    for kept in (
        Kept("students", Student, ("key",), (
            "key", "upn", "uln", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname",
            "date_of_birth", "sex", "ethnicity", "sen_provision", "sen_needs", "pupil_premium", "fsm_ever6", "eal",
            "looked_after", "considering_he", "joined_on", "left_on",
        ), own_id="student_id"),
        Kept("enrolments", Enrolment, ("student_id", "academic_year"), (
            "student_id", "academic_year", "year_group", "tutor_group",
        ), references={"student_id": "students"}, allowed={"year_group": YEAR_GROUPS}),
        Kept("taught_subjects", TaughtSubject, ("academic_year", "year_group", "subject"), (
            "academic_year", "year_group", "subject",
        )),
        Kept("partners", Partner, ("key",), (
            "key", "name", "kind", "approved_technical", "sector", "size", "postcode", "ukprn",
        ), own_id="partner_id"),
        Kept("activities", Activity, ("key",), (
            "key", "title", "kind", "starts_on", "ends_on", "subject", "mode", "in_school_day", "hours_e4",
            "purpose_shared", "learning_outcomes", "two_way", "reflection", "met_range_of_people", "employer_set_task",
            "employer_feedback", "explained_qualifications", "explained_careers", "explained_learning", "answered_questions",
        ), own_id="activity_id", code_lists={
            "outcomes": "outcome", "skills": "skill", "recruitment_method": "recruitment_method",
        }),
        Kept("activity_partners", ActivityPartner, ("activity_id", "partner_id"), ("activity_id", "partner_id"),
             references={"activity_id": "activities", "partner_id": "partners"}),
        Kept("participations", Participation, ("activity_id", "student_id"), (
            "activity_id", "student_id", "attended", "hours_e4",
        ), references={"activity_id": "activities", "student_id": "students"}),
        Kept("offers", Offer, ("activity_id", "academic_year", "year_group"), ("activity_id", "academic_year", "year_group"),
             references={"activity_id": "activities"}),
        Kept("guidance_meetings", GuidanceMeeting, ("key",), (
            "key", "student_id", "met_on", "attended", "adviser", "adviser_level", "minutes",
            "shared",  # a portable record brings it
        ), own_id="meeting_id", references={"student_id": "students"}, aside=frozenset({"shared"})),
        Kept("actions", Action, ("key",), (
            "key", "meeting_id", "student_id", "what", "owner", "due_on", "status", "need_met", "confirmed_on", "owner_kind",
        ), own_id="action_id", references={"meeting_id": "guidance_meetings", "student_id": "students"},
             aside=frozenset({"owner_kind"})),
        Kept("intentions", Intention, (), (
            "student_id", "recorded_on", "route", "provider", "course", "level", "source", "confidence",
        ), references={"student_id": "students"}, aside=frozenset({"source", "confidence"})),
        Kept("destinations", Destination, (), (
            "student_id", "stage", "academic_year", "route", "status", "provider", "ukprn", "level", "recorded_on", "source",
            "confidence",
        ), references={"student_id": "students"}, allowed={"stage": (16, 18)}, aside=frozenset({"confidence"})),
        Kept("judgements", Judgement, ("framework", "statement", "judged_on", "voice", "judge"), (
            "framework", "statement", "judged_on", "judge", "level", "voice", "evidence",
        )),
        # What a risk indicator tests: not of the exchange format.
        Kept("risk_facts", RiskFact, ("student_id", "kind", "as_of"), (
            "student_id", "kind", "value_e1", "as_of", "source",
        ), references={"student_id": "students"}),
        # The plan: not of the exchange format.
        Kept("objectives", Objective, ("key",), (
            "key", "title", "problem", "student_group", "outcome", "indicator", "baseline_numerator", "baseline_denominator",
            "baseline_on", "target_percent", "target_on", "development_plan", "status", "position",
        ), own_id="objective_id"),
        Kept("plan_actions", PlanAction, ("key",), (
            "key", "what", "objective_id", "owner", "starts_on", "due_on", "status", "resource", "evidence", "done_on",
            "framework", "statement",
        ), own_id="plan_action_id", references={"objective_id": "objectives"}),
    )
}  # fmt: skip

SCHOOL_COLUMNS = ("laestab", "name", "kind", "low_year", "high_year", "local_authority_code", "trust")
