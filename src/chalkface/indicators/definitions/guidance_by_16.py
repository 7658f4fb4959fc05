"""Year 11 students who have had a personal guidance meeting."""

from datetime import date

from chalkface.indicators.facts import HadGuidance, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students who have had a personal guidance meeting",
    among=on_roll_in_year_11,
    having=HadGuidance(when=(7, 11)),
    by=PEOPLE_GROUPS,
    why=("One conversation with a trained adviser, at the moment of a choice, is what students ask for most."),
    caveats=(
        "The adviser must be recorded as qualified at level 6 or above; a level that is not known does not "
        "count. A meeting whose attendance was not marked counts, one marked as missed does not."
    ),
    serves=(
        "gatsby-2014:8.1",
        "gatsby-2025:8.1",
    ),
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
                ben
                cai
                dee
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 11
                ben        | 2025          | 11
                cai        | 2025          | 11
                dee        | 2025          | 11
            """,
            "guidance_meetings": """
                meeting_id | student_id | met_on     | attended | adviser_level
                m1         | ana        | 2025-11-10 |          | 6
                m2         | ben        | 2025-11-10 | false    | 7
                m3         | cai        | 2025-11-10 | true     |
                m4         | dee        | 2026-05-20 | true     | 6
            """,
        },
        numerator=1,
        denominator=4,
    ),
)
