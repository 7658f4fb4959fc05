"""Which essential skills were practised this year, and by whom: students who were at an activity that practises them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, Count, Group, Published, Table, hide
from chalkface.core.errors import NotAllowed
from chalkface.core.years import first_day
from chalkface.frameworks.outcome_sets import skills
from chalkface.indicators.words import group_words
from chalkface.queries.families import children_on_roll, counts_of, in_order, untold_on_roll
from chalkface.queries.figures import ON_ROLL
from chalkface.records.models import ActivityCode, Participation, School

GROUPS = ("year_group", "pupil_premium")


@dataclass(frozen=True)
class SkillFigures:
    """Each skill with the share of students on roll who practised it, those practised least first; by a group."""

    by: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, Published, tuple[Published, ...]], ...]
    is_exact: bool

    @property
    def sentence(self) -> str:
        """Which skills nobody practised on record, and which of the others fewest did; of those that are hidden, nothing."""
        told = [(name, all_) for name, all_, _ in self.lines if isinstance(all_, Count) and all_.denominator]
        none = [name.lower() for name, all_ in told if not all_.numerator]
        some = [(name, all_) for name, all_ in told if all_.numerator]
        if not told:
            return "How many practised each skill is not shown, or nobody is on roll."
        if len(none) == len(self.lines):
            return "On record, nobody has practised any of these skills this year."
        said = f"On record, nobody has practised these this year: {', '.join(none)}. " if none else ""
        if not some:
            return said.strip()
        name, all_ = some[0]
        # One that is hidden may be of fewer: nothing is said of all.
        among = " of the others" if none else " this year" if len(told) == len(self.lines) else ""
        of_shown = " of those that are shown" if len(told) < len(self.lines) else ""
        return f"{said}Least practised{among or of_shown}: {name.lower()}, by {all_} on roll."


def skill_figures(access: Access, *, by: str = "year_group") -> SkillFigures:
    """The skills that activities of this academic year practise, up to the day; exact for who may know the names.

    Raises ``NotAllowed`` without the right to see impact.
    """
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see who practised what")
    by = by if by in GROUPS else GROUPS[0]
    exact = access.sees_exact_figures
    children = children_on_roll(access.school_id, access.year, access.on, access.kept_from if exact else frozenset())
    practised = _practised(access)
    known = skills()
    tables = [Table(code, counts_of(children, practised.get(code, set())), people=ON_ROLL) for code in known]
    shown = {one.name: one.counts for one in tables} if exact else _let_out(tables, access)
    values = in_order(shown[next(iter(known))], by)
    order = sorted(known, key=lambda code: (_share(shown[code][EVERYBODY]), known[code]))
    lines = tuple(
        (known[code], shown[code][EVERYBODY], tuple(shown[code][frozenset({pair})] for pair in values)) for code in order
    )
    return SkillFigures(by, tuple(group_words(*pair) for pair in values), lines, exact)


def _let_out(tables: list[Table], access: Access) -> Mapping[str, Mapping[Group, Published]]:
    school = School.objects.get(pk=access.school_id)
    return hide(tables, school.threshold, unsized=untold_on_roll(school, on=access.on))


def _share(count: Published) -> float:
    return count.numerator / count.denominator if isinstance(count, Count) and count.denominator else 1.0


def _practised(access: Access) -> Mapping[str, set[int]]:
    """Skill → the students who were at an activity of this year that practises it; for figures alone."""
    mine = {"school_id": access.school_id}
    codes: dict[int, list[str]] = defaultdict(list)
    rows = QuerySet(ActivityCode).filter(
        **mine, list="skill", activity__starts_on__gte=first_day(access.year), activity__starts_on__lte=access.on
    )
    for activity, code in rows.values_list("activity_id", "code"):
        codes[activity].append(code)
    found: dict[str, set[int]] = defaultdict(set)
    came = QuerySet(Participation).filter(**mine, activity_id__in=list(codes), attended=True)
    for activity, student in came.values_list("activity_id", "student_id"):
        for code in codes[activity]:
            found[code].add(student)
    return found

