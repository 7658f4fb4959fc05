"""The whole open school as plain tables under exchange names, in a fixed number of reads."""

from collections import defaultdict
from collections.abc import Iterator

from chalkface.records.models import (
    Action,
    Activity,
    ActivityCode,
    ActivityPartner,
    Destination,
    Enrolment,
    GuidanceMeeting,
    Intention,
    Judgement,
    Offer,
    Participation,
    Partner,
    School,
    Student,
    TaughtSubject,
)
from chalkface.records.tenancy import SchoolOwned

Rows = list[dict[str, object]]

SCHOOL = ("urn", "laestab", "name", "kind", "low_year", "high_year", "local_authority_code", "trust")
STUDENTS = (
    "upn", "uln", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname", "date_of_birth", "sex",
    "ethnicity", "sen_provision", "sen_needs", "pupil_premium", "fsm_ever6", "eal", "looked_after", "considering_he",
    "joined_on", "left_on",
)  # fmt: skip
ACTIVITIES = (
    "title", "kind", "starts_on", "ends_on", "subject", "mode", "in_school_day", "hours_e4", "purpose_shared",
    "learning_outcomes", "two_way", "reflection", "met_range_of_people", "employer_set_task", "employer_feedback",
    "explained_qualifications", "explained_careers", "explained_learning", "answered_questions",
)  # fmt: skip
CODE_LISTS = {"outcome": "outcomes", "skill": "skills", "recruitment_method": "recruitment_method"}


def school_tables(school_id: int) -> dict[str, Rows]:
    """Every table of the exchange format but the manifest: file stem to rows with exchange names and typed values."""
    students = dict(Student.objects.values_list("pk", "key"))
    activities = dict(Activity.objects.values_list("pk", "key"))
    partners = dict(Partner.objects.values_list("pk", "key"))
    meetings = dict(GuidanceMeeting.objects.values_list("pk", "key"))

    def rows(model: type[SchoolOwned], *columns: str, **references: dict[int, str]) -> Rows:
        """Rows of a table; ``references`` turn record numbers into keys, "" where there is none."""
        found = []
        names = [*references, *columns]
        order = ("position", "pk") if model in (Intention, Destination) else ("pk",)
        for values in model.objects.order_by(*order).values_list(*names):
            row = dict(zip(names, values, strict=True))
            for name, keys in references.items():
                row[name] = keys.get(row[name], "")
            found.append(row)
        return found

    return {
        "school": list(School.objects.filter(pk=school_id).values(*SCHOOL)),
        "students": _students(),
        "enrolments": rows(Enrolment, "academic_year", "year_group", "tutor_group", student_id=students),
        "taught_subjects": rows(TaughtSubject, "academic_year", "year_group", "subject"),
        "partners": _keyed(
            Partner, "partner_id", ("name", "kind", "approved_technical", "sector", "size", "postcode", "ukprn")
        ),
        "activities": _activities(),
        "activity_partners": rows(ActivityPartner, activity_id=activities, partner_id=partners),
        "participations": rows(Participation, "attended", "hours_e4", activity_id=activities, student_id=students),
        "offers": rows(Offer, "academic_year", "year_group", activity_id=activities),
        "guidance_meetings": [
            {"meeting_id": meetings[row.pop("id")], **row}
            for row in rows(
                GuidanceMeeting, "id", "met_on", "attended", "adviser", "adviser_level", "minutes", student_id=students,
            )
        ],
        "actions": [
            {"action_id": row.pop("key"), **row}
            for row in rows(
                Action, "key", "what", "owner", "due_on", "status", "need_met", "confirmed_on", meeting_id=meetings,
                student_id=students,
            )
        ],
        "intentions": rows(Intention, "recorded_on", "route", "provider", "course", "level", student_id=students),
        "destinations": rows(
            Destination, "stage", "academic_year", "route", "status", "provider", "ukprn", "level", "recorded_on", "source",
            student_id=students,
        ),
        "judgements": rows(Judgement, "framework", "statement", "judged_on", "judge", "level", "voice", "evidence"),
    }  # fmt: skip


def _keyed(model: type[SchoolOwned], own_id: str, columns: tuple[str, ...]) -> Rows:
    names = (own_id, *columns)
    return [dict(zip(names, values, strict=True)) for values in model.objects.order_by("pk").values_list("key", *columns)]


def _students() -> Rows:
    return [
        {"student_id": row.key, **{name: getattr(row, name) for name in STUDENTS}} for row in Student.objects.order_by("pk")
    ]


def _activities() -> Rows:
    lists: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for activity, code_list, code in _codes():
        lists[activity][CODE_LISTS[code_list]].append(code)
    names = ("activity_id", *ACTIVITIES)
    return [
        {**dict(zip(names, values, strict=True)), **lists.get(pk, {})}
        for pk, *values in Activity.objects.order_by("pk").values_list("pk", "key", *ACTIVITIES)
    ]


def _codes() -> Iterator[tuple[int, str, str]]:
    rows = ActivityCode.objects.filter(list__in=CODE_LISTS).order_by("activity_id", "list", "position")
    return iter(rows.values_list("activity_id", "list", "code"))


def exported_at_of(school_id: int) -> str:
    """When the school's present state was first exported, according to its manifest; "" since something changed."""
    return School.objects.values_list("exported_at", flat=True).get(pk=school_id)
