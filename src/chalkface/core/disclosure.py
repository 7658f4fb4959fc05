"""The small-number rule: what may be published of a review, and what is hidden. The one exit for shared figures.

Rule (indicators.md, "Small numbers"). With a threshold T, a figure is hidden when fewer than T people are in it, when
the number reached or the number missed is 1 or 2, and when 0 % or 100 % of a group under ten were reached. Then further
figures are hidden until no hidden one can be worked out from the published ones.

What ``hide`` promises for all tables given to it together (one review):

1. By exact linear algebra over every sum, including the group sizes that several tables share, nobody can work out a
   group size under T, nor the number reached or missed of a figure that is small itself, nor the whole of any other
   hidden figure.
2. What is left of a published total after taking off its published parts, and theirs, could itself be published: at
   least two figures, T people, three reached and three missed. So "none can be below nought" tells nearly nothing.

3. A number that nobody publishes but that follows by taking one published number from another (those at a university that
   is not of the Russell Group) is kept as safe as if it were published, where it is given as a table that is ``unseen``.

What it does not promise. A published 0 % or 100 % of ten or more says so of each of its parts: that is its message, and
it stays, and what follows from it alone is not counted as recovered. Of sums of sums only exact recovery is excluded,
not a narrow range. Nesting is used only where ``sums`` says it (whoever had a meaningful encounter had an encounter), and not
what a reader knows from elsewhere, from other days, or from reading this rule backwards.

Which further figures are hidden is decided greedily: the smallest group that makes the remainder safe. The answer
depends only on the tables; between equals, on the order they are given in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from chalkface.core.statistics import counted, percent
from chalkface.core.suppression import Layer, Sum

THRESHOLD = 6
THRESHOLDS_ALLOWED = range(5, 11)
THRESHOLD_ACROSS_SCHOOLS = 10

# A group smaller than this is hidden when all of it, or none of it, was reached.
UNANIMOUS_BELOW = 10
# The number reached or missed is hidden when it is one of these.
FEW = (1, 2)
# What is left of a published total must reach and miss this many, or it would itself be hidden, or give each part away.
ENOUGH = max(FEW) + 1

# A group of people: {("year_group", 9), ("sex", "F")}. Everybody is the empty set.
Group = frozenset[tuple[str, object]]
EVERYBODY: Group = frozenset()
# A group, and the groups that add up to it.
Division = tuple[Group, tuple[Group, ...]]


@dataclass(frozen=True, slots=True)
class Count:
    """A share as two whole numbers: ``numerator`` of ``denominator`` people. Seen outside only after ``hide``."""

    numerator: int
    denominator: int

    def __str__(self) -> str:
        return counted(self.numerator, self.denominator)

    @property
    def percent(self) -> str:
        """The share in whole per cent, rounding half up."""
        return percent(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that may not be shown. A state of its own: never 0, blank or a dash. Printed "c", for confidential."""

    def __str__(self) -> str:
        return "c"

    @property
    def percent(self) -> str:
        """Hidden too."""
        return "c"

    def __reduce__(self) -> str:
        # Out of a cache comes the one ``HIDDEN`` again, so that ``is`` means what it says.
        return "HIDDEN"


HIDDEN = Hidden()
Published = Count | Hidden


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator with its breakdowns.

    ``counts``: group → count. Breakdowns may be crossed ({year_group, sex}); a breakdown that is given must be complete,
    so that its parts add up to the group it divides.
    ``people``: the population counted. Tables with equal ``people`` count the same people group by group, so that a
    group size published in one is known in all. ``None``: nobody else counts them.
    ``within``: where this table's everybody is a group of that population, that group: Year 11 of all on roll.
    """

    name: str
    counts: Mapping[Group, Count]
    people: str | None = None
    within: Group = field(default=EVERYBODY)


def is_small(count: Count, threshold: int) -> bool:
    """Whether a figure must be hidden for what it is itself, whatever stands beside it."""
    reached, missed = count.numerator, count.denominator - count.numerator
    if count.denominator < threshold or reached in FEW or missed in FEW:
        return True
    return count.denominator < UNANIMOUS_BELOW and 0 in (reached, missed)


def allowed_threshold(threshold: int, *, several_schools: bool = False) -> int:
    """The threshold in force: the school's own, or ten wherever several schools are shown.

    Raises ``ValueError`` when the school's is not between 5 and 10.
    """
    if threshold not in THRESHOLDS_ALLOWED:
        raise ValueError(f"the small-number threshold is between 5 and 10, not {threshold}")
    return THRESHOLD_ACROSS_SCHOOLS if several_schools else threshold


def hide(
    tables: Iterable[Table],
    threshold: int = THRESHOLD,
    *,
    several_schools: bool = False,
    wholes: Iterable[Iterable[str]] = (),
    sums: Iterable[tuple[str, Iterable[str]]] = (),
    unseen: Collection[str] = (),
    unsized: Collection[tuple[str, Group]] = (),
) -> dict[str, dict[Group, Published]]:
    """What may be published of ``tables``: table name → group → ``Count`` or ``HIDDEN``.

    ``threshold`` is the school's, 5 to 10; with ``several_schools`` it is 10. ``wholes`` names tables that divide the
    same people between them, so that their numerators add up to the group (the routes of one year's leavers). ``sums`` are
    a table and tables of the same people whose numerators add up to its (apprenticeships by level). ``unseen`` are tables
    that nobody publishes: given because others would tell them, and hidden before any that is shown. ``unsized`` names
    groups, (people, group), whose size may not be told for what is published elsewhere.
    Give all tables of a review at once: what is safe alone need not be safe beside another.
    Raises ``ValueError`` for a threshold out of range, parts that do not add up, a name given twice, and tables that say
    they count the same people but do not.
    """
    listed = list(tables)
    given = {table.name: table for table in listed}
    if len(given) < len(listed):
        raise ValueError("two tables have one name")
    least_people = allowed_threshold(threshold, several_schools=several_schools)
    families = _families(given, [(None, tuple(whole)) for whole in wholes] + [(total, tuple(parts)) for total, parts in sums])
    divisions = {name: _divisions(table) for name, table in given.items()}
    untold = _sizes_to_hide(given, divisions, least_people, unsized)
    published: dict[str, dict[Group, Published]] = {}
    for names, across in families:
        figures = {(name, group): count for name in names for group, count in given[name].counts.items()}
        layer = Layer(
            {key: (count.numerator, count.denominator - count.numerator, count.denominator) for key, count in figures.items()},
            [
                *(
                    Sum((name, total), tuple((name, part) for part in parts))
                    for name in names
                    for total, parts in divisions[name]
                ),
                *across,
            ],
            least=(ENOUGH, ENOUGH, least_people),
            hidden=[
                (name, group)
                for (name, group), count in figures.items()
                if is_small(count, least_people) or _people(given[name], group) in untold
            ],
            last={(name, EVERYBODY) for name in names},
            first=[(name, group) for name, group in figures if name in unseen],
            known={(name, group) for name, group in figures if _people(given[name], group) not in untold},
        )
        layer.protect()
        for name in names:
            counts = given[name].counts
            published[name] = {group: HIDDEN if (name, group) in layer.hidden else count for group, count in counts.items()}
    return {name: published[name] for name in given}


def _people(table: Table, group: Group) -> tuple[str, Group]:
    """Who a figure counts: equal for figures that count the same people."""
    return (table.people or f"only {table.name}", table.within | group)


def _divisions(table: Table) -> list[Division]:
    """Every sum inside a table: each group, with the groups of one breakdown that divide it."""
    parts: dict[tuple[Group, str], list[Group]] = {}
    for group in table.counts:
        # In order of dimension: the order of a set changes from one run to the next.
        for item in sorted(group, key=itemgetter(0)):
            parts.setdefault((group - {item}, item[0]), []).append(group)
    found: list[Division] = []
    for (group, dimension), divided in parts.items():
        total = table.counts.get(group)
        if total is None:
            continue
        counts = [table.counts[part] for part in divided]
        added = Count(sum(count.numerator for count in counts), sum(count.denominator for count in counts))
        if added != total:
            raise ValueError(f"{table.name}: the parts by {dimension} come to {added}, not {total}")
        found.append((group, tuple(divided)))
    return found


def _sizes_to_hide(
    given: Mapping[str, Table],
    divisions: Mapping[str, list[Division]],
    least_people: int,
    already: Collection[tuple[str, Group]],
) -> set[tuple[str, Group]]:
    """The groups whose size may not be known, in any table: those under the threshold, and enough others to cover them."""
    sizes: dict[tuple[str, Group], tuple[int]] = {}
    for table in given.values():
        for group, count in table.counts.items():
            size = (count.denominator,)
            if sizes.setdefault(_people(table, group), size) != size:
                raise ValueError(f"{table.name} does not count the people it says it counts: {table.people}")
    shared = dict.fromkeys(
        Sum(_people(table, total), tuple(_people(table, part) for part in parts))
        for name, table in given.items()
        for total, parts in divisions[name]
    )
    layer = Layer(
        sizes,
        shared,
        least=(least_people,),
        hidden=[people for people, (size,) in sizes.items() if size < least_people or people in already],
        last={_people(table, EVERYBODY) for table in given.values()},
    )
    layer.protect()
    return layer.hidden


def _families(
    given: Mapping[str, Table], across: list[tuple[str | None, tuple[str, ...]]]
) -> list[tuple[list[str], list[Sum]]]:
    """Tables that must be looked at together, with the sums that join them; those that nothing joins are alone.

    ``across``: a table, or None for all who are counted, and the tables whose numerators add up to it.
    """
    together = {name: {name} for name in given}
    for total, parts in across:
        joined = set().union(*(together[name] for name in (total, *parts) if name is not None))
        together.update(dict.fromkeys(joined, joined))
    sums: dict[int, list[Sum]] = {}
    for total, parts in across:
        sums.setdefault(id(together[parts[0]]), []).extend(_sums_across(given, total, parts))
    # In the order they were given: the order of a set changes from one run to the next.
    families: dict[int, list[str]] = {}
    for name in given:
        families.setdefault(id(together[name]), []).append(name)
    return [(names, sums.get(family, [])) for family, names in families.items()]


def _sums_across(given: Mapping[str, Table], total: str | None, parts: tuple[str, ...]) -> list[Sum]:
    found = []
    for group, count in given[total or parts[0]].counts.items():
        expected = count.denominator if total is None else count.numerator
        if sum(given[name].counts[group].numerator for name in parts) != expected:
            raise ValueError(f"{', '.join(parts)} do not add up to {total or 'the people counted'}")
        found.append(Sum(None if total is None else (total, group), tuple((name, group) for name in parts), across=True))
    return found
