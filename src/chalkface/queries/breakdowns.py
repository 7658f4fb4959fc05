"""One figure by group, and by year group and group at once: the tables of a statement's page.

The inside of the crossed table is for people who see exact figures. Publishing it too would hide so many of the groups'
own totals that nobody would be told anything; everybody else sees the totals of each year group and of each group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count, Published
from chalkface.core.years import academic_year_of
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.figure import UNKNOWN, Cells, GroupValue
from chalkface.indicators.kinds import PEOPLE_GROUPS, Share
from chalkface.indicators.statements import CELL_GROUPS, family_of
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries.counting import cells
from chalkface.queries.figures import EXACT, ShownFigure, reach_of_figures, shown_figures
from chalkface.queries.findings import finding_sentence
from chalkface.queries.keeping import kept
from chalkface.records.models import School


@dataclass(frozen=True)
class Line:
    """One group: its name, its own figure, and (for who sees exact figures) that figure in each year group.

    An entry of ``by_year`` is None where nobody of the group is in that year.
    """

    label: str
    total: Published
    by_year: tuple[Published | None, ...]


@dataclass(frozen=True)
class Breakdown:
    """A figure with its groups: ``years`` when it spans several year groups, ``groups`` by the title of each.

    ``finding`` is its gap as a sentence, None when it is hidden or there is nobody to count.
    """

    indicator: str
    finding: str | None
    total: ShownFigure
    years: tuple[Line, ...]
    groups: dict[str, tuple[Line, ...]]
    is_crossed: bool


def breakdown(access: Access, *, indicator: str, on: date, year: int | None = None, for_others: bool = False) -> Breakdown:
    """The figure of everyone, of each year group and of each group; crossed for who sees exact figures.

    ``year`` is the leaving year, where it counts leavers. Raises ``NotAllowed``, ``Refused`` as ``published_figures``.
    """
    one, school = indicator_called(indicator), School.objects.get(pk=access.school_id)
    reach = reach_of_figures(access, for_others)
    return kept(
        school,
        f"breakdown-{indicator}-{reach}",
        lambda: _broken_down(access, school, one, on, year, for_others, reach),
        on=on,
        year=academic_year_of(on) if year is None else year,
        shared=False,
    )


def _broken_down(
    access: Access, school: School, one: Share, on: date, year: int | None, for_others: bool, reach: str
) -> Breakdown:
    total, *parts = shown_figures(access, school, on=on, year=year, indicators=[one.id], by=one.by, for_others=for_others)
    by_year = [part for part in parts if "year_group" in part.group]
    crossed = reach == EXACT and len(by_year) > 1 and len(one.by) > 1
    inside = _crossed(school, one, on, year) if crossed else {}
    columns = [part.group["year_group"] for part in by_year] if crossed else []
    groups: dict[str, tuple[Line, ...]] = {}
    for part in parts:
        ((by, value),) = part.group.items()
        if by != "year_group":
            cells_of_line = tuple(inside.get((column, by, value)) for column in columns)
            line = Line(group_words(by, value), part.count, cells_of_line)
            groups[GROUP_TITLES[by]] = (*groups.get(GROUP_TITLES[by], ()), line)
    years = tuple(Line(group_words("year_group", part.group["year_group"]), part.count, ()) for part in by_year)
    disadvantaged = next((part.count for part in parts if part.group == {"pupil_premium": "yes"}), None)
    students = "pupils" if school.says_pupil else "students"
    finding = finding_sentence(total, disadvantaged, students) if total.denominator else None
    return Breakdown(one.id, finding, total, years, groups, crossed)


def _crossed(school: School, one: Share, on: date, year: int | None) -> dict[tuple[GroupValue, str, GroupValue], Count]:
    family = family_of(one)
    answer = cells(school, [family], on=on, year=academic_year_of(on) if year is None else year)[family]
    sums: dict[tuple[GroupValue, str, GroupValue], tuple[int, int]] = {}
    for group, numerator, denominator in _rows(one, family, answer):
        for by in PEOPLE_GROUPS:
            key = (group["year_group"], by, group[by])
            before = sums.get(key, (0, 0))
            sums[key] = before[0] + numerator, before[1] + denominator
    return {key: Count(*numbers) for key, numbers in sums.items()}


def _rows(one: Share, family: str, answer: Cells) -> Iterable[tuple[dict[str, GroupValue], int, int]]:
    columns = list(answer.columns)
    numerator, denominator = columns.index(f"{one.column}__numerator"), columns.index(f"{one.column}__denominator")
    for row in answer.rows:
        if row[denominator]:
            group = {by: UNKNOWN if value is None else value for by, value in zip(CELL_GROUPS[family], row, strict=False)}
            yield group, int(row[numerator]), int(row[denominator])
