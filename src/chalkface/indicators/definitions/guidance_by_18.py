"""Year 13 students who have had a personal guidance meeting in Years 12 and 13."""

from datetime import date

from chalkface.indicators.facts import HadGuidance, on_roll_in_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 students who have had a personal guidance meeting in Years 12 and 13",
    among=on_roll_in_year_13,
    having=HadGuidance(when=(12, 13)),
    by=PEOPLE_GROUPS,
    why=("One conversation with a trained adviser, at the moment of a choice, is what students ask for most."),
    caveats=(
        "The adviser must be recorded as qualified at level 6 or above; a level that is not known does not "
        "count. A meeting whose attendance was not marked counts, one marked as missed does not."
    ),
    serves=(
        "gatsby-2014:8.2",
        "gatsby-2025:8.2",
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
                ana        | 2025          | 13
                ben        | 2025          | 13
                cai        | 2025          | 13
                dee        | 2025          | 13
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
