"""Students whose aspiration or intended destination was recorded this academic year."""

from datetime import date

from chalkface.indicators.facts import RecordedAspiration, on_roll
from chalkface.indicators.kinds import EVERY_GROUP, Example, share

indicator = share(
    title="Students whose aspiration or intended destination was recorded this academic year",
    among=on_roll,
    having=RecordedAspiration(),
    by=EVERY_GROUP,
    why=("What a student hopes for is the start of any plan, and shows who needs help before it is late."),
    caveats=(
        "Only students on roll on the day are counted, in the year group of their enrolment in that academic "
        "year. A student recorded as undecided counts: it was asked. Records of earlier years do not."
    ),
    serves=("gatsby-2025:3.3",),
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
                ana        | 2025          | 7
                ben        | 2025          | 11
                cai        | 2025          | 11
            """,
            "intentions": """
                student_id | recorded_on | route
                ana        | 2025-09-01  | undecided
                ben        | 2025-08-31  | apprenticeship
                cai        | 2026-05-02  | employment
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
