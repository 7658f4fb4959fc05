"""Where the school's leavers went, over years: the school's own records beside what is published.

For those who see names the counts are exact; for others, and for all that leaves, they come through ``leavers_let_out``.
A leaving year is the academic year of Year 11 or 13; its destinations are those of the year after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, Count, Group, Hidden, Published
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.impact import STAGES, UNKNOWN, Line, Measure, Stage, plans_table, route_table, stages
from chalkface.core.statistics import newcombe, percent, share_sentence
from chalkface.core.years import academic_year_of, year_label
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import having
from chalkface.queries.beside import AUTHORITY, ENGLAND, ITSELF, SIMILAR, Beside, published_beside, state_of_files
from chalkface.queries.beside import Published as PublishedFigure
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.keeping import kept
from chalkface.queries.leavers import exact_destinations, exact_routes, leavers_let_out, line_counts
from chalkface.queries.retiring import kept_totals
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope

YEARS = 6
GROUP_TITLES = {
    "sex": "Sex",
    "pupil_premium": "Pupil premium",
    "sen": "SEND",
    "looked_after": "Looked after",
    "eal": "First language other than English",
    "ethnicity_group": "Ethnicity",
}
VALUES = {"F": "Female", "M": "Male", "yes": "Yes", "no": "No", "unknown": "Not known"}
ORDER = ("F", "M", "yes", "no", "white", "mixed", "asian", "black", "chinese", "other", "unknown")
Tables = Mapping[str, Mapping[Group, Published]]


@dataclass(frozen=True)
class MeasureOverYears:
    """One measure of a stage: the school's own count for each leaving year, oldest first, and what is published beside it.

    A count is None where it is too early to tell: whether a destination lasted is known from April of the year after.
    """

    measure: Measure
    years: tuple[tuple[int, Published | None], ...]
    england: tuple[PublishedFigure, ...]
    authority: tuple[PublishedFigure, ...]
    similar: tuple[PublishedFigure, ...]
    itself: tuple[PublishedFigure, ...]

    @cached_property
    def latest(self) -> tuple[int, Published] | None:
        """The newest leaving year of which something can be said, and its count."""
        return next(((year, count) for year, count in reversed(self.years) if count is not None), None)

    @cached_property
    def published(self) -> tuple[PublishedFigure, ...]:
        """The newest published figure of each place: England, the local authority, similar schools, the school itself."""
        return tuple(those[-1] for those in (self.england, self.authority, self.similar, self.itself) if those)

    @cached_property
    def sentence(self) -> str:
        """The newest figure in words, "" when it is hidden or there is nobody."""
        if self.latest is None or isinstance(self.latest[1], Hidden) or not self.latest[1].denominator:
            return ""
        year, count = self.latest
        one = indicator_called(self.measure.indicator)
        among = f"Year {11 if one.among.stage == 16 else 13} leavers of {year_label(year)}"
        return share_sentence(count.numerator, count.denominator, among=among, having=having(one))

    @cached_property
    def trend(self) -> str:
        """What may be said of the newest figure against the oldest, with chance allowed for; "" where it cannot be compared."""
        shown = [(year, count) for year, count in self.years if isinstance(count, Count) and count.denominator]
        if len(shown) < 2 or shown[-1] != self.latest:
            return ""
        (then, before), (_, now) = shown[0], shown[-1]
        low, high = newcombe((now.numerator, now.denominator), (before.numerator, before.denominator)) or (0.0, 0.0)
        was = f"{year_label(then)} ({percent(before.numerator, before.denominator)})"
        if low > 0:
            return f"Higher than in {was}, by more than chance would explain."
        if high < 0:
            return f"Lower than in {was}, by more than chance would explain."
        return f"No clear change since {was}: the difference could be chance."


@dataclass(frozen=True)
class StageOverYears:
    """One stage: its leaving years, oldest first, each measure and each line of the table of routes over them.

    ``plans``: the lines for the leavers of the present year, whose records are plans; none when nothing is recorded yet.
    ``only_plans``: of the newest leaving year, those of whom nothing but a plan is on record.
    """

    stage: Stage
    years: tuple[int, ...]
    measures: tuple[MeasureOverYears, ...]
    routes: tuple[tuple[Line, tuple[Published, ...]], ...]
    unknown: tuple[Published, ...]
    only_plans: Published
    plan_year: int
    plans: tuple[tuple[Line, Published], ...]

    def measure(self, indicator: str) -> MeasureOverYears | None:
        """The measure of this indicator, if the stage has it."""
        return next((one for one in self.measures if one.measure.indicator == indicator), None)


@dataclass(frozen=True)
class Impact:
    """What the impact page shows. Stages without any leavers are left out."""

    stages: tuple[StageOverYears, ...]
    beside: Beside
    exact: bool

    def stage(self, code: int) -> StageOverYears | None:
        """The stage 16 or 18, if anybody has left there."""
        return next((one for one in self.stages if one.stage.code == code), None)


@dataclass(frozen=True)
class LeaversByGroup:
    """One leaving year of one stage: ``columns`` are everybody and each value of the group, ``lines`` the routes.

    ``are_plans``: the year is not over, so that the records are plans.
    """

    stage: Stage
    year: int
    by: str
    columns: tuple[str, ...]
    lines: tuple[tuple[Line, tuple[Published, ...]], ...]
    unknown: Published
    only_plans: Published
    are_plans: bool


def impact(access: Access, *, on: date, for_others: bool = False) -> Impact:
    """Destinations of both stages over up to six leaving years, the newest the year before the day's.

    Raises ``NotAllowed`` without the right to see impact.
    """
    return impact_of(access, School.objects.get(pk=access.school_id), on=on, for_others=for_others)


def impact_of(access: Access, school: School, *, on: date, for_others: bool = False) -> Impact:
    """``impact`` for queries that have the access's own school at hand. Raises ``ValueError`` for another one."""
    if school.pk != access.school_id:
        raise ValueError("impact is of the access's own school")
    exact, newest = _exactly(access, for_others), leaving_year_in_review(on)
    what = f"impact-{'exact' if exact else 'published'}-{state_of_files(access, school, on=on)}"
    return kept(school, what, lambda: _worked_out(access, school, on, exact), on=on, year=newest, shared=False)


def _worked_out(access: Access, school: School, on: date, exact: bool) -> Impact:
    newest = leaving_year_in_review(on)
    tables, leavers = _tables(access, school, on, list(range(newest - YEARS + 1, newest + 2)), exact)
    beside = published_beside(access, school, on=on)
    shown = [_stage(stages()[code], tables, leavers, beside, on) for code in STAGES]
    return Impact(tuple(one for one in shown if one is not None), beside, exact)


def leavers_by_group(
    access: Access, *, on: date, year: int, stage: int, by: str = "sex", for_others: bool = False
) -> LeaversByGroup | None:
    """The routes of one leaving year by a group; None when nobody left at that stage in that year.

    Raises ``Refused`` for a stage or group that is none, ``NotAllowed`` without the right to see impact.
    """
    if stage not in STAGES:
        raise Refused("A stage is 16 (after Year 11) or 18 (after Year 13).")
    if by not in PEOPLE_GROUPS:
        raise Refused(f"Leavers can be told apart by {', '.join(GROUP_TITLES.values())}.")
    exact, school = _exactly(access, for_others), School.objects.get(pk=access.school_id)
    tables, leavers = _tables(access, school, on, [year], exact)
    if not leavers[year, stage]:
        return None
    shown, chosen = tables[year], stages()[stage]
    any_line = shown[route_table(stage, chosen.lines[0].code)]
    values = sorted(
        (next(iter(group))[1] for group in any_line if len(group) == 1 and next(iter(group))[0] == by), key=ORDER.index
    )
    groups = [EVERYBODY, *(frozenset({(by, value)}) for value in values)]
    lines = tuple(
        (line, tuple(shown[route_table(stage, line.code)].get(group, Count(0, 0)) for group in groups)) for line in chosen.lines
    )
    return LeaversByGroup(
        chosen,
        year,
        by,
        ("Everybody", *(VALUES.get(value, str(value).capitalize()) for value in values)),
        lines,
        shown[route_table(stage, UNKNOWN)][EVERYBODY],
        shown[plans_table(stage)][EVERYBODY],
        year >= academic_year_of(on),
    )


def _exactly(access: Access, for_others: bool) -> bool:
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see destinations over years")
    return access.sees_exact_figures and not for_others


def _tables(
    access: Access, school: School, on: date, years: list[int], exact: bool
) -> tuple[dict[int, Tables], dict[tuple[int, int], bool]]:
    """What may be shown of each leaving year, and whether anybody left at each stage."""
    destinations, routes = exact_destinations(school, on=on, years=years), exact_routes(school, on=on, years=years)
    shown = (
        {year: {**destinations[year], **routes[year]} for year in years}
        if exact
        else leavers_let_out(school, on=on, years=years)
    )
    with open_scope(access):
        gone = kept_totals(years)
    shown = {year: _with_totals(of_year, year, gone) for year, of_year in shown.items()}
    leavers = {
        (year, stage): (year, stage) in gone or bool(routes[year][plans_table(stage)][EVERYBODY].denominator)
        for year in years
        for stage in STAGES
    }
    return shown, leavers


def _with_totals(of_year: Tables, year: int, gone: Mapping[tuple[int, int], Tables]) -> Tables:
    """The tables of a leaving year; where its named records are gone, the totals that were kept stand in their place."""
    replaced = {name: table for stage in STAGES for name, table in gone.get((year, stage), {}).items()}
    return {**of_year, **replaced}


def _stage(
    stage: Stage, tables: Mapping[int, Tables], leavers: Mapping[tuple[int, int], bool], beside: Beside, on: date
) -> StageOverYears | None:
    newest = leaving_year_in_review(on)
    years = [year for year in tables if year <= newest and leavers[year, stage.code]]
    if not years:
        return None
    plans: Sequence[tuple[Line, Published]] = ()
    if leavers[newest + 1, stage.code]:
        plans = line_counts(tables[newest + 1], stage.code)
    unknown = next(count for line, count in plans if line.code == UNKNOWN) if plans else None
    if isinstance(unknown, Count) and unknown.numerator == unknown.denominator:
        plans = ()
    lines = [dict((line.code, count) for line, count in line_counts(tables[year], stage.code)) for year in years]
    return StageOverYears(
        stage,
        tuple(years),
        tuple(_measure(stage, one, tables, years, beside, on) for one in stage.measures),
        tuple((line, tuple(of_year[line.code] for of_year in lines)) for line in stage.lines),
        tuple(of_year[UNKNOWN] for of_year in lines),
        tables[years[-1]][plans_table(stage.code)][EVERYBODY],
        newest + 1,
        tuple(plans),
    )


def _measure(
    stage: Stage, one: Measure, tables: Mapping[int, Tables], years: Sequence[int], beside: Beside, on: date
) -> MeasureOverYears:
    def published(place: str) -> tuple[PublishedFigure, ...]:
        found = beside.of(stage.code, one.published, place, one.datasets) if one.published else []
        return tuple(figure.opposite() if one.complement else figure for figure in found)

    counts = tuple((year, tables[year][one.indicator][EVERYBODY] if _can_be_read(one, year, on) else None) for year in years)
    return MeasureOverYears(one, counts, *(published(place) for place in (ENGLAND, AUTHORITY, SIMILAR, ITSELF)))


def _can_be_read(one: Measure, year: int, on: date) -> bool:
    """Whether a destination lasted is checked at the end of March of the year after leaving."""
    return not one.indicator.startswith("sustained") or on >= date(year + 2, 4, 1)
