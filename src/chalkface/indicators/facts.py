"""Named populations and conditions: the sentences that definitions are made of, as plain descriptions.

Nothing here computes. A population says who is counted, a condition says what they must have; the folder
``expressions`` turns each into an Ibis expression when the statements are compiled. So a definition can be read, listed
and digested by the web process, which never imports Ibis.

The words are those of the design's page on indicators: *attended* is a participation marked true; *by the day* is an
activity that starts on the day or earlier; *in Years a-b* is in an academic year for which the student has an enrolment
in one of those year groups, so a repeated year counts twice over. A value that is not known is never true.
"""

from dataclasses import dataclass

EDUCATION = (
    "school_sixth_form",
    "sixth_form_college",
    "further_education",
    "higher_education",
    "supported_internship",
    "other_education",
)
APPRENTICESHIP = ("apprenticeship",)
EMPLOYMENT = ("employment", "employment_with_training")

# Hours are stored as ten-thousandths of an hour.
HOUR = 10_000

THIS_YEAR = "this year"
THIS_KEY_STAGE = "this key stage"


@dataclass(frozen=True)
class Quality:
    """Yes/no columns of an activity that must all be true; one that is not known is not. False where it asks nothing."""

    name: str
    flags: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.flags)


ANY_QUALITY = Quality("any", ())

# The activity is meaningful in the sense of the 2025 edition.
MEANINGFUL_ENCOUNTER = Quality("meaningful", ("purpose_shared", "learning_outcomes", "two_way", "reflection"))
MEANINGFUL_WORKPLACE = Quality(
    "meaningful_work",
    (*MEANINGFUL_ENCOUNTER.flags, "met_range_of_people", "employer_set_task", "employer_feedback"),
)

# What must be true of a provider encounter for the occasion to count under the law.
QUALIFYING = Quality(
    "qualifying",
    (
        "in_school_day",
        "explained_qualifications",
        "explained_careers",
        "explained_learning",
        "answered_questions",
    ),
)


@dataclass(frozen=True)
class OnRoll:
    """Students on roll on the day in ``year_groups``; with ``considering_he``, only those for whom that is true."""

    year_groups: tuple[int, ...]
    considering_he: bool = False


@dataclass(frozen=True)
class Leavers:
    """Students enrolled in Year 11 (stage 16) or Year 13 (stage 18) in the leaving year.

    The enrolment suffices. Those whose latest destination is that they died or moved away are left out.
    """

    stage: int


@dataclass(frozen=True)
class TaughtSubjects:
    """Pairs of a year group and a subject taught to it in the year of the day."""


@dataclass(frozen=True)
class ActionsDue:
    """Agreed actions due on the day or earlier, of any year and anyone's."""


@dataclass(frozen=True)
class YearGroupsOfStage5:
    """Years 12 and 13, each where anyone is on roll on the day."""


@dataclass(frozen=True)
class Attended:
    """Attended activities of one of ``kinds`` of the quality ``that``, by the day.

    ``when`` is ``THIS_YEAR``, ``THIS_KEY_STAGE`` or a pair of year groups. ``counting`` is what must reach ``at_least``:
    ``activities``, ``days`` (different starting days), ``recruitment_methods`` (different codes) or ``hours_e4``.
    """

    kinds: tuple[str, ...]
    when: str | tuple[int, int]
    that: Quality = ANY_QUALITY
    counting: str = "activities"
    at_least: int = 1


@dataclass(frozen=True)
class AttendedWithPartners:
    """At least ``activities`` such activities that between them have at least ``partners`` different partners."""

    kinds: tuple[str, ...]
    when: tuple[int, int]
    that: Quality
    activities: int
    partners: int


@dataclass(frozen=True)
class MetProviders:
    """Such activities whose partners between them include one of the kinds of each entry of ``each_of``."""

    kinds: tuple[str, ...]
    when: tuple[int, int]
    that: Quality
    each_of: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class HadProviderAccess:
    """Two or more qualifying occasions, not all with the same approved partners.

    An occasion counts at any time of a year spent in year group ``first`` and, from September to the end of February, of
    a year spent in ``second``.
    """

    first: int
    second: int


@dataclass(frozen=True)
class HadGuidance:
    """A guidance meeting with ``attended`` not false and an adviser at ``adviser_level`` or above, by the day."""

    when: tuple[int, int]
    adviser_level: int = 6


@dataclass(frozen=True)
class RecordedAspiration:
    """An intention recorded in the year of the day, on the day or earlier; ``undecided`` is one."""


@dataclass(frozen=True)
class LinkedToCareers:
    """One curriculum link of that subject, this year and by the day, that half the year group on roll attended."""


@dataclass(frozen=True)
class ClosedWithNeedMet:
    """The action is done, the owner of the need confirmed that it is met, and did so on the day or earlier."""


@dataclass(frozen=True)
class WasOfferedProviderAccess:
    """Two or more qualifying occasions were offered to the year group, not all with the same approved partners."""


@dataclass(frozen=True)
class LatestDestination:
    """The latest destination record as of the day exists and is as described; an empty part asks nothing.

    ``excluding`` are routes that it must not have. ``university_group`` names a dated list of UKPRNs.
    """

    routes: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    university_group: str = ""


Population = OnRoll | Leavers | TaughtSubjects | ActionsDue | YearGroupsOfStage5
Condition = (
    Attended
    | AttendedWithPartners
    | MetProviders
    | HadProviderAccess
    | HadGuidance
    | RecordedAspiration
    | LinkedToCareers
    | ClosedWithNeedMet
    | WasOfferedProviderAccess
    | LatestDestination
)

on_roll = OnRoll(year_groups=(7, 8, 9, 10, 11, 12, 13))
on_roll_in_year_9 = OnRoll(year_groups=(9,))
on_roll_in_year_11 = OnRoll(year_groups=(11,))
on_roll_in_year_13 = OnRoll(year_groups=(13,))
considering_higher_education_in_year_13 = OnRoll(year_groups=(13,), considering_he=True)
left_year_11 = Leavers(stage=16)
left_year_13 = Leavers(stage=18)
subjects_taught_this_year = TaughtSubjects()
actions_due = ActionsDue()
year_groups_of_key_stage_5 = YearGroupsOfStage5()

PROVIDER_RANGE = (
    ("sixth_form", "sixth_form_college"),
    ("further_education",),
    ("university",),
    ("training_provider",),
)
