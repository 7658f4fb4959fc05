"""What a parent or carer may see of a child: the child's age, the child's choice and the school's rule, in that order.

At 16 the young person's choice replaces the parent's and at 18 the parent's door is shut (docs/permission-matrix.md). An
unknown date of birth counts as over 16: what is not known opens nothing.
"""

from dataclasses import dataclass
from datetime import date

RULES = {"when_shared": "only when the student shares it", "under_16": "until the student is 16, unless the student says no"}
SIXTEEN, EIGHTEEN = 16, 18


def age_on(born: date | None, on: date) -> int | None:
    """Whole years on a day; somebody born on 29 February is a year older on 1 March. None when the birthday is not known."""
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True)
class Child:
    """A child as the parent's door knows them; a choice is None when none was made."""

    born: date | None
    left_on: date | None = None
    shares_plan: bool | None = None
    shares_hopes: bool | None = None


def parent_sees(child: Child, rule: str, on: date) -> frozenset[str]:
    """The permissions that a parent has for this child on a day; empty when the door is shut."""
    age = age_on(child.born, on)
    if (child.left_on is not None and child.left_on < on) or (age is not None and age >= EIGHTEEN):
        return frozenset()
    is_young = age is not None and age < SIXTEEN
    sees = {"see_own_pages", "see_students", "see_encounters", "see_programme", "act_on_agreed"}
    if is_young or child.shares_hopes is not False:
        sees.add("see_aspirations")
    by_rule = is_young and rule == "under_16"
    if child.shares_plan or (child.shares_plan is None and by_rule):
        sees.add("see_guidance")
    return frozenset(sees)
