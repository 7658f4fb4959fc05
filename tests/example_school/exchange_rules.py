"""The exchange format as a checker for the tests: written from its description, sharing no code with the product."""

import re
from datetime import date

ROUTES = set(
    "school_sixth_form sixth_form_college further_education higher_education apprenticeship supported_internship "
    "other_education employment_with_training employment voluntary neet custody moved_away deceased unknown".split()
)
KINDS = set(
    "employer_encounter workplace_experience provider_encounter higher_education_visit labour_market_information "
    "curriculum_link recruitment_practice skills_practice parent_event staff_training other".split()
)
PARTNER_KINDS = set(
    "employer sixth_form further_education sixth_form_college university training_provider charity public_body alumni"
    " other".split()
)

# File: its columns in order (* must be filled), then the columns that make its key.
COLUMNS = {
    "manifest": "property* value*",
    "school": "urn* laestab name* kind low_year high_year local_authority_code trust",
    "students": "student_id* upn uln legal_forename* legal_surname* preferred_forename preferred_surname date_of_birth sex"
    " ethnicity sen_provision sen_needs pupil_premium fsm_ever6 eal looked_after considering_he joined_on left_on",
    "enrolments": "student_id* academic_year* year_group* tutor_group",
    "taught_subjects": "academic_year* year_group* subject*",
    "partners": "partner_id* name* kind* approved_technical sector size postcode ukprn",
    "activities": "activity_id* title* kind* starts_on* ends_on subject mode in_school_day hours purpose_shared"
    " learning_outcomes two_way reflection met_range_of_people employer_set_task employer_feedback explained_qualifications"
    " explained_careers explained_learning answered_questions outcomes skills recruitment_method",
    "activity_partners": "activity_id* partner_id*",
    "participations": "activity_id* student_id* attended hours",
    "offers": "activity_id* academic_year* year_group*",
    "guidance_meetings": "meeting_id* student_id* met_on* attended adviser adviser_level minutes",
    "actions": "action_id* meeting_id student_id what* owner due_on status need_met confirmed_on",
    "intentions": "student_id* recorded_on* route provider course level",
    "destinations": "student_id* stage* academic_year* route* status provider ukprn level recorded_on source",
    "judgements": "framework* statement* judged_on* judge level* voice evidence",
}
KEYS = {
    "manifest": ("property",), "school": ("urn",), "students": ("student_id",), "enrolments": ("student_id", "academic_year"),
    "taught_subjects": ("academic_year", "year_group", "subject"), "partners": ("partner_id",), "activities": ("activity_id",),
    "activity_partners": ("activity_id", "partner_id"), "participations": ("activity_id", "student_id"),
    "offers": ("activity_id", "academic_year", "year_group"), "guidance_meetings": ("meeting_id",), "actions": ("action_id",),
    "judgements": ("framework", "statement", "judged_on", "voice", "judge"),
}  # fmt: skip
HOMES = {"student_id": "students", "activity_id": "activities", "partner_id": "partners", "meeting_id": "guidance_meetings"}
DATES = set("date_of_birth joined_on left_on starts_on ends_on met_on due_on confirmed_on recorded_on judged_on".split())
YES_NO = set(
    "pupil_premium fsm_ever6 eal looked_after considering_he approved_technical in_school_day purpose_shared learning_outcomes"
    " two_way reflection met_range_of_people employer_set_task employer_feedback explained_qualifications explained_careers"
    " explained_learning answered_questions attended need_met".split()
)
ONE_OF = {
    ("school", "kind"): {"school", "special", "college"}, ("students", "sex"): {"F", "M"},
    ("students", "sen_provision"): set("NKE"), ("partners", "kind"): PARTNER_KINDS, ("activities", "kind"): KINDS,
    ("partners", "size"): {"micro", "small", "medium", "large", "self_employed"}, 
    ("partners", "sector"): set("ABCDEFGHIJKLMNOPQRSTU"),
    ("activities", "mode"): {"in_person", "virtual", "blended"}, ("actions", "status"): {"to_do", "doing", "done"},
    ("intentions", "route"): ROUTES | {"undecided"}, ("destinations", "route"): ROUTES, ("destinations", "stage"): {"16", "18"},
    ("destinations", "status"): {"intended", "offered", "started", "sustained", "not_sustained"},
    ("judgements", "level"): {"none", "partly", "fully", "not_applicable"},
    ("judgements", "voice"): {"leader", "teacher", "student", "parent", "partner", "governor"},
}  # fmt: skip
SHAPES = {
    "academic_year": r"(19|20)\d\d", "year_group": r"[7-9]|1[0-3]", "low_year": r"[7-9]|1[0-3]", "high_year": r"[7-9]|1[0-3]",
    "level": r"[0-8]", "adviser_level": r"[0-8]", "minutes": r"\d{1,3}", "hours": r"\d+(\.\d{1,4})?", "urn": r"\d{6}",
    "laestab": r"\d{7}", "upn": r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]", "ukprn": r"1\d{7}", "ethnicity": r"[A-Z]{4}",
    "local_authority_code": r"\d{3}",
}  # fmt: skip


def faults(school: dict[str, list[dict[str, str]]]) -> list[str]:
    """A sentence for everything in the files that the format does not allow."""
    found = [f"no file {name}" for name in ("manifest", "school", "students", "enrolments") if not school.get(name)]
    found += [f"unknown file {name}" for name in school if name not in COLUMNS]
    held = {column: {row[column] for row in school.get(home, [])} for column, home in HOMES.items()}
    for name, rows in school.items():
        wanted = COLUMNS[name].split()
        columns, filled = [column.rstrip("*") for column in wanted], {c[:-1] for c in wanted if c.endswith("*")}
        for number, row in enumerate(rows, start=2):
            if list(row) != columns:
                found.append(f"{name} row {number}: columns {list(row)}")
                continue
            for column, value in row.items():
                fault = _cell(name, column, value, column in filled, held)
                found += [f"{name} row {number}: {column} {value!r} {fault}"] if fault else []
        if name in KEYS:
            keys = [tuple(row.get(column) for column in KEYS[name]) for row in rows]
            found += [f"{name}: duplicate keys"] if len(keys) != len(set(keys)) else []
    return found


def _cell(name: str, column: str, value: object, must_be_filled: bool, held: dict[str, set[str]]) -> str:
    """What is wrong with one cell; empty when nothing is."""
    if not isinstance(value, str):
        return "is not text"
    if not value:
        return "is empty" if must_be_filled else ""
    if value != value.strip() or len(value) > 100_000:
        return "has space around it or is too long"
    if column in DATES:
        return _date(value)
    if column in YES_NO:
        return "" if value in ("true", "false") else "is not true or false"
    if (name, column) in ONE_OF:
        return "" if value in ONE_OF[name, column] else "is not one of the list"
    if column in SHAPES and not re.fullmatch(SHAPES[column], value):
        return "is not well formed"
    return "points at nothing" if column in HOMES and value not in held[column] else ""


def _date(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "is not a date"
    return "" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and 1900 <= day.year <= 2100 else "is not a date in range"
