"""Year groups 12 and 13 that were offered both provider encounters of phase 3."""

from datetime import date

from chalkface.indicators.facts import WasOfferedProviderAccess, year_groups_of_key_stage_5
from chalkface.indicators.kinds import YEAR_GROUP_ONLY, Example, share

indicator = share(
    title="Year groups 12 and 13 that were offered both provider encounters of phase 3",
    among=year_groups_of_key_stage_5,
    having=WasOfferedProviderAccess(),
    by=YEAR_GROUP_ONLY,
    why="After 16 the duty is to offer; whether students come is theirs to decide.",
    caveats=(
        "The members are year groups, not students. An occasion qualifies when it is in the school day, has a "
        "partner approved for technical education or apprenticeships, and is recorded as having explained "
        "qualifications, careers and learning and answered questions. The two occasions must not have the "
        "same set of approved partners: the same two providers twice is one choice, one of them and then both "
        "is two. Year 13 counts what it was offered this year until the end of February and what was offered "
        "to Year 12 the year before; Year 12 only this year. Who attended does not matter."
    ),
    purpose="law",
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
                ben
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 13
                ben        | 2025          | 12
            """,
            "partners": """
                partner_id | approved_technical
                tech       | true
                forge      | true
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
                autumn      | forge
                spring      | forge
            """,
            "offers": """
                activity_id | academic_year | year_group
                summer      | 2024          | 12
                autumn      | 2025          | 13
                autumn      | 2025          | 12
                spring      | 2025          | 12
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
