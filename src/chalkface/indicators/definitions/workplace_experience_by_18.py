"""Year 13 students who have experienced a workplace in Years 12 and 13."""

from datetime import date

from chalkface.indicators.facts import Attended, on_roll_in_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 students who have experienced a workplace in Years 12 and 13",
    among=on_roll_in_year_13,
    having=Attended(kinds=("workplace_experience",), when=(12, 13)),
    by=PEOPLE_GROUPS,
    why="A further experience after 16 is close to the choices that follow school.",
    caveats=(
        "Only years for which the school holds an enrolment of the student in those year groups are looked "
        "at, so experience at an earlier school is not seen. A part-time job is not counted."
    ),
    serves=("gatsby-2014:6.2",),
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
                ben
                cai
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 13
                ana        | 2024          | 12
                ben        | 2025          | 13
                ben        | 2023          | 11
                cai        | 2025          | 13
            """,
            "activities": """
                activity_id | kind                 | starts_on
                placement   | workplace_experience | 2025-06-10
                early       | workplace_experience | 2024-06-10
                soon        | workplace_experience | 2026-07-01
            """,
            "participations": """
                activity_id | student_id | attended
                placement   | ana        | true
                early       | ben        | true
                soon        | cai        | true
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
