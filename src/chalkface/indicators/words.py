"""An indicator in words: who is counted, what they must have, and a finding as a sentence that can be copied."""

from chalkface.core.statistics import gap_sentence, share_sentence
from chalkface.indicators.facts import (
    HOUR,
    MEANINGFUL_WORKPLACE,
    THIS_KEY_STAGE,
    THIS_YEAR,
    ActionsDue,
    Attended,
    AttendedWithPartners,
    ClosedWithNeedMet,
    HadGuidance,
    HadProviderAccess,
    LatestDestination,
    Leavers,
    LinkedToCareers,
    MetProviders,
    OnRoll,
    RecordedAspiration,
    TaughtSubjects,
    WasOfferedProviderAccess,
    YearGroupsOfStage5,
)
from chalkface.indicators.kinds import Share

_ONE_OF = {
    "employer_encounter": ("met an employer", "had a meaningful encounter with an employer"),
    "workplace_experience": ("experienced a workplace", "had a meaningful experience of a workplace"),
    "labour_market_information": ("used labour market information", "used labour market information in a meaningful way"),
    "recruitment_practice": ("practised being recruited", "practised being recruited in a meaningful way"),
    "higher_education_visit": ("visited higher education", "made a meaningful visit to higher education"),
}
# What became of leavers, after "have"; by the id without its stage.
_BECAME = {
    "destination-known": "a destination that is known",
    "level-3-programme": "gone on to a level 3 programme",
    "apprenticeship": "gone into an apprenticeship",
    "higher-education": "gone into higher education",
    "russell-group": "gone to a Russell Group university",
    "oxbridge": "gone to Oxford or Cambridge",
    "higher-technical": "gone on to a higher technical programme (level 4 or 5)",
    "employment": "gone into employment",
    "neet": "been recorded as not in education, employment or training",
    "sustained": "stayed in education, an apprenticeship or employment",
}

# The groups of a breakdown: what a table of it is called, and its values in words.
GROUP_TITLES = {
    "year_group": "Year group",
    "sex": "Sex",
    "pupil_premium": "Pupil premium",
    "sen": "Special educational needs",
    "looked_after": "Looked after",
    "eal": "English as an additional language",
    "ethnicity_group": "Ethnicity",
}
_VALUES = {
    ("sex", "F"): "Female",
    ("sex", "M"): "Male",
    ("pupil_premium", "yes"): "Pupil premium",
    ("pupil_premium", "no"): "No pupil premium",
    ("sen", "yes"): "SEN support or EHC plan",
    ("sen", "no"): "No SEN provision",
    ("looked_after", "yes"): "Looked after",
    ("looked_after", "no"): "Not looked after",
    ("eal", "yes"): "English as an additional language",
    ("eal", "no"): "English as a first language",
    ("ethnicity_group", "white"): "White",
    ("ethnicity_group", "mixed"): "Mixed",
    ("ethnicity_group", "asian"): "Asian",
    ("ethnicity_group", "black"): "Black",
    ("ethnicity_group", "chinese"): "Chinese",
    ("ethnicity_group", "other"): "Other ethnic group",
}


def group_words(by: str, value: str | int) -> str:
    """A value of a group as a table's row is called: "Year 9", "Looked after", "Sex not known"."""
    if isinstance(value, int):
        return f"Year {value}"
    return _VALUES.get((by, value), f"{GROUP_TITLES[by]} not known")


def among_words(one: Share, students: str = "students") -> str:
    """Who is counted, as a plural: "Year 11 students". ``students`` is the school's word for them."""
    match one.among:
        case OnRoll(year_groups=(year,), considering_he=False):
            return f"Year {year} {students}"
        case OnRoll(year_groups=(year,)):
            return f"Year {year} {students} considering higher education"
        case OnRoll():
            return f"{students} on roll"
        case Leavers(stage=stage):
            return f"Year {11 if stage == 16 else 13} leavers"
        case TaughtSubjects():
            return "subjects taught to a year group this academic year"
        case ActionsDue():
            return "agreed actions that have fallen due"
        case YearGroupsOfStage5():
            return "year groups of key stage 5"
    raise TypeError(f"{one.id} counts {one.among!r}, for which there are no words")


def having(one: Share) -> str:
    """What those in the numerator have, beginning with "have"."""
    return f"have {_done(one)}"


def lacking(one: Share) -> str:
    """The opposite, for those who were missed."""
    done = _done(one)
    if done.startswith("a destination"):
        return "have no destination that is known"
    return f"have not {done}"


def gap(one: Share, numerator: int, denominator: int, students: str = "students") -> str:
    """The finding of the figure as a sentence: who was missed; of what became of leavers, who was counted."""
    if one.better == "lower" or one.purpose == "impact":
        return share_sentence(numerator, denominator, among=among_words(one, students), having=having(one))
    return gap_sentence(numerator, denominator, among=among_words(one, students), lacking=lacking(one))


def missed(one: Share, numerator: int, denominator: int) -> int:
    """How many stand behind the gap: those outside the numerator; where less is better, those in it."""
    return numerator if one.better == "lower" else denominator - numerator


def _done(one: Share) -> str:
    match one.having:
        case Attended():
            return _attended(one.having)
        case AttendedWithPartners(activities=activities, partners=partners, when=when):
            return f"had {activities} or more meaningful experiences of {partners} or more different workplaces {_when(when)}"
        case MetProviders(that=that, when=when):
            how = "in meaningful encounters " if that else ""
            return f"met every kind of provider (sixth form, college, university, training provider) {how}{_when(when)}"
        case HadProviderAccess(first=first, second=second):
            return f"had the two different provider encounters that the law asks for in Years {first} and {second}"
        case HadGuidance(when=when, adviser_level=level):
            return f"had a guidance meeting with an adviser at level {level} or above {_when(when)}"
        case RecordedAspiration():
            return "had an aspiration recorded this academic year"
        case LinkedToCareers():
            return "been linked to careers for at least half of the year group"
        case ClosedWithNeedMet():
            return "been done and confirmed to meet the need"
        case WasOfferedProviderAccess():
            return "been offered two different qualifying provider encounters"
        case LatestDestination():
            return _BECAME[one.id.rpartition("-at-")[0]]
    raise TypeError(f"{one.id} asks for {one.having!r}, for which there are no words")


def _attended(asked: Attended) -> str:
    when = _when(asked.when)
    if asked.counting == "hours_e4":
        return f"spent {asked.at_least // HOUR} hours or more at workplaces {when}"
    if asked.counting == "days":
        return f"visited higher education on {asked.at_least} or more different days {when}"
    if asked.counting == "recruitment_methods":
        return f"practised {asked.at_least} or more different ways of being recruited {when}"
    plainly, meaningfully = _ONE_OF[asked.kinds[0]]
    return f"{meaningfully if asked.that else plainly} {when}"


def _when(when: str | tuple[int, int]) -> str:
    if when == THIS_YEAR:
        return "this academic year"
    if when == THIS_KEY_STAGE:
        return "in their present key stage"
    return "in Years {} and {}".format(*when) if when[1] - when[0] == 1 else "in Years {} to {}".format(*when)


def meaning(one: Share) -> str:
    """What "meaningful" asks of an activity here, or nothing where the indicator does not ask it."""
    that = getattr(one.having, "that", ())
    if not that:
        return ""
    four = "its purpose was shared, it served learning outcomes, both sides spoke and there was reflection afterwards"
    if that != MEANINGFUL_WORKPLACE:
        return f"Meaningful here: {four}."
    return (
        f"Meaningful here: {four}; and the students met a range of people, did a task that the employer set and had feedback "
        "from the employer. A quality that is not recorded does not count as there."
    )
