"""Year 11 students who have experienced a workplace."""

from datetime import date

from chalkface.indicators.facts import Attended, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students who have experienced a workplace",
    among=on_roll_in_year_11,
    having=Attended(kinds=("workplace_experience",), when=(7, 11)),
    by=PEOPLE_GROUPS,
    why="Seeing work from inside is the surest test of an idea about the future.",
    caveats=(
        "Only years for which the school holds an enrolment of the student in those year groups are looked "
        "at, so experience at an earlier school is not seen. A part-time job is not counted."
    ),
    serves=("gatsby-2014:6.1",),
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
                ana        | 2025          | 11
                ana        | 2024          | 10
                ben        | 2025          | 11
                ben        | 2023          | 9
                cai        | 2025          | 11
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
        numerator=2,
        denominator=3,
    ),
)
