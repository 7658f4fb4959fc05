"""Figures of the open school, as far as the person may see them: exact, or through the one exit for small numbers.

People who may see the names see exact figures (``Access.sees_exact_figures``). Everybody else, and everything that leaves
(``for_others``), gets what ``published_tables`` lets out: all totals and breakdowns of one day are hidden together, so
that nothing hidden on one page can be worked out from another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Hidden, Published, Table, hide
from chalkface.core.errors import NotAllowed
from chalkface.core.statistics import wilson
from chalkface.core.years import academic_year_of
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.catalogue import indicators as all_indicators
from chalkface.indicators.facts import Leavers, OnRoll
from chalkface.indicators.figure import Figure, GroupValue, checked_groups, families_of, figures
from chalkface.indicators.kinds import EVERY_GROUP, Share
from chalkface.queries.counting import cells
from chalkface.queries.keeping import kept
from chalkface.queries.leavers import leavers_let_out
from chalkface.records.models import School


@dataclass(frozen=True)
class ShownFigure:
    """A figure as a person may see it. ``group`` is empty for everyone, else ``{"sex": "F"}``."""

    indicator: str
    on: date
    group: dict[str, GroupValue]
    count: Published

    @property
    def is_hidden(self) -> bool:
        """Whether the small-number rule hides it."""
        return isinstance(self.count, Hidden)

    @property
    def numerator(self) -> int | None:
        """How many; none when hidden."""
        return None if isinstance(self.count, Hidden) else self.count.numerator

    @property
    def denominator(self) -> int | None:
        """Out of how many; none when hidden."""
        return None if isinstance(self.count, Hidden) else self.count.denominator

    @property
    def value(self) -> float | None:
        """The share, unrounded; none when hidden or of nobody."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval; none when hidden or of nobody."""
        return wilson(self.numerator, self.denominator) if self.denominator else None

    @property
    def title(self) -> str:
        """The indicator's title."""
        return indicator_called(self.indicator).title


EXACT, PUBLISHED = "exact", "published"
ON_ROLL = "on roll"


def reach_of_figures(access: Access, for_others: bool = False) -> str:
    """Whether this person gets figures exactly as counted or as published; the same is kept for all of one reach.

    Raises ``NotAllowed`` without a right to figures.
    """
    if not (access.may("see_figures") or access.may("see_impact")):
        raise NotAllowed(f"{access.role} may not see figures")
    return EXACT if access.sees_exact_figures and not for_others else PUBLISHED


def leaving_year_in_review(on: date) -> int:
    """In a review the destination indicators read the leavers of the academic year before the day's."""
    return academic_year_of(on) - 1


def school_figures(
    access: Access, *, on: date, year: int | None = None, indicators: Sequence[str] | None = None, by: Iterable[str] = ()
) -> list[Figure]:
    """Exact figures: everyone, then each breakdown of ``by`` that applies, for each indicator in the order asked (None: all).

    ``year`` is the leaving year of the destination indicators (None: the year of the day). Raises ``NotAllowed`` for whom
    the small-number rule is made, ``Refused`` for an unknown indicator or group.
    """
    if not access.sees_exact_figures:
        raise NotAllowed(f"{access.role} may not see exact figures")
    asked, groups = _asked(indicators), checked_groups(by)
    return _exact(School.objects.get(pk=access.school_id), asked, on, _leaving(year, on), groups)


def published_figures(
    access: Access,
    *,
    on: date,
    year: int | None = None,
    indicators: Sequence[str] | None = None,
    by: Iterable[str] = (),
    for_others: bool = False,
) -> list[ShownFigure]:
    """The same as this person may see them; with ``for_others``, as anybody may (for papers and all that leaves).

    Raises ``NotAllowed`` without a right to figures, ``Refused`` for an unknown indicator or group.
    """
    school = School.objects.get(pk=access.school_id)
    return shown_figures(access, school, on=on, year=year, indicators=indicators, by=by, for_others=for_others)


def shown_figures(
    access: Access,
    school: School,
    *,
    on: date,
    year: int | None = None,
    indicators: Sequence[str] | None = None,
    by: Iterable[str] = (),
    for_others: bool = False,
) -> list[ShownFigure]:
    """``published_figures`` for queries that have the access's own school at hand. Raises ``ValueError`` for another one."""
    if school.pk != access.school_id:
        raise ValueError("figures are of the access's own school")
    reach = reach_of_figures(access, for_others)
    asked, groups, leaving = _asked(indicators), checked_groups(by), _leaving(year, on)
    exact = _exact(school, asked, on, leaving, groups)
    if reach == EXACT:
        return [ShownFigure(one.indicator, on, one.group, Count(one.numerator, one.denominator)) for one in exact]
    let_out = published_tables(school, on=on, year=leaving)
    return [
        ShownFigure(one.indicator, on, one.group, let_out[one.indicator].get(frozenset(one.group.items()), HIDDEN))
        for one in exact
    ]


def published_tables(school: School, *, on: date, year: int) -> dict[str, dict[Group, Published]]:
    """The one exit: every indicator's total and single breakdowns after the small-number rule, by indicator and group.

    The leavers of a year are other people than those on roll: nothing is summed across, so each is hidden by itself.
    """
    return leavers_let_out(school, on=on, years=[year])[year] | _let_out(school, on)


def _let_out(school: School, on: date) -> dict[str, dict[Group, Published]]:
    return kept(school, "published", lambda: hide(_tables(school, on), school.threshold), on=on, year=academic_year_of(on))


def sizes_let_out(school: School, *, on: date) -> tuple[frozenset[Group], frozenset[Group]]:
    """Of the groups on roll that figures count: those whose size some figure tells, and those whose size none does."""
    told, counted = set(), set()
    for name, of_groups in _let_out(school, on).items():
        people, within = _people_of(indicator_called(name))
        if people == ON_ROLL:
            counted |= {within | group for group in of_groups}
            told |= {within | group for group, count in of_groups.items() if count is not HIDDEN}
    return frozenset(told), frozenset(counted - told)


def _tables(school: School, on: date) -> list[Table]:
    counts: dict[str, dict[Group, Count]] = {}
    asked = [one for one in all_indicators() if not isinstance(one.among, Leavers)]
    for one in _exact(school, asked, on, academic_year_of(on), EVERY_GROUP):
        counts.setdefault(one.indicator, {})[frozenset(one.group.items())] = Count(one.numerator, one.denominator)
    return [Table(one.id, counts[one.id], *_people_of(one)) for one in asked]


def _people_of(one: Share) -> tuple[str | None, Group]:
    """Who the indicator counts, named alike for all that count the same people; and which group of them it is."""
    match one.among:
        case OnRoll(year_groups=(year_group,), considering_he=False):
            return ON_ROLL, frozenset({("year_group", year_group)})
        case OnRoll(considering_he=considering):
            return "considering higher education" if considering else ON_ROLL, EVERYBODY
    return None, EVERYBODY


def _exact(school: School, asked: Sequence[Share], on: date, year: int, by: Sequence[str]) -> list[Figure]:
    return figures(asked, cells(school, families_of(asked), on=on, year=year), on=on, by=by)


def _asked(ids: Sequence[str] | None) -> tuple[Share, ...]:
    return all_indicators() if ids is None else tuple(indicator_called(one) for one in dict.fromkeys(ids))


def _leaving(year: int | None, on: date) -> int:
    return academic_year_of(on) if year is None else year
