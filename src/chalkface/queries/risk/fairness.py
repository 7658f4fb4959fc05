"""How the indicator treats groups of students, and how past scores turned out: counts, never names.

Exact for the few who may see the name behind each; for everybody else through the small-number rule, all counts of this
year's scores together and all counts of past ones together, so that none can be worked out from the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chalkface.core.access import Access, Scope
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Hidden, Published, Table, hide
from chalkface.core.risk import BAND_TITLES, BANDS
from chalkface.core.statistics import interval_words, wilson
from chalkface.indicators.figure import UNKNOWN
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.queries.risk.bands import SAID, SCORE, latest_scores, opened_said, opened_score
from chalkface.records.models import Destination, Enrolment, RiskScore, School
from chalkface.records.sealed import opened_values

LEAVERS = {11: 16, 13: 18}
RED = "red"
NOT_TOLD = ("", "unknown", "moved_away", "deceased", "custody", "undecided")
Counts = Mapping[Group, Published]


@dataclass(frozen=True)
class Shown:
    """One share as it may be shown, with its interval in words."""

    count: Published

    @property
    def is_hidden(self) -> bool:
        """Whether the small-number rule hides it."""
        return isinstance(self.count, Hidden)

    @property
    def between(self) -> str:
        """12% to 30%; "" where it is hidden or of nobody."""
        if isinstance(self.count, Hidden) or not self.count.denominator:
            return ""
        return interval_words(wilson(self.count.numerator, self.count.denominator))


@dataclass(frozen=True)
class GroupLine:
    """One group: what it is called, and its shares."""

    label: str
    shares: tuple[Shown, ...]


@dataclass(frozen=True)
class Bands:
    """This year's scores: in all and by year group (each share is one band's), and by group (amber or red; red)."""

    scored_on: date | None
    is_exact: bool
    everybody: tuple[Shown, ...]
    years: tuple[GroupLine, ...]
    groups: tuple[tuple[str, tuple[GroupLine, ...]], ...]


@dataclass(frozen=True)
class Past:
    """How the scores of earlier years turned out. ``bands``: of each band's leavers those who ended up out of everything;
    by group: of those red the ones who were fine (false alarms), of those out the ones who were not red (missed)."""

    years: tuple[int, ...]
    is_exact: bool
    told: int | None
    untold: int | None
    bands: tuple[GroupLine, ...]
    groups: tuple[tuple[str, tuple[GroupLine, ...]], ...]


def is_exact(access: Access) -> bool:
    """Whether exact counts may be shown: to those who may see the name behind each."""
    return access.scope("see_risk") is Scope.SCHOOL


def _band(band: str) -> Group:
    return frozenset({("band", band)})


def _titled(groups: Iterable[Group]) -> list[tuple[str, list[Group]]]:
    """The groups of one attribute under its title, in the order that figures are shown; what is not known last."""
    held: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if len(group) == 1:
            held[next(iter(group))[0]].append(group)
    for found in held.values():
        found.sort(key=lambda group: (next(iter(group))[1] == UNKNOWN, str(next(iter(group))[1])))
    return [(GROUP_TITLES[by], held[by]) for by in PEOPLE_GROUPS if by in held]


def _words(group: Group) -> str:
    return group_words(*next(iter(group)))


def this_year(access: Access) -> Bands:
    """This year's scores as counts. Two queries."""
    of: dict[Group, dict[str, int]] = defaultdict(lambda: dict.fromkeys(BANDS, 0))
    last, own = None, len(SCORE)
    for year, *row in latest_scores(access).values_list("year_group", *SCORE, *SAID, *SEALED):
        score, said, sealed = row[:own], row[own : own + len(SAID)], row[own + len(SAID) :]
        scored_on, band = score[-1], opened_score(access.school_id, *score)["band"]
        said = opened_said(access.school_id, *said)
        last = scored_on if last is None else max(last, scored_on)
        for group in (EVERYBODY, frozenset({("year_group", year)}), *groups_of(access.school_id, *sealed).breakdowns):
            of[group][said or band] += 1
    exact = is_exact(access)
    if not of:
        return Bands(None, exact, (), (), ())
    counts: dict[str, Counts] = {
        band: {group: Count(held[band], sum(held.values())) for group, held in of.items()} for band in BANDS
    }
    if not exact:
        threshold = School.objects.get(pk=access.school_id).threshold
        counts = hide([Table(band, counts[band], "scored") for band in BANDS], threshold, wholes=[BANDS])
    years = sorted(next(iter(group))[1] for group in of if group and next(iter(group))[0] == "year_group")
    return Bands(
        last,
        exact,
        tuple(Shown(counts[band][EVERYBODY]) for band in BANDS),
        tuple(
            GroupLine(f"Year {year}", tuple(Shown(counts[band][frozenset({("year_group", year)})]) for band in BANDS))
            for year in years
        ),
        tuple(
            (title, tuple(GroupLine(_words(one), (_not(counts["green"][one]), Shown(counts[RED][one]))) for one in held))
            for title, held in _titled(of)
        ),
    )


def _not(count: Published) -> Shown:
    """Everybody else of the same people."""
    return Shown(count if isinstance(count, Hidden) else Count(count.denominator - count.numerator, count.denominator))


def _ends(access: Access) -> dict[tuple[int, int, int], bool]:
    """(student, stage, year of leaving) → whether they ended up out of education and work, of those of whom it is known."""
    found: dict[tuple[int, int, int], bool] = {}
    rows = QuerySet(Destination).filter(school_id=access.school_id).order_by("position", "pk")
    for student, stage, year, route, status in rows.values_list("student_id", "stage", "academic_year", "route", "status"):
        if status in ("intended", "offered"):
            continue
        if route in NOT_TOLD and status != "not_sustained":
            found.pop((student, stage, year - 1), None)
        else:
            found[student, stage, year - 1] = route == "neet" or status == "not_sustained"
    return found


def _scored_leavers(access: Access) -> list[tuple[int, int, int, str, list[str]]]:
    """(student, stage, year, band of the year's last score, what opens their groups) of Years 11 and 13 of earlier years."""
    scores = QuerySet(RiskScore).filter(school_id=access.school_id, academic_year__lt=access.year)
    bands = {}
    for student, year, band in opened_values(scores.order_by("scored_on", "pk"), "student_id", "academic_year", "band"):
        bands[student, year] = band
    there = QuerySet(Enrolment).filter(school_id=access.school_id, academic_year__in={year for _, year in bands})
    rows = there.filter(year_group__in=LEAVERS).values_list("student_id", "academic_year", "year_group", *SEALED)
    return [
        (student, LEAVERS[group], year, bands[student, year], sealed)
        for student, year, group, *sealed in rows
        if (student, year) in bands
    ]


def past(access: Access) -> Past:
    """How the scores of earlier years turned out, all years together. Four queries at most."""
    leavers = _scored_leavers(access) if access.may("see_risk_model") else []
    ends = _ends(access) if leavers else {}
    out: dict[Group, int] = defaultdict(int)
    of: dict[Group, int] = defaultdict(int)
    untold = 0
    for student, stage, year, band, sealed in leavers:
        end = ends.get((student, stage, year))
        if end is None:
            untold += 1
            continue
        for group in (EVERYBODY, *groups_of(access.school_id, *sealed).breakdowns):
            for one in (group, group | _band(band)):
                of[one] += 1
                out[one] += end
    exact = is_exact(access)
    years = tuple(sorted({year for _, _, year, _, _ in leavers}))
    counts: Counts = _whole(out, of)
    if not exact and of:
        threshold = School.objects.get(pk=access.school_id).threshold
        counts = hide([Table("past", counts)], threshold)["past"]
    told = counts.get(EVERYBODY, Count(0, 0))
    small = isinstance(told, Hidden) or (not exact and 0 < untold < 10)
    return Past(
        years,
        exact,
        None if isinstance(told, Hidden) else told.denominator,
        None if small else untold,
        tuple(GroupLine(BAND_TITLES[band], (Shown(counts[_band(band)]),)) for band in BANDS if _band(band) in counts),
        tuple(
            (title, tuple(GroupLine(_words(one), (_false_alarms(counts, one), _missed(counts, one))) for one in held))
            for title, held in _titled(group for group in of if not any(by == "band" for by, _ in group))
        ),
    )


def _whole(out: Mapping[Group, int], of: Mapping[Group, int]) -> dict[Group, Count]:
    """Every group crossed with every band, also where nobody is: a breakdown that is given must be complete."""
    plain = [group for group in of if not any(by == "band" for by, _ in group)]
    bands = [band for band in BANDS if _band(band) in of]
    groups = [one for group in plain for one in (group, *(group | _band(band) for band in bands))]
    return {group: Count(out.get(group, 0), of.get(group, 0)) for group in groups}


def _false_alarms(counts: Counts, group: Group) -> Shown:
    """Of the group's red, those who were fine."""
    red = counts.get(group | _band(RED), Count(0, 0))
    return _not(red)


def _missed(counts: Counts, group: Group) -> Shown:
    """Of the group's who ended up out of everything, those who had not been red."""
    red, whole = counts.get(group | _band(RED), Count(0, 0)), counts[group]
    if isinstance(red, Hidden) or isinstance(whole, Hidden):
        return Shown(HIDDEN)
    return Shown(Count(whole.numerator - red.numerator, whole.numerator))
