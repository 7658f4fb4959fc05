"""Year 9 students who had both provider encounters of phase 1."""

from datetime import date

from chalkface.indicators.facts import HadProviderAccess, on_roll_in_year_9
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 9 students who had both provider encounters of phase 1",
    among=on_roll_in_year_9,
    having=HadProviderAccess(first=8, second=9),
    by=PEOPLE_GROUPS,
    why=("Schools must give providers of technical education and apprenticeships access to every student twice in each phase."),
    caveats=(
        "An occasion qualifies when it is in the school day, has a partner approved for technical education "
        "or apprenticeships, and is recorded as having explained qualifications, careers and learning and "
        "answered questions. The two occasions must not have the same set of approved partners: the same two "
        "providers twice is one choice, one of them and then both is two. They count at any time of a year in "
        "Year 8, and from September to the end of February of a year in Year 9; repeated years count too."
    ),
    purpose="law",
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
                ana        | 2025          | 9
                ana        | 2024          | 8
                ben        | 2025          | 9
                ben        | 2024          | 8
                cai        | 2025          | 9
            """,
            "partners": """
                partner_id | approved_technical
                tech       | true
                forge      | true
                club       | false
            """,
            "activities": """
                activity_id | kind               | starts_on  | every_quality
                summer      | provider_encounter | 2025-06-10 | true
                autumn      | provider_encounter | 2025-10-10 | true
                spring      | provider_encounter | 2026-03-02 | true
            """,
            "activity_partners": """
                activity_id | partner_id
                summer      | tech
                summer      | forge
                autumn      | tech
                autumn      | club
                spring      | forge
            """,
            "participations": """
                activity_id | student_id | attended
                summer      | ana        | true
                autumn      | ana        | true
                summer      | ben        | true
                spring      | ben        | true
                autumn      | cai        | true
                spring      | cai        | true
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
