"""Year 13 students considering higher education who have made two visits."""

from datetime import date

from chalkface.indicators.facts import Attended, considering_higher_education_in_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 students considering higher education who have made two visits",
    among=considering_higher_education_in_year_13,
    having=Attended(kinds=("higher_education_visit",), when=(12, 13), counting="days", at_least=2),
    by=PEOPLE_GROUPS,
    why="Two visits let a student compare, and meet people who teach and learn there.",
    caveats=(
        "Only students recorded as considering higher education are counted; those for whom it is not known "
        "are not. Two visits that start on the same day are one."
    ),
    serves=(
        "gatsby-2014:7.2",
        "gatsby-2025:7.2",
    ),
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id | considering_he
                ana        | true
                ben        | true
                cai        |
                dee        | false
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 13
                ana        | 2024          | 12
                ben        | 2025          | 13
                cai        | 2025          | 13
                dee        | 2025          | 13
            """,
            "activities": """
                activity_id | kind                   | starts_on
                open        | higher_education_visit | 2025-06-20
                lab         | higher_education_visit | 2025-10-11
                arts        | higher_education_visit | 2025-10-11
            """,
            "participations": """
                activity_id | student_id | attended
                open        | ana        | true
                lab         | ana        | true
                lab         | ben        | true
                arts        | ben        | true
                open        | cai        | true
                lab         | cai        | true
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
