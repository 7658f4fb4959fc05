"""Which tables an indicator is counted from: for the page that says how a figure came about, and for who may see names."""

from chalkface.indicators.facts import (
    ActionsDue,
    Attended,
    AttendedWithPartners,
    ClosedWithNeedMet,
    Condition,
    HadGuidance,
    HadProviderAccess,
    LatestDestination,
    Leavers,
    LinkedToCareers,
    MetProviders,
    OnRoll,
    Population,
    RecordedAspiration,
    TaughtSubjects,
    WasOfferedProviderAccess,
    YearGroupsOfStage5,
)
from chalkface.indicators.kinds import Share

_AMONG: dict[type[Population], tuple[str, ...]] = {
    OnRoll: ("student", "enrolment"),
    Leavers: ("student", "enrolment", "destination"),
    TaughtSubjects: ("taught_subject", "enrolment", "student"),
    ActionsDue: ("action", "guidance_meeting", "student", "enrolment"),
    YearGroupsOfStage5: ("student", "enrolment"),
}
_REGISTERS = ("activity", "participation")
_WITH_PARTNERS = (*_REGISTERS, "activity_partner", "partner")
_HAVING: dict[type[Condition], tuple[str, ...]] = {
    Attended: _REGISTERS,
    AttendedWithPartners: _WITH_PARTNERS,
    MetProviders: _WITH_PARTNERS,
    HadProviderAccess: _WITH_PARTNERS,
    HadGuidance: ("guidance_meeting",),
    RecordedAspiration: ("intention",),
    LinkedToCareers: _REGISTERS,
    ClosedWithNeedMet: ("action",),
    WasOfferedProviderAccess: ("activity", "offer", "activity_partner", "partner"),
    LatestDestination: ("destination",),
}


def tables_read(one: Share) -> tuple[str, ...]:
    """The tables that the indicator is counted from, those of its population first."""
    by_codes = isinstance(one.having, Attended) and one.having.counting == "recruitment_methods"
    codes = ("activity_code",) if by_codes else ()
    return tuple(dict.fromkeys((*_AMONG[type(one.among)], *_HAVING[type(one.having)], *codes)))
