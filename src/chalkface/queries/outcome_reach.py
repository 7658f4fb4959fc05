"""Whom an outcome reached: of the students on roll in its year group, those who were at an activity that serves it.

Counted for the academic year of a day, as figures are, and shown as figures are: exactly to who may see the names, to
everybody else through the small-number rule. What is hidden here cannot be worked out from the figures' own pages either:
a group's size that no figure tells is not told here, nor so many others that it would follow.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from chalkface.core.access import Access, Scope
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Published, Table, hide
from chalkface.core.errors import NotAllowed
from chalkface.core.statistics import gap_sentence
from chalkface.core.suppression import Layer, Sum
from chalkface.core.years import academic_year_of, first_day
from chalkface.indicators.figure import UNKNOWN
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries.figures import EXACT, ON_ROLL, reach_of_figures, sizes_let_out
from chalkface.queries.keeping import kept
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.queries.outcomes import LIST, OutcomeLine, outcomes
from chalkface.queries.students import there_on
from chalkface.records.models import ActivityCode, Enrolment, Participation, School

Counts = Mapping[str, Mapping[Group, Count]]


@dataclass(frozen=True)
class ReachLine:
    """One group of the year group: what it is called, and how many of it met the outcome."""

    label: str
    count: Published


@dataclass(frozen=True)
class Reach:
    """How many of a year group met an outcome by a day, of everybody and of each group; ``groups`` by the title of each.

    ``sentence`` says who was left out; "" when that is hidden or there is nobody to count.
    """

    outcome: OutcomeLine
    total: Published
    groups: dict[str, tuple[ReachLine, ...]]
    sentence: str

    @property
    def is_hidden(self) -> bool:
        """Whether the small-number rule hides even the whole."""
        return self.total is HIDDEN


def reach_of_outcome(access: Access, outcome_id: int, on: date) -> Reach | None:
    """Whom one outcome of the open school reached by a day, as this person may see it; None when it is not here.

    Raises ``NotAllowed`` without a right to figures.
    """
    everything = outcomes(access, include_retired=True)
    line = next((one for one in everything if one.id == outcome_id), None)
    return reach_of(access, line, everything, on) if line else None


def reach_of(access: Access, line: OutcomeLine, everything: Iterable[OutcomeLine], on: date) -> Reach:
    """The same for who has the outcome, and all of the school's, at hand."""
    school = School.objects.get(pk=access.school_id)
    places = [(one.code, one.year_group) for one in everything]
    shown = shown_reach(access, school, places, on=on)[line.code]
    groups: dict[str, tuple[ReachLine, ...]] = {}
    for by in PEOPLE_GROUPS:
        lines = [(group, count) for group, count in shown.items() if by in dict(group)]
        groups[GROUP_TITLES[by]] = tuple(ReachLine(group_words(by, dict(group)[by]), count) for group, count in lines)
    students = "pupils" if school.says_pupil else "students"
    return Reach(line, shown[EVERYBODY], groups, left_out_sentence(line.year_group, shown, students))


def left_out_sentence(year_group: int, shown: Mapping[Group, Published], students: str = "students") -> str:
    """ "31 of 182 Year 8 students have not met this outcome; 14 of them have the pupil premium." """
    total, premium = shown[EVERYBODY], shown.get(frozenset({("pupil_premium", "yes")}), HIDDEN)
    if not isinstance(total, Count) or not total.denominator:
        return ""
    among, lacking = f"Year {year_group} {students}", "have not met this outcome"
    if total.numerator == total.denominator:
        return f"All {total.denominator:,} {among} have met this outcome."
    sentence = gap_sentence(total.numerator, total.denominator, among=among, lacking=lacking)
    of_them = premium.denominator - premium.numerator if isinstance(premium, Count) else 0
    if not of_them:
        return sentence
    return f"{sentence[:-1]}; {of_them:,} of them {'has' if of_them == 1 else 'have'} the pupil premium."


def shown_reach(
    access: Access, school: School, places: Iterable[tuple[str, int]], *, on: date
) -> dict[str, Mapping[Group, Published]]:
    """The same for every outcome of the open school, by code and group. ``places`` are the codes and year groups of all of
    them, retired ones too: they are looked at together. Raises ``NotAllowed`` without a right to figures."""
    reach = reach_of_figures(access)
    places = tuple(sorted(set(places)))
    about = sha256(repr(places).encode()).hexdigest()[:16]  # the outcomes are no part of what figures are counted from
    year = academic_year_of(on)
    exact = kept(school, f"outcomes-{about}", lambda: _counted(school, places, on), on=on, year=year)
    if reach == EXACT:
        return exact
    return kept(school, f"outcomes-{about}-published", lambda: _let_out(school, places, exact, on), on=on, year=year)


def _counted(school: School, places: tuple[tuple[str, int], ...], on: date) -> dict[str, dict[Group, Count]]:
    """The exact counts. Reads the whole school whoever asks, as figures do: what of it is shown is decided by the callers."""
    roll: dict[int, dict[int, tuple[Group, ...]]] = defaultdict(dict)
    for student, year_group, *sealed in _on_roll(school.pk, on).values_list("student_id", "year_group", *SEALED):
        roll[year_group][student] = (EVERYBODY, *groups_of(school.pk, *sealed).breakdowns)
    sizes = {year_group: Counter(group for of in students.values() for group in of) for year_group, students in roll.items()}
    came = _kept_came(school, on)
    found = {}
    for code, year_group in places:
        students = roll.get(year_group, {})
        reached = Counter(group for student in came.get(code, ()) if student in students for group in students[student])
        whole = {EVERYBODY: 0} | sizes.get(year_group, {})
        found[code] = {group: Count(reached[group], whole[group]) for group in _by_name(whole)}
    return found


def _on_roll(school_id: int, on: date) -> QuerySet[Enrolment]:
    return QuerySet(Enrolment).filter(there_on(on), school_id=school_id, academic_year=academic_year_of(on))


def _by_name(groups: Mapping[Group, int]) -> list[Group]:
    """Everybody first, then the groups as they are shown, what is not known last: the same order in every run."""
    place = {by: at for at, by in enumerate(PEOPLE_GROUPS)}
    return sorted(groups, key=lambda group: [(place[by], value == UNKNOWN, value) for by, value in group])


def _kept_came(school: School, on: date) -> dict[str, set[int]]:
    return kept(school, "outcomes-came", lambda: _came(school.pk, on), on=on, year=academic_year_of(on))


def _came(school_id: int, on: date) -> dict[str, set[int]]:
    """By the code of an outcome, who was at an activity that carries it, in the academic year until the day.

    In two steps: joined, the database reads the marks of every activity once for each code.
    """
    codes: dict[int, list[str]] = defaultdict(list)
    held = {"activity__starts_on__gte": first_day(academic_year_of(on)), "activity__starts_on__lte": on}
    carrying = QuerySet(ActivityCode).filter(school_id=school_id, list=LIST, **held)
    for activity, code in carrying.values_list("activity_id", "code"):
        codes[activity].append(code)
    there = QuerySet(Participation).filter(school_id=school_id, activity_id__in=list(codes), attended=True)
    found: dict[str, set[int]] = defaultdict(set)
    for activity, student in there.values_list("activity_id", "student_id"):
        for code in codes[activity]:
            found[code].add(student)
    return found


def _let_out(school: School, places: tuple[tuple[str, int], ...], exact: Counts, on: date) -> dict[str, dict[Group, Published]]:
    """The one exit for small numbers of outcomes, all of them at once."""
    tables = [Table(code, exact[code], ON_ROLL, _year(year_group)) for code, year_group in places]
    told, withheld = sizes_let_out(school, on=on)
    untold = untold_sizes(_sizes(school.pk, on), told, withheld, school.threshold)
    return hide(tables, school.threshold, unsized=[(ON_ROLL, group) for group in untold])


def _year(year_group: int) -> Group:
    return frozenset({("year_group", year_group)})


def _sizes(school_id: int, on: date) -> dict[Group, int]:
    """Everybody on roll, each year group, each group, and each group of each year group."""
    sizes: Counter[Group] = Counter()
    for year_group, *sealed in _on_roll(school_id, on).values_list("year_group", *SEALED):
        year = _year(year_group)
        for group in (EVERYBODY, *groups_of(school_id, *sealed).breakdowns):
            sizes[group] += 1
            sizes[year | group] += 1
    return dict(sizes)


def untold_sizes(sizes: Mapping[Group, int], told: frozenset[Group], withheld: frozenset[Group], threshold: int) -> set[Group]:
    """The groups on roll whose size may not be told beside what figures tell already.

    Figures tell the sizes ``told`` and hide ``withheld``. A reader adds up: each year group is the sum of its groups, each
    group of the school the sum of that group in the year groups. The school's own totals are only the figures' to tell.
    """
    own = {group: (size,) for group, size in sizes.items() if group not in told}
    layer = Layer(
        own,
        [one for one in _sums(sizes, told) if one.parts],
        least=(threshold,),
        hidden=[
            group for group, (size,) in own.items() if size < threshold or group in withheld or "year_group" not in dict(group)
        ],
        last=(),
    )
    layer.protect()
    return set(layer.hidden)


def _sums(sizes: Mapping[Group, int], told: frozenset[Group]) -> list[Sum]:
    """Every whole with its parts, as far as figures leave them open; a whole that they tell is known to every reader."""
    parts: dict[tuple[Group, str], list[Group]] = defaultdict(list)
    for group in sizes:
        for item in sorted(group, key=lambda item: item[0]):
            parts[group - {item}, item[0]].append(group)
    return [
        Sum(None if whole in told else whole, tuple(part for part in divided if part not in told))
        for (whole, _), divided in parts.items()
    ]


def reach_of_names(access: Access) -> Scope | None:
    """How far this person may see by name who was left out: the narrower of the two rights that it takes."""
    reaches = {access.scope("see_students"), access.scope("see_encounters")}
    if None in reaches or Scope.AGGREGATE in reaches:
        return None
    return Scope.GROUP if Scope.GROUP in reaches else Scope.SCHOOL


@dataclass(frozen=True)
class LeftOut:
    """A student on roll in the year group who was at no activity that serves the outcome."""

    id: int
    name: str
    tutor_group: str


def left_out(access: Access, line: OutcomeLine, on: date) -> tuple[LeftOut, ...]:
    """Who was left out by the day, as far as the person sees students, by tutor group and surname.

    Raises ``NotAllowed`` for who may see no names.
    """
    if reach_of_names(access) is None:
        raise NotAllowed(f"{access.role} may not see who was left out")
    came = _kept_came(School.objects.get(pk=access.school_id), on).get(line.code, ())
    rows = Enrolment.objects.filter(there_on(on), academic_year=academic_year_of(on), year_group=line.year_group)
    for permission in ("see_students", "see_encounters"):
        if access.scope(permission) is Scope.GROUP:
            rows = Enrolment.within_groups(rows, access, permission)
    found = [(row.tutor_group, row.student) for row in rows.select_related("student") if row.student_id not in came]
    found.sort(key=lambda one: (one[0], one[1].preferred_surname or one[1].legal_surname, one[1].name, one[1].pk))
    return tuple(LeftOut(student.pk, student.name, tutor_group) for tutor_group, student in found)
