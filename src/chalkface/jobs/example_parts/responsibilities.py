"""The matrix of the example school: who answers for what, with a few holes left for the checks to find."""

from datetime import date

from chalkface.core.access import Access
from chalkface.operations.roles import set_responsibilities
from chalkface.queries.direction import objectives
from chalkface.queries.posts import posts
from chalkface.queries.raci import Thing, things
from chalkface.queries.schools import school_at_door

ORDER = 70

LEADER, ADVISER, HEAD = "Careers leader", "Careers adviser", "Assistant head for personal development"
GOVERNOR, SENCO, PLACEMENTS = "Link governor", "SENCO", "Work experience administrator"
SUBJECTS = ("Head of science", "Head of English", "Head of mathematics", "Head of humanities")
YEAR_9, YEAR_11, SIXTH = "Head of Year 9", "Head of Year 11", "Head of sixth form"

# Besides who keeps each duty in order, which the checklist says.
DUTIES = {
    "SG-01": {ADVISER: "R", GOVERNOR: "I"},
    "SG-02": {LEADER: "R"},
    "SG-03": {LEADER: "R"},
    "SG-04": {LEADER: "R"},
    "SG-05": {PLACEMENTS: "R", HEAD: "I"},
    "SG-06": {PLACEMENTS: "R", HEAD: "C", GOVERNOR: "I"},
    "SG-08": {PLACEMENTS: "R"},
    "SG-09": {GOVERNOR: "C", HEAD: "R"},
    "SG-10": {HEAD: "R", LEADER: "C"},
    "SG-11": {HEAD: "R"},
    "SG-12": {HEAD: "R", GOVERNOR: "C", YEAR_9: "I", YEAR_11: "I"},
    "SG-13": {LEADER: "R", YEAR_11: "C", SENCO: "C", SIXTH: "R"},
    "SG-14": {HEAD: "R"},
    "SG-15": {PLACEMENTS: "R", LEADER: "C"},
    "SG-16": {LEADER: "R", YEAR_11: "I"},
    "SG-17": {YEAR_9: "R", SIXTH: "R", YEAR_11: "R"},
    "SG-19": {YEAR_11: "R", SIXTH: "R"},
    "SG-18": {PLACEMENTS: "R"},
    "SG-20": {HEAD: "R"},
    "SG-23": {LEADER: "A", SUBJECTS[3]: "C"},
}
STATEMENTS = {
    "1.1": {HEAD: "A", LEADER: "R", GOVERNOR: "C"},
    "1.2": {LEADER: "A", HEAD: "R", YEAR_9: "C", YEAR_11: "C"},
    "1.3": {LEADER: "A", HEAD: "I"},
    "1.4": {LEADER: "A", HEAD: "R", GOVERNOR: "I"},
    "2.1": {LEADER: "A", ADVISER: "R"},
    "2.2": {LEADER: "R", YEAR_9: "C"},
    "2.3": {LEADER: "A", **dict.fromkeys(SUBJECTS, "I")},
    "3.1": {LEADER: "A", YEAR_9: "R", YEAR_11: "R"},
    "3.2": {LEADER: "A", ADVISER: "R", SENCO: "C"},
    "3.5": {LEADER: "A", YEAR_11: "R"},
    "3.6": {SIXTH: "A", LEADER: "R"},
    "4.1": {HEAD: "A", **dict.fromkeys(SUBJECTS, "R")},
    "4.3": {HEAD: "A", **dict.fromkeys(SUBJECTS, "R")},
    "5.1": {LEADER: "A", PLACEMENTS: "R"},
    "5.2": {LEADER: "A", SENCO: "R", PLACEMENTS: "C"},
    "6.1": {LEADER: "A", PLACEMENTS: "R", YEAR_11: "C"},
    "6.2": {SIXTH: "A", PLACEMENTS: "R"},
    "7.1": {LEADER: "A", YEAR_9: "R", YEAR_11: "R"},
    "7.2": {SIXTH: "A", LEADER: "C"},
    "8.1": {LEADER: "A", ADVISER: "R", YEAR_11: "C", SENCO: "C"},
    "8.2": {SIXTH: "A", ADVISER: "R"},
    "8.3": {LEADER: "A", ADVISER: "R"},
}
OBJECTIVES = {
    "obj-providers": {YEAR_9: "R", YEAR_11: "C", GOVERNOR: "I"},
    "obj-guidance": {ADVISER: "R", YEAR_11: "C", SENCO: "C", GOVERNOR: "I"},
    "obj-curriculum": {**dict.fromkeys(SUBJECTS, "R"), GOVERNOR: "I"},
    "obj-workplace": {PLACEMENTS: "R", YEAR_11: "C", GOVERNOR: "I"},
}
# The kinds of activity by the words that their line in the matrix begins with.
ACTIVITIES = {
    "experience of the workplace": {PLACEMENTS: "R", YEAR_11: "I"},
    "provider encounter": {YEAR_9: "R", LEADER: "C"},
    "visit to higher education": {SIXTH: "R"},
    "recruitment practice": {YEAR_11: "R"},
    "event for parents": {LEADER: "R", HEAD: "I"},
}


def fill(access: Access, today: date) -> None:
    """The letters of duties, statements, objectives and the activities still to come."""
    numbers = {post.title: post.id for post in posts()}
    school = school_at_door(access.school_id)
    for code, letters in DUTIES.items():
        _set(access, numbers, "duty", code, letters)
    for one in things(access, school, "statement"):
        _set(access, numbers, "statement", one.code, STATEMENTS.get(one.small, {}))
    for one in objectives(access):
        letters = {title: letter for title, letter in OBJECTIVES.get(one.key, {}).items() if numbers[title] != one.post_id}
        _set(access, numbers, "objective", str(one.id), letters)
    for one in things(access, school, "activity"):
        if one.starts_on >= today:
            _set(access, numbers, "activity", one.code, _of_kind(one))


def _of_kind(one: Thing) -> dict[str, str]:
    return next((found for kind, found in ACTIVITIES.items() if one.small.startswith(kind)), {})


def _set(access: Access, numbers: dict[str, int], about: str, code: str, letters: dict[str, str]) -> None:
    if letters:
        set_responsibilities(access, about=about, code=code, letters={numbers[title]: one for title, one in letters.items()})
