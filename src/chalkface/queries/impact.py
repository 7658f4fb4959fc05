"""Where the school's leavers went, over years: the school's own records beside what is published.

For those who see names the counts are exact; for others, and for all that leaves, they come through ``leavers_let_out``.
A leaving year is the academic year of Year 11 or 13; its destinations are those of the year after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Hidden, Published
from chalkface.core.errors import Refused
from chalkface.core.impact import (
    STAGES,
    UNKNOWN,
    Line,
    Measure,
    Part,
    Stage,
    part_table,
    plans_table,
    route_table,
    stages,
)
from chalkface.core.statistics import cochran_armitage, newcombe, p_words, percent, share_sentence
from chalkface.core.years import academic_year_of, year_label
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import having
from chalkface.queries.beside import AUTHORITY, ENGLAND, ITSELF, SIMILAR, Beside, published_beside, state_of_files
from chalkface.queries.beside import Published as PublishedFigure
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.keeping import kept
from chalkface.queries.leaver_groups import ORDER
from chalkface.queries.leaver_years import LeaverYears, Pool, Tables, can_be_read, leaver_years, sees_exactly, years_shown
from chalkface.queries.leavers import line_counts
from chalkface.records.models import School

GROUP_TITLES = {
    "sex": "Sex",
    "pupil_premium": "Pupil premium",
    "sen": "SEND",
    "looked_after": "Looked after",
    "eal": "First language other than English",
    "ethnicity_group": "Ethnicity",
}
VALUES = {"F": "Female", "M": "Male", "yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True)
class MeasureOverYears:
    """One measure of a stage: the school's own count for each leaving year, oldest first, and what is published beside it.

    A count is None where it is too early to tell: whether a destination lasted is known from April of the year after.
    ``parts``: apprenticeships by level, work with training and without, for the same years (None: not counted when the totals
    of that year were kept).
    ``pools``: three years together, where a single one is of few people. ``unknown``: those not known, for each year.
    ``told``: ``years`` as everybody is told them, for who sees every number (none: as they are).
    """

    measure: Measure
    years: tuple[tuple[int, Published | None], ...]
    parts: tuple[tuple[Part, tuple[Published | None, ...]], ...]
    pools: tuple[tuple[Pool, Published | None], ...]
    unknown: tuple[Published, ...]
    england: tuple[PublishedFigure, ...]
    authority: tuple[PublishedFigure, ...]
    similar: tuple[PublishedFigure, ...]
    itself: tuple[PublishedFigure, ...]
    told: tuple[tuple[int, Published | None], ...] = ()

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
    def not_known(self) -> str:
        """How many of the newest year are not known, to stand beside the sentence; "" where that is what it says itself."""
        if self.latest is None or self.measure.indicator.startswith("destination-known"):
            return ""
        unknown = dict(zip((year for year, _ in self.years), self.unknown, strict=True))[self.latest[0]]
        if isinstance(unknown, Hidden):
            return "How many are not known is hidden."
        return f"{unknown.numerator} of the {unknown.denominator} are not known." if unknown.numerator else "All are known."

    @cached_property
    def trend(self) -> str:
        """What may be said of the newest figure against the earlier ones, with chance allowed for; "" where nothing can.

        It says the same to everybody, from what everybody is told; where every number says something else, that comes after.
        """
        told, own = self.trend_for_all, _trend(self.years)
        if own == told:
            return told
        others = told or "Others are told of no change, for a year is hidden from them."
        return f"{others} With every number, which others do not see: {own[0].lower()}{own[1:]}" if own else told


    @property
    def trend_for_all(self) -> str:
        """The same from what everybody is told alone."""
        return _trend(self.told or self.years)

    @property
    def has_moved(self) -> bool:
        """Whether this is a change by more than chance would explain."""
        return _has_moved(self.told or self.years)


def _trend(years: Sequence[tuple[int, Published | None]]) -> str:
    shown = _comparable(years)
    if not shown:
        return ""
    return _against_one(*shown) if len(shown) == 2 else _over_several(shown, len(years))


def _has_moved(years: Sequence[tuple[int, Published | None]]) -> bool:
    shown = _comparable(years)
    if len(shown) == 2:
        (_, before), (_, now) = shown
        between = newcombe((now.numerator, now.denominator), (before.numerator, before.denominator))
        return between is not None and not between[0] <= 0 <= between[1]
    found = cochran_armitage((year, count.numerator, count.denominator) for year, count in shown) if shown else None
    return found is not None and found.is_clear


def _comparable(years: Sequence[tuple[int, Published | None]]) -> list[tuple[int, Count]]:
    """The years that can be read, where they are two or more and the newest is one of them; else none."""
    known = [(year, count) for year, count in years if count is not None]
    shown = [(year, count) for year, count in known if isinstance(count, Count) and count.denominator]
    return shown if len(shown) >= 2 and shown[-1] == known[-1] else []


def _against_one(first: tuple[int, Count], last: tuple[int, Count]) -> str:
    (then, before), (_, now) = first, last
    between = newcombe((now.numerator, now.denominator), (before.numerator, before.denominator))
    if between is None:
        return ""
    low, high = between
    was = f"{year_label(then)} ({percent(before.numerator, before.denominator)})"
    if low > 0:
        return f"Higher than in {was}, by more than chance would explain."
    if high < 0:
        return f"Lower than in {was}, by more than chance would explain."
    return f"No clear change since {was}: the difference could be chance."


def _over_several(shown: Sequence[tuple[int, Count]], of: int) -> str:
    found = cochran_armitage((year, count.numerator, count.denominator) for year, count in shown)
    first, last = shown[0], shown[-1]
    span = f"from {year_label(first[0])} ({percent(first[1].numerator, first[1].denominator)}) to {year_label(last[0])}"
    some = f"the {len(shown)} years" if len(shown) == of else f"the {len(shown)} of {of} years that can be read"
    if found is None:
        return f"The same in all {len(shown)} years {span}."
    if not found.is_clear:
        return f"No clear trend over {some} {span}: the ups and downs could be chance ({p_words(found.p)})."
    moved = "rise" if found.z > 0 else "fall"
    return f"A {moved} over {some} {span}, by more than chance would explain ({p_words(found.p)})."


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
    are_few: bool

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
    exact, newest = sees_exactly(access, for_others), leaving_year_in_review(on)
    what = f"impact-{'exact' if exact else 'published'}-{state_of_files(access, school, on=on)}"
    return kept(school, what, lambda: _worked_out(access, school, on, exact), on=on, year=newest, shared=False)


def _worked_out(access: Access, school: School, on: date, exact: bool) -> Impact:
    years = years_shown(on)
    gathered = leaver_years(access, school, on=on, years=[*years, years[-1] + 1], exact=exact)
    told = leaver_years(access, school, on=on, years=years, exact=False).tables if exact else {}
    beside = published_beside(access, school, on=on)
    shown = [_stage(stages()[code], gathered, beside, told) for code in STAGES]
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
    exact, school = sees_exactly(access, for_others), School.objects.get(pk=access.school_id)
    gathered = leaver_years(access, school, on=on, years=[year], exact=exact)
    if not gathered.has_leavers(year, stage):
        return None
    shown, chosen = gathered.tables[year], stages()[stage]
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


def _stage(stage: Stage, gathered: LeaverYears, beside: Beside, told: Mapping[int, Tables]) -> StageOverYears | None:
    tables, years, present = gathered.tables, gathered.years(stage.code), leaving_year_in_review(gathered.on) + 1
    if not years:
        return None
    plans: Sequence[tuple[Line, Published]] = ()
    if gathered.has_leavers(present, stage.code):
        plans = line_counts(tables[present], stage.code)
    unknown = next(count for line, count in plans if line.code == UNKNOWN) if plans else None
    if isinstance(unknown, Count) and unknown.numerator == unknown.denominator:
        plans = ()
    lines = [dict((line.code, count) for line, count in line_counts(tables[year], stage.code)) for year in years]
    are_few = gathered.are_few(stage.code)
    pools = gathered.pools(stage.code) if are_few else ()
    not_known = tuple(of_year[UNKNOWN] for of_year in lines)
    return StageOverYears(
        stage,
        years,
        tuple(_measure(stage, one, gathered, pools, not_known, beside, told) for one in stage.measures),
        tuple((line, tuple(of_year[line.code] for of_year in lines)) for line in stage.lines),
        not_known,
        tables[years[-1]][plans_table(stage.code)][EVERYBODY],
        present,
        tuple(plans),
        are_few,
    )


def _measure(
    stage: Stage,
    one: Measure,
    gathered: LeaverYears,
    pools: Sequence[Pool],
    unknown: tuple[Published, ...],
    beside: Beside,
    told: Mapping[int, Tables],
) -> MeasureOverYears:
    def published(place: str) -> tuple[PublishedFigure, ...]:
        found = beside.of(stage.code, one.published, place, one.datasets) if one.published else []
        return tuple(figure.opposite() if one.complement else figure for figure in found)

    def over(tables: Mapping[int, Tables]) -> tuple[tuple[int, Published | None], ...]:
        return tuple((year, tables[year][one.indicator][EVERYBODY] if can_be_read(one, year, on) else None) for year in years)

    on, tables, years = gathered.on, gathered.tables, gathered.years(stage.code)
    parts = [
        (part, tuple(tables[year].get(part_table(stage.code, part), {}).get(EVERYBODY) for year in years))
        for part in stage.parts_of(one.indicator)
    ]
    return MeasureOverYears(
        one,
        over(tables),
        tuple((part, of) for part, of in parts if any(count is HIDDEN or (count and count.numerator) for count in of)),
        tuple((one_pool, _of_pool(one, one_pool, on)) for one_pool in pools),
        unknown,
        *(published(place) for place in (ENGLAND, AUTHORITY, SIMILAR, ITSELF)),
        over(told) if told else (),
    )


def _of_pool(one: Measure, pool: Pool, on: date) -> Published | None:
    return pool.tables[one.indicator][EVERYBODY] if can_be_read(one, pool.years[-1], on) else None
