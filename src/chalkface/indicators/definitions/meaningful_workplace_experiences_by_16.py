"""Year 11 students who have had meaningful experiences of different workplaces."""

from datetime import date

from chalkface.indicators.facts import MEANINGFUL_WORKPLACE, AttendedWithPartners, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students who have had meaningful experiences of different workplaces",
    among=on_roll_in_year_11,
    having=AttendedWithPartners(
        kinds=("workplace_experience",), when=(7, 11), that=MEANINGFUL_WORKPLACE, activities=2, partners=2
    ),
    by=PEOPLE_GROUPS,
    why=("The 2025 edition speaks of experiences, not of one: variety is what lets a student compare."),
    caveats=(
        "Our reading of the plural: at least two activities that between them have at least two different "
        "partners of any kind. Every partner of an activity counts for everyone who attended, so an activity "
        "with two partners and another with none suffices. Without partners recorded nothing can be shown to "
        "be varied. Only years for which the school holds an enrolment of the student in those year groups "
        "are looked at, so experience at an earlier school is not seen. A part-time job is not counted."
    ),
    serves=("gatsby-2025:6.1",),
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
                cai        | 2025          | 11
            """,
            "partners": """
                partner_id | kind
                mill       | employer
                farm       | charity
            """,
            "activities": """
                activity_id | kind                 | starts_on  | every_quality | employer_feedback
                spring      | workplace_experience | 2025-05-10 | true          | true
                autumn      | workplace_experience | 2025-10-10 | true          | true
                winter      | workplace_experience | 2026-01-10 | true          | true
            """,
            "activity_partners": """
                activity_id | partner_id
                spring      | mill
                autumn      | farm
                winter      | farm
            """,
            "participations": """
                activity_id | student_id | attended
                spring      | ana        | true
                autumn      | ana        | true
                autumn      | ben        | true
                winter      | ben        | true
                autumn      | cai        | true
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
