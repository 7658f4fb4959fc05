"""The contribution story of an objective: what was done, for whom, how much, what changed, and how sure anybody can be."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chalkface.core.access import Access
from chalkface.core.contribution import Sureness, change, how_sure
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Published
from chalkface.core.years import academic_year_of, first_day
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.facts import HOUR, OnRoll
from chalkface.queries.direction import ObjectiveLine, objective_card
from chalkface.queries.outcome_reach import shown_reach
from chalkface.queries.outcomes import LIST, outcomes
from chalkface.queries.progress import group_of
from chalkface.records.models import Activity, Objective, School


@dataclass(frozen=True)
class Held:
    """An activity that serves the objective and has begun."""

    title: str
    kind: str
    on: date


@dataclass(frozen=True)
class Dose:
    """An outcome of the objective: how many of its year group were at an activity for it this academic year, and how many of
    the group that the objective is measured for (None: it is measured for everybody)."""

    code: str
    year_group: int
    wording: str
    reached: Published
    of_group: Published | None


@dataclass(frozen=True)
class Story:
    """``since``: activities count from that day. ``kinds``: how many activities of each. ``hours`` of those that say theirs.
    ``moved`` is as ``core.contribution.change`` gives it; ``same_people``: the two figures may be of the same students."""

    line: ObjectiveLine
    on: date
    since: date
    held: tuple[Held, ...]
    kinds: tuple[tuple[str, int], ...]
    hours: Fraction
    done: tuple[str, ...]
    actions: int
    doses: tuple[Dose, ...]
    moved: tuple[float, float, float] | None
    same_people: bool
    sure: Sureness
    own_words: str


def story_of(access: Access, objective_id: int, *, on: date) -> Story | None:
    """The story of one objective of the open school as this person may see it; None when the school has none of that number.

    Raises ``NotAllowed`` without a right to figures.
    """
    school = School.objects.get(pk=access.school_id)
    card = objective_card(access, objective_id, school=school)
    if card is None:
        return None
    line = card.line
    since = min(line.baseline_on, on) if line.baseline_on else first_day(academic_year_of(on))
    rows = _held([one.code for one in card.outcomes], since, on)
    doses = _doses(access, school, line.group, [one.code for one in card.outcomes], on)
    moved = change(line.progress.baseline, line.progress.now)
    one = next((one for one in indicators() if one.id == line.indicator), None)
    return Story(
        line=line,
        on=on,
        since=since,
        held=tuple(Held(title, kind, day) for title, kind, day, _ in rows),
        kinds=tuple(Counter(kind for _, kind, *_ in rows).most_common()),
        hours=Fraction(sum(hours or 0 for *_, hours in rows), HOUR),
        done=tuple(action.what for action in card.actions if action.status == "done"),
        actions=len(card.actions),
        doses=doses,
        moved=moved,
        # Of those on roll, two days of one academic year are days of nearly the same students.
        same_people=bool(
            one
            and isinstance(one.among, OnRoll)
            and line.baseline_on
            and academic_year_of(line.baseline_on) == academic_year_of(on)
        ),
        sure=how_sure(
            moved,
            is_later=bool(line.baseline_on and line.baseline_on < on),
            lower_is_better=bool(one and one.better == "lower"),
            held=len(rows),
            reached=_least([dose.of_group or dose.reached for dose in doses]),
        ),
        own_words=Objective.objects.values_list("other_explanations", flat=True).get(pk=objective_id),
    )


def _held(codes: list[str], since: date, on: date) -> list[tuple]:
    if not codes:
        return []
    rows = Activity.objects.filter(codes__list=LIST, codes__code__in=codes, starts_on__gte=since, starts_on__lte=on)
    held = rows.exclude(plans__cancelled_on__isnull=False).order_by("starts_on", "pk").distinct()
    return list(held.values_list("title", "kind", "starts_on", "hours_e4"))


def _doses(access: Access, school: School, group: str, codes: list[str], on: date) -> tuple[Dose, ...]:
    everything = outcomes(access, include_retired=True)
    shown = shown_reach(access, school, [(one.code, one.year_group) for one in everything], on=on)
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
