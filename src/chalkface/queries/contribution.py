"""The contribution story of an objective: what was done, for whom, how much, what changed, and how sure anybody can be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chalkface.core.access import Access
from chalkface.core.contribution import Sureness, change, how_sure, is_of_measured, year_of_reach
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Published
from chalkface.core.years import academic_year_of, first_day, last_day, people_again
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.facts import HOUR, Leavers, OnRoll
from chalkface.indicators.kinds import Share
from chalkface.queries.direction import ObjectiveLine, objective_at_work
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.outcome_reach import shown_reach
from chalkface.queries.outcomes import LIST, outcomes
from chalkface.queries.progress import group_of
from chalkface.records.models import Activity, Objective, School

LAST_YEAR_GROUP = {16: 11, 18: 13}


@dataclass(frozen=True)
class Held:
    """An activity that serves the objective and has begun."""

    title: str
    kind: str
    on: date


@dataclass(frozen=True)
class Dose:
    """An outcome of the objective: how many of its year group were at an activity for it in the story's year of reach, and how
    many of the group that the objective is measured for (None: it is measured for everybody). ``of_measured``: whether its
    year group of that year is among those whom the indicator counts now."""

    code: str
    year_group: int
    wording: str
    reached: Published
    of_group: Published | None
    of_measured: bool


@dataclass(frozen=True)
class _Measured:
    """Whom the indicator of an objective counts on a day: the year groups of an academic year (none: it counts no students).

    ``is_again``: the figure at the start counted the same leavers. ``same_people``: it may have counted the same students."""

    year_groups: tuple[int, ...]
    year: int
    is_again: bool
    same_people: bool


@dataclass(frozen=True)
class Story:
    """``since``: activities count from that day. ``kinds``: how many activities of each. ``hours`` of those that say theirs.
    ``reach_year``: the academic year in which those reached are counted. ``moved`` is as ``core.contribution.change`` gives
    it; ``same_people``: the two figures may be of the same students, ``same_leavers``: they are of the same leavers."""

    line: ObjectiveLine
    on: date
    since: date
    held: tuple[Held, ...]
    kinds: tuple[tuple[str, int], ...]
    hours: Fraction
    done: tuple[str, ...]
    actions: int
    doses: tuple[Dose, ...]
    reach_year: int
    moved: tuple[float, float, float] | None
    same_people: bool
    same_leavers: bool
    sure: Sureness
    own_words: str


def story_of(access: Access, objective_id: int, *, on: date, school: School) -> Story | None:
    """The story of one objective of the open ``school`` as this person may see it; None when it has none of that number.

    Raises ``NotAllowed`` without a right to figures.
    """
    found = objective_at_work(access, objective_id, school=school)
    if found is None:
        return None
    line, own_words, serving, actions = found
    since = min(line.baseline_on, on) if line.baseline_on else first_day(academic_year_of(on))
    one = next((one for one in indicators() if one.id == line.indicator), None)
    whom = _measured(one, line, on)
    rows = _held([one.code for one in serving], since, on)
    year_of_code = {one.code: one.year_group for one in serving}
    # What is held after leavers have left can have reached none of them.
    in_time = [row for row in rows if row.year <= whom.year]
    served = [(row.year, year_of_code[code]) for row in in_time for code in row.codes]
    reach_year = year_of_reach(served, measured=whom.year_groups, year=whom.year)
    doses = _doses(access, school, line.group, year_of_code, whom, reach_year, on)
    moved = change(line.progress.baseline, line.progress.now)
    return Story(
        line=line,
        on=on,
        since=since,
        held=tuple(row.held for row in rows),
        kinds=tuple(Counter(row.held.kind for row in rows).most_common()),
        hours=Fraction(sum(row.hours or 0 for row in rows), HOUR),
        done=tuple(action.what for action in actions if action.status == "done"),
        actions=len(actions),
        doses=doses,
        reach_year=reach_year,
        moved=moved,
        same_people=whom.same_people,
        same_leavers=whom.is_again,
        sure=how_sure(
            moved,
            is_later=bool(line.baseline_on and line.baseline_on < on and not whom.is_again),
            lower_is_better=bool(one and one.better == "lower"),
            held=len(in_time),
            reached=_least([dose.of_group or dose.reached for dose in doses if dose.of_measured]),
        ),
        own_words=own_words,
    )


def _measured(one: Share | None, line: ObjectiveLine, on: date) -> _Measured:
    year, start = academic_year_of(on), line.baseline_on
    wanted = {value for by, value in group_of(line.group) if by == "year_group"}
    match one.among if one else None:
        case OnRoll(year_groups=groups):
            groups = tuple(group for group in groups if not wanted or group in wanted)
            again = bool(start) and people_again(groups, year - academic_year_of(start))
            return _Measured(groups, year, False, again)
        case Leavers(stage=stage):
            left = leaving_year_in_review(on)
            return _Measured((LAST_YEAR_GROUP[stage],), left, bool(start) and leaving_year_in_review(start) == left, False)
        case _:
            return _Measured((), year, False, False)


@dataclass(frozen=True)
class _Row:
    """An activity held, its academic year, its hours as they are stored, and which of the objective's outcomes it serves."""

    held: Held
    year: int
    hours: int | None
    codes: tuple[str, ...]


def _held(codes: list[str], since: date, on: date) -> list[_Row]:
    if not codes:
        return []
    rows = Activity.objects.filter(codes__list=LIST, codes__code__in=codes, starts_on__gte=since, starts_on__lte=on)
    rows = rows.exclude(plans__cancelled_on__isnull=False).order_by("starts_on", "pk", "codes__code")
    found: dict[int, _Row] = {}
    for pk, title, kind, day, hours, code in rows.values_list("pk", "title", "kind", "starts_on", "hours_e4", "codes__code"):
        served = (*found[pk].codes, code) if pk in found else (code,)
        found[pk] = _Row(Held(title, kind, day), academic_year_of(day), hours, served)
    return list(found.values())


def _doses(
    access: Access, school: School, group: str, codes: Mapping[str, int], whom: _Measured, year: int, on: date
) -> tuple[Dose, ...]:
    everything = outcomes(access, include_retired=True)
    day = min(on, last_day(year))
    shown = shown_reach(access, school, [(one.code, one.year_group) for one in everything], on=day)
    measured = group_of(group)
    # A year group is what the outcome is of already.
    is_people = bool(measured) and all(by != "year_group" for by, _ in measured)
    return tuple(
        Dose(
            one.code,
            one.year_group,
            one.wording,
            shown[one.code][EVERYBODY],
            shown[one.code].get(measured, HIDDEN) if is_people else None,
            is_of_measured(one.year_group, year, measured=whom.year_groups, year=whom.year),
        )
        for one in everything
        if one.code in codes
    )


def _least(reached: list[Published]) -> Published | None:
    """That of the outcome that reached the smallest share; hidden where one is, for it might be that."""
    if any(count is HIDDEN for count in reached):
        return HIDDEN
    counts = [count for count in reached if isinstance(count, Count) and count.denominator]
    return min(counts, key=lambda count: Fraction(count.numerator, count.denominator), default=None)


def own_explanation(objective_id: int) -> tuple[str, str, int] | None:
    """The title of an objective, its own words on what else could explain a change, and its edition; None if not here."""
    return Objective.objects.filter(pk=objective_id).values_list("title", "other_explanations", "edition").first()
