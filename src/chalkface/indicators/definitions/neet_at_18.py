"""Year 13 leavers who are not in education, employment or training."""

from datetime import date

from chalkface.indicators.facts import LatestDestination, left_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 leavers who are not in education, employment or training",
    among=left_year_13,
    having=LatestDestination(routes=("neet",)),
    by=PEOPLE_GROUPS,
    why="For leavers without education, work or training the most depended on the programme.",
    caveats=(
        "Leavers whose destination is not known are not among them: read it beside the share "
        "known. Leavers are those enrolled in the last year group in the leaving year, also if they left "
        "early or repeat it. The latest record as of the day decides: what began outranks what was planned, "
        "then the later date, then the later row. Leavers who died or moved away are left out."
    ),
    purpose="impact",
    better="lower",
    example=Example(
        on=date(2026, 11, 20),
        leaving_year=2025,
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
            "destinations": """
                student_id | stage | academic_year | route      | status  | ukprn | level | recorded_on
                ana        | 18    | 2026          | neet       | started |       |       | 2026-10-10
                ben        | 18    | 2026          | neet       | started |       |       | 2026-09-10
                ben        | 18    | 2026          | employment | started |       |       | 2026-10-10
            """,
        },
        numerator=1,
        denominator=4,
    ),
)
