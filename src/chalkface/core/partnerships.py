"""How deep a partner's part in the programme goes: a ladder of five steps, by what it did and never by how often."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TALKED, WORKED_TOGETHER, OPENED_DOORS, PLACED, STAYED = 1, 2, 3, 4, 5
# From the first step up; the words follow "They …".
STEPS: Mapping[int, str] = {
    TALKED: "met students: a talk, a fair, an online session",
    WORKED_TOGETHER: "worked with them: a task set, feedback, practice, a lesson",
    OPENED_DOORS: "opened their doors: a visit",
    PLACED: "took students in: a placement of several days",
    STAYED: "did two or more of these in one year",
}
_TOGETHER = frozenset({"recruitment_practice", "curriculum_link", "skills_practice"})
_VISITS = frozenset({"higher_education_visit", "workplace_experience"})
# Hours in ten-thousandths: from twelve on, or from a second day on, a visit is a placement.
_PLACEMENT_E4 = 12 * 10_000


@dataclass(frozen=True)
class Did:
    """One activity of a partner: its kind, whether the partner set a task or gave feedback, and how long it was."""

    kind: str
    set_task: bool = False
    days: int = 1
    hours_e4: int | None = None


def step_of(did: Did) -> int:
    """The step of the ladder that one activity reaches, from 1 to 4."""
    if did.kind == "workplace_experience" and (did.days > 1 or (did.hours_e4 or 0) >= _PLACEMENT_E4):
        return PLACED
    if did.kind in _VISITS:
        return OPENED_DOORS
    return WORKED_TOGETHER if did.set_task or did.kind in _TOGETHER else TALKED


def depth(activities: Iterable[Did]) -> int:
    """The step a partner reached in a year: the deepest of its activities; the last where it reached two different steps, of
    which one was more than a talk. 0 for a partner that did nothing."""
    reached = {step_of(one) for one in activities}
    if len(reached) > 1:
        return STAYED
    return max(reached, default=0)

