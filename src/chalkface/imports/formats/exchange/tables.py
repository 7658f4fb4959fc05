"""The files of the exchange format: columns, keys and references. Written down once; reading and writing follow it."""

from dataclasses import dataclass, field

from chalkface.core.destination_routes import INTENTION_ONLY, titles
from chalkface.core.identifiers import laestab, ukprn, uln, upn, urn
from chalkface.core.years import YEARS
from chalkface.imports.columns import Column, Parse
from chalkface.imports.days import iso_day
from chalkface.imports.formats.exchange.cells import (
    choice,
    ethnicity,
    filled,
    filled_key,
    key,
    number,
    sector,
    stage,
    true_false,
    written,
)
from chalkface.imports.values import amount_e4, code_list

VERSION = "1"

ROUTES = tuple(code for code in titles() if code != INTENTION_ONLY)

year = number(YEARS[0], YEARS[-1], "the year an academic year starts in,")
year_group = number(7, 13, "a year group")
level = number(0, 8, "a level")
school_year = number(0, 14, "a year group")
minutes = number(0, 1440, "a number of minutes")


@dataclass(frozen=True)
class File:
    """One file: ``key`` columns make a row unique (none: order has meaning); ``references`` are column to file stem."""

    stem: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    required: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in their order."""
        return tuple(heading(column) for column in self.columns)


def heading(column: Column) -> str:
    """How the column is headed: its name, but ``hours`` for ``hours_e4``, which is counted in ten-thousandths."""
    return column.aliases[0] if column.aliases else column.name


def _must(name: str, parse: Parse = filled, example: str = "", meaning: str = "", *, may_be_empty: bool = False) -> Column:
    return Column(name, (), parse, required=True, may_be_empty=may_be_empty, example=example, meaning=meaning)


def _may(name: str, parse: Parse = written, example: str = "", meaning: str = "") -> Column:
    return Column(name, (), parse, example=example, meaning=meaning)


HOURS = Column("hours_e4", ("hours",), amount_e4, example="1.5", meaning="Hours, with at most four decimals")

FILES = {file.stem: file for file in (
    File("manifest", (
        _must("property", filled_key, "chalkface-exchange"),
        _must("value", written, VERSION),
    ), ("property",), required=True),
    File("school", (
        _must("urn", urn, "100001", "Unique Reference Number"),
        _may("laestab", laestab, "3709999", "Local authority and establishment numbers"),
        _must("name", filled, "Testfield Academy"),
        _may("kind", choice("school", "special", "college"), "school"),
        _may("low_year", school_year, "7", "The lowest year group"),
        _may("high_year", school_year, "13", "The highest year group"),
        _may("local_authority_code"),
        _may("trust"),
    ), ("urn",), required=True),
    File("students", (
        _must("student_id", filled_key, "004512", "Any id that the school keeps for the student"),
        _may("upn", upn, "B370999914001", "Unique Pupil Number"),
        _may("uln", uln, "6045120018", "Unique Learner Number"),
        _must("legal_forename", filled, "Aoife"),
        _must("legal_surname", filled, "O'Neill"),
        _may("preferred_forename"),
        _may("preferred_surname"),
        _may("date_of_birth", iso_day, "2009-09-01"),
        _may("sex", choice("F", "M"), "F"),
        _may("ethnicity", ethnicity, "WBRI", "Code of the Department for Education"),
        _may("sen_provision", choice("N", "K", "E"), "K", "N none, K SEN support, E education, health and care plan"),
        _may("sen_needs", written, "SPLD;SLCN", "Codes of need, separated by ;"),
        _may("pupil_premium", true_false, "true"),
        _may("fsm_ever6", true_false, "true", "Free school meals at any time in the last six years"),
        _may("eal", true_false, "false", "English as an additional language"),
        _may("looked_after", true_false, "false"),
        _may("considering_he", true_false, "", "Considering higher education"),
        _may("joined_on", iso_day, "2020-09-03"),
        _may("left_on", iso_day),
    ), ("student_id",), required=True),
    File("enrolments", (
        _must("student_id", filled_key, "004512"),
        _must("academic_year", year, "2025", "The year it starts in: 2025 is 2025/26"),
        _must("year_group", year_group, "11"),
        _may("tutor_group", written, "11A"),
    ), ("student_id", "academic_year"), {"student_id": "students"}, required=True),
    File("taught_subjects", (
        _must("academic_year", year, "2025"),
        _must("year_group", year_group, "11"),
        _must("subject", filled, "mathematics"),
    ), ("academic_year", "year_group", "subject")),
    File("partners", (
        _must("partner_id", filled_key, "P1"),
        _must("name", filled, "Northgate Joinery"),
        _must("kind", choice("employer", "sixth_form", "further_education", "sixth_form_college", "university",
                             "training_provider", "charity", "public_body", "alumni", "other"), "employer"),
        _may("approved_technical", true_false, "", "Provides approved technical education or apprenticeships"),
        _may("sector", sector, "F", "Section letter of the Standard Industrial Classification"),
        _may("size", choice("micro", "small", "medium", "large", "self_employed"), "small"),
        _may("postcode"),
        _may("ukprn", ukprn, "10000001", "UK Provider Reference Number"),
    ), ("partner_id",)),
    File("activities", (
        _must("activity_id", filled_key, "A1"),
        _must("title", filled, "Careers fair"),
        _must("kind", choice("employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit",
                             "labour_market_information", "curriculum_link", "recruitment_practice", "skills_practice",
                             "parent_event", "staff_training", "other"), "employer_encounter"),
        _must("starts_on", iso_day, "2025-10-03"),
        _may("ends_on", iso_day),
        _may("subject", written, "mathematics"),
        _may("mode", choice("in_person", "virtual", "blended"), "in_person"),
        _may("in_school_day", true_false),
        HOURS,
        *(_may(name, true_false) for name in (
            "purpose_shared", "learning_outcomes", "two_way", "reflection", "met_range_of_people", "employer_set_task",
            "employer_feedback", "explained_qualifications", "explained_careers", "explained_learning", "answered_questions")),
        *(_may(name, code_list, meaning="Codes, separated by ;") for name in ("outcomes", "skills", "recruitment_method")),
    ), ("activity_id",)),
    File("activity_partners", (
        _must("activity_id", filled_key, "A1"),
        _must("partner_id", filled_key, "P1"),
    ), ("activity_id", "partner_id"), {"activity_id": "activities", "partner_id": "partners"}),
    File("participations", (
        _must("activity_id", filled_key, "A1"),
        _must("student_id", filled_key, "004512"),
        _must("attended", true_false, "true", "Empty: not marked", may_be_empty=True),
        HOURS,
    ), ("activity_id", "student_id"), {"activity_id": "activities", "student_id": "students"}),
    File("offers", (
        _must("activity_id", filled_key, "A1"),
        _must("academic_year", year, "2025"),
        _must("year_group", year_group, "11"),
    ), ("activity_id", "academic_year", "year_group"), {"activity_id": "activities"}),
    File("guidance_meetings", (
        _must("meeting_id", filled_key, "G1"),
        _must("student_id", filled_key, "004512"),
        _must("met_on", iso_day, "2025-11-12"),
        _may("attended", true_false, "true"),
        _may("adviser"),
        _may("adviser_level", level, "6", "The level of the adviser's careers qualification"),
        _may("minutes", minutes, "40"),
    ), ("meeting_id",), {"student_id": "students"}),
    File("actions", (
        _must("action_id", filled_key, "X1"),
        _may("meeting_id", key),
        _may("student_id", key),
        _must("what", filled, "Register for apprenticeships"),
        _may("owner"),
        _may("due_on", iso_day),
        _may("status", choice("to_do", "doing", "done"), "to_do"),
        _may("need_met", true_false, "", "Confirmed by the owner of the need"),
        _may("confirmed_on", iso_day),
    ), ("action_id",), {"meeting_id": "guidance_meetings", "student_id": "students"}),
    File("intentions", (
        _must("student_id", filled_key, "004512"),
        _must("recorded_on", iso_day, "2026-01-14"),
        _may("route", choice(*ROUTES, INTENTION_ONLY), "apprenticeship"),
        _may("provider"),
        _may("course"),
        _may("level", level, "3"),
    ), (), {"student_id": "students"}),
    File("destinations", (
        _must("student_id", filled_key, "004512"),
        _must("stage", stage, "16", "After Year 11, or after Year 13"),
        _must("academic_year", year, "2026", "The year after leaving"),
        _must("route", choice(*ROUTES), "further_education"),
        _may("status", choice("intended", "offered", "started", "sustained", "not_sustained"), "started"),
        _may("provider"),
        _may("ukprn", ukprn),
        _may("level", level, "3"),
        _may("recorded_on", iso_day),
        _may("source"),
    ), (), {"student_id": "students"}),
    File("judgements", (
        _must("framework", filled_key, "gatsby-2025"),
        _must("statement", filled_key, "3.5"),
        _must("judged_on", iso_day, "2025-12-01"),
        _may("judge", key, "", "Any id"),
        _must("level", choice("none", "partly", "fully", "not_applicable"), "partly"),
        _may("voice", choice("leader", "teacher", "student", "parent", "partner", "governor"), "leader"),
        _may("evidence"),
    ), ("framework", "statement", "judged_on", "voice", "judge")),
)}
