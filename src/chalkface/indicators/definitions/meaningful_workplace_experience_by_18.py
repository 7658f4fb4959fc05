"""Year 13 students who have had a meaningful workplace experience in Years 12 and 13."""

from datetime import date

from chalkface.indicators.facts import MEANINGFUL_WORKPLACE, Attended, on_roll_in_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 students who have had a meaningful workplace experience in Years 12 and 13",
    among=on_roll_in_year_13,
    having=Attended(kinds=("workplace_experience",), when=(12, 13), that=MEANINGFUL_WORKPLACE),
    by=PEOPLE_GROUPS,
    why="A placement with a task, several people and feedback is worth more than a visit.",
    caveats=(
        "All seven marks of a meaningful workplace experience must be recorded as true on the same activity. "
        "Only years for which the school holds an enrolment of the student in those year groups are looked "
        "at, so experience at an earlier school is not seen. A part-time job is not counted."
    ),
    serves=("gatsby-2025:6.2",),
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
                activity_id | kind                 | starts_on  | every_quality | employer_feedback
                placement   | workplace_experience | 2025-06-10 | true          | true
                early       | workplace_experience | 2024-06-10 | true          |
                soon        | workplace_experience | 2026-07-01 | true          | true
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
