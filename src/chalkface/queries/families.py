"""What families did with the school, each step as a share of all families asked, by year group and pupil premium.

A family is counted once for each child on roll: a school knows children, not households. What was noted counts, and what other
records say: a parent who opened their child's pages with a slip was reached and acted, and a register of an event for parents
says who came. Whoever replied, came or acted was reached.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from chalkface.core.access import Access, Scope
from chalkface.core.disclosure import EVERYBODY, Count, Group, Published, Table, hide
from chalkface.core.errors import NotAllowed
from chalkface.core.years import academic_year_of, first_day, last_day
from chalkface.indicators.figure import UNKNOWN
from chalkface.indicators.words import group_words
from chalkface.queries.figures import ON_ROLL, sizes_let_out
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.queries.programme import on_roll
from chalkface.records.models import Activity, Enrolment, FamilyStep, Participation, Pass, School

STEP_WORDS = {
    "reached": "were reached: a message was read, or somebody was spoken to",
    "replied": "replied to something",
    "attended": "came to an event, in person or online",
    "acted": "did something with their child: an open day, a form, a visit",
}
GROUPS = ("year_group", "pupil_premium")


@dataclass(frozen=True)
class FamilyFigures:
    """The steps of one academic year: everybody, then each group of ``by``; and those of the year before, of everybody."""

    year: int
    by: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, Published, tuple[Published, ...], Published | None], ...]
    is_exact: bool


@dataclass(frozen=True)
class Tick:
    """A student of a group, and whether the step is noted of their family for that day."""

    student: int
    name: str
    is_noted: bool


def may_be_noted(access: Access) -> QuerySet[Enrolment]:
    """The enrolments of this year whose families the person may note something of."""
    rows = on_roll(access)
    return Enrolment.within_groups(rows, access, "keep_families") if access.scope("keep_families") is Scope.GROUP else rows


def groups_to_note(access: Access) -> tuple[str, ...]:
    """The tutor groups whose families the person may note something of, in order."""
    found = may_be_noted(access).exclude(tutor_group="").values_list("tutor_group", flat=True)
    return tuple(sorted(set(found), key=lambda group: (len(group.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), group)))


def ticks(access: Access, *, tutor_group: str, step: str, on: date) -> tuple[Tick, ...]:
    """The students of a group by surname, each with whether the step is noted for that day."""
    rows = list(may_be_noted(access).filter(tutor_group=tutor_group).select_related("student"))
    noted = set(FamilyStep.objects.filter(step=step, on=on).values_list("student_id", flat=True))
    rows.sort(key=lambda row: (row.student.preferred_surname or row.student.legal_surname, row.student.name, row.pk))
    return tuple(Tick(row.student_id, row.student.name, row.student_id in noted) for row in rows)


def events_for_parents(access: Access) -> tuple[tuple[int, str], ...]:
    """(number, title) of the events for parents of this year that have been, the latest first."""
    rows = Activity.objects.filter(kind="parent_event", starts_on__gte=first_day(access.year), starts_on__lte=access.on)
    return tuple(rows.order_by("-starts_on", "title").values_list("pk", "title"))


def family_figures(access: Access, *, by: str = "pupil_premium") -> FamilyFigures:
    """The four steps of this academic year, exact for who may know the names behind them.

    Raises ``NotAllowed`` without the right to see impact.
    """
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see what families did")
    by = by if by in GROUPS else GROUPS[-1]
    exact, school = access.sees_exact_figures, School.objects.get(pk=access.school_id)
    did = _did(access.school_id, access.year)
    now = _steps(access, school, access.year, did[access.year], exact)
    before = _steps(access, school, access.year - 1, did[access.year - 1], exact, undivided=True)
    values = in_order(now["reached"], by)
    lines = tuple(
        (STEP_WORDS[step], now[step][EVERYBODY], tuple(now[step][frozenset({pair})] for pair in values), _before(before, step))
        for step in FamilyStep.STEPS
    )
    return FamilyFigures(access.year, by, tuple(group_words(*pair) for pair in values), lines, exact)


def _before(before: Mapping[str, Mapping[Group, Published]], step: str) -> Published | None:
    """The step in the year before; None where nothing at all was noted then, which is not the same as nobody."""
    reached = before["reached"][EVERYBODY]
    return None if isinstance(reached, Count) and not reached.numerator else before[step][EVERYBODY]


def in_order(counts: Mapping[Group, Published], by: str) -> list[tuple[str, object]]:
    """The groups of a breakdown in the order of its columns, what is not known last."""
    return sorted((next(iter(group)) for group in counts if group and next(iter(group))[0] == by), key=_order)


def _order(pair: tuple[str, object]) -> tuple[bool, str]:
    return (pair[1] == UNKNOWN, f"{pair[1]:>2}" if isinstance(pair[1], int) else str(pair[1]))


def _steps(
    access: Access, school: School, year: int, did: Mapping[str, set[int]], exact: bool, *, undivided: bool = False
) -> Mapping[str, Mapping[Group, Published]]:
    """Step → group → count, exactly or through the one exit; all of a year looked at together. ``undivided``: of everybody."""
    day = min(access.on, last_day(year))
    children = children_on_roll(access.school_id, year, day, access.kept_from if exact else frozenset())
    if undivided:
        children = dict.fromkeys(children, (EVERYBODY,))
    tables = [Table(step, counts_of(children, did[step]), people=ON_ROLL) for step in FamilyStep.STEPS]
    if exact:
        return {one.name: one.counts for one in tables}
    # Whoever took a later step was reached: who was reached and did not take it is known by taking away.
    first, *later = FamilyStep.STEPS
    rest = [Table(f"without {step}", counts_of(children, did[first] - did[step]), people=ON_ROLL) for step in later]
    sums = [(first, (step, f"without {step}")) for step in later]
    unsized = () if undivided else untold_on_roll(school, on=access.on)
    return hide([*tables, *rest], school.threshold, sums=sums, unseen=[one.name for one in rest], unsized=unsized)


def untold_on_roll(school: School, *, on: date) -> list[tuple[str, Group]]:
    """The groups on roll whose size no figure tells: nor may it be told here, or the two together would tell another."""
    _, withheld = sizes_let_out(school, on=on)
    return [(ON_ROLL, group) for group in withheld]


def children_on_roll(school_id: int, year: int, on: date, without: frozenset[int]) -> dict[int, tuple[Group, ...]]:
    """Every child on roll on the day, with the groups they are counted in."""
    came = Q(student__joined_on=None) | Q(student__joined_on__lte=on)
    here = came & (Q(student__left_on=None) | Q(student__left_on__gte=on))
    rows = QuerySet(Enrolment).filter(here, school_id=school_id, academic_year=year, year_group__range=(7, 13))
    rows = rows.exclude(student_id__in=without).order_by("student_id").values_list("student_id", "year_group", *SEALED)
    words = {True: "yes", False: "no", None: UNKNOWN}
    return {
        student: (
            EVERYBODY,
            frozenset({("year_group", year_group)}),
            frozenset({("pupil_premium", words[groups_of(school_id, *sealed).pupil_premium])}),
        )
        for student, year_group, *sealed in rows
    }


def _did(school_id: int, year: int) -> Mapping[int, Mapping[str, set[int]]]:
    """Of an academic year and the one before: step → the children whose family took it, by whatever record says so."""
    found: dict[int, dict[str, set[int]]] = {one: defaultdict(set) for one in (year - 1, year)}
    days = (first_day(year - 1), last_day(year))
    noted = QuerySet(FamilyStep).filter(school_id=school_id, on__range=days).values_list("step", "student_id", "on")
    for step, student, day in noted:
        found[academic_year_of(day)][step].add(student)
    slips = QuerySet(Pass).filter(school_id=school_id, used_at__date__range=days).exclude(carer=None)
    for student, at in slips.values_list("student_id", "used_at"):
        found[academic_year_of(localdate(at))]["acted"].add(student)
    came = QuerySet(Participation).filter(
        school_id=school_id, attended=True, activity__kind="parent_event", activity__starts_on__range=days
    )
    for student, day in came.values_list("student_id", "activity__starts_on"):
        found[academic_year_of(day)]["attended"].add(student)
    for steps in found.values():
        steps["reached"].update(*steps.values())
    return found


def counts_of(children: Mapping[int, Sequence[Group]], did: set[int]) -> dict[Group, Count]:
    """Of all children and of each group: how many there are, and how many are among those who did."""
    sums: dict[Group, list[int]] = {EVERYBODY: [0, 0]}
    for child, groups in children.items():
        for group in groups:
            held = sums.setdefault(group, [0, 0])
            held[0] += child in did
            held[1] += 1
    return {group: Count(*numbers) for group, numbers in sums.items()}
