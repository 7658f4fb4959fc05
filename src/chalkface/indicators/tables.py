"""The columns that indicators may read, by table; a test of the records floor checks that they exist there.

Types are the four that every engine has: ``int``, ``text``, ``bool``, ``date``. Every table but ``school`` carries
``school_id``, and the compiler binds it on each one that it reads. Text that is not known is ``''``; anything else that
is not known is null. Hours are ten-thousandths (``hours_e4``), so that 8.1 + 8.2 + 8.7 is 25 exactly.
"""

TABLES: dict[str, dict[str, str]] = {
    "student": {
        "id": "int",
        "school_id": "int",
        "sex": "text",
        "ethnicity": "text",
        "sen_provision": "text",
        "pupil_premium": "bool",
        "eal": "bool",
        "looked_after": "bool",
        "considering_he": "bool",
        "joined_on": "date",
        "left_on": "date",
    },
    "enrolment": {
        "id": "int",
        "school_id": "int",
        "student_id": "int",
        "academic_year": "int",
        "year_group": "int",
    },
    "taught_subject": {
        "id": "int",
        "school_id": "int",
        "academic_year": "int",
        "year_group": "int",
        "subject": "text",
    },
    "partner": {"id": "int", "school_id": "int", "kind": "text", "approved_technical": "bool"},
    "activity": {
        "id": "int",
        "school_id": "int",
        "kind": "text",
        "starts_on": "date",
        "subject": "text",
        "in_school_day": "bool",
        "hours_e4": "int",
        "purpose_shared": "bool",
        "learning_outcomes": "bool",
        "two_way": "bool",
        "reflection": "bool",
        "met_range_of_people": "bool",
        "employer_set_task": "bool",
        "employer_feedback": "bool",
        "explained_qualifications": "bool",
        "explained_careers": "bool",
        "explained_learning": "bool",
        "answered_questions": "bool",
    },
    "activity_code": {"id": "int", "school_id": "int", "activity_id": "int", "list": "text", "code": "text"},
    "activity_partner": {"id": "int", "school_id": "int", "activity_id": "int", "partner_id": "int"},
    "participation": {
        "id": "int",
        "school_id": "int",
        "activity_id": "int",
        "student_id": "int",
        "attended": "bool",
        "hours_e4": "int",
    },
    "offer": {
        "id": "int",
        "school_id": "int",
        "activity_id": "int",
        "academic_year": "int",
        "year_group": "int",
    },
    "guidance_meeting": {
        "id": "int",
        "school_id": "int",
        "student_id": "int",
        "met_on": "date",
        "attended": "bool",
        "adviser_level": "int",
    },
    "action": {
        "id": "int",
        "school_id": "int",
        "meeting_id": "int",
        "student_id": "int",
        "due_on": "date",
        "status": "text",
        "need_met": "bool",
        "confirmed_on": "date",
    },
    "intention": {"id": "int", "school_id": "int", "student_id": "int", "recorded_on": "date"},
    "destination": {
        "id": "int",
        "school_id": "int",
        "student_id": "int",
        "stage": "int",
        "academic_year": "int",
        "route": "text",
        "status": "text",
        "ukprn": "text",
        "level": "int",
        "recorded_on": "date",
        "position": "int",
    },
}

# What the statements look rows up by: the first columns of an index. A test of the records floor holds it to them.
INDEXES: dict[str, tuple[str, ...]] = {
    "enrolment_by_year": ("enrolment", "school_id", "academic_year", "year_group", "student_id"),
    "enrolment_by_student": ("enrolment", "school_id", "student_id", "academic_year"),
    # Covering, and the one that matters: nine rows in ten of a school are participations.
    "participation_by_student": ("participation", "school_id", "student_id", "attended", "activity_id", "hours_e4"),
    "activity_by_kind": ("activity", "school_id", "kind", "starts_on"),
    "activity_partner_by_activity": ("activity_partner", "school_id", "activity_id", "partner_id"),
    "activity_code_by_activity": ("activity_code", "school_id", "activity_id", "list"),
    "guidance_meeting_by_student": ("guidance_meeting", "school_id", "student_id", "met_on"),
    "intention_by_student": ("intention", "school_id", "student_id", "recorded_on"),
    "destination_by_leaver": ("destination", "school_id", "academic_year"),
    "action_by_school": ("action", "school_id"),
    "offer_by_activity": ("offer", "school_id", "activity_id"),
}

_SQL_TYPES = {"int": "bigint", "text": "text", "bool": "boolean", "date": "date"}


def create_tables() -> list[str]:
    """``create table`` statements for these columns alone, plain enough for SQLite, PostgreSQL and DuckDB.

    For tests, benchmarks and the gathering of many schools; the application's own tables belong to the records floor.
    """
    made = []
    for table, columns in TABLES.items():
        drawn = ", ".join(f"{name} {_SQL_TYPES[kind]}" for name, kind in columns.items() if name != "id")
        made.append(f'create table "{table}" (id integer primary key, {drawn})')
    return made


def create_indexes() -> list[str]:
    """``create index`` statements for ``INDEXES``."""
    return [f'create index {name} on "{table}" ({", ".join(columns)})' for name, (table, *columns) in INDEXES.items()]
