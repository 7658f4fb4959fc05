"""The catalogue of published measures: one name for each measure, whichever columns of whichever data set hold it.

A page asks ``figures`` for the rows of one place and one year and gets the same measures in the same order for national,
local authority and school figures. The catalogue itself is ``content/codes/published_measures.yaml``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from chalkface.core.published import PublishedYear, Reading, YearMeaning, first_year, label_key, status_of, year_of

HISTORY = re.compile(r"_([0-9]{2})$")
CATALOGUE = Path(__file__).resolve().parent.parent / "content" / "codes" / "published_measures.yaml"


class PublishedRowLike(Protocol):
    """What the catalogue reads of a published row: its filters and its cells as received, by column name."""

    filters: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Measure:
    """One thing that is published about leavers, in our words."""

    code: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Identity:
    """A total and the parts that make it up; ``without`` names a column whose presence makes the rule void."""

    total: str
    parts: tuple[str, ...]
    without: str = ""

    @property
    def sentence(self) -> str:
        """The rule in words, by the headings of the file."""
        return f"{self.total} should be {' + '.join(self.parts)}"


@dataclass(frozen=True)
class Dataset:
    """One published data set: how it is shaped and which columns hold which measure."""

    code: str
    title: str
    stage: int | None
    shape: str
    year: YearMeaning
    measures: Mapping[str, Any]
    groups: Mapping[str, Any]
    levels: Mapping[str, Any]
    institutions: tuple[str, ...]
    cohort: str
    count: str
    percent: str
    edition_lag: Mapping[int, int]
    history: Mapping[str, str]
    identities: tuple[Identity, ...]

    def years(self, time_period: str) -> PublishedYear:
        """The leavers' and destination years behind a year label of this data set."""
        edition = first_year(time_period)
        lag = self.edition_lag.get(edition) if edition is not None else None
        return year_of(self.year, time_period, edition_lag=lag)


@dataclass(frozen=True)
class Shown:
    """One measure of one place: readings are ``None`` where the data set has no such column.

    ``computed`` says that the percentage is ours, from the published count and cohort, to one decimal place (half up).
    """

    measure: Measure
    count: Reading | None
    percent: Reading | None
    cohort: Reading | None
    computed: bool = False


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    return yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """Every measure by code, in the order pages show them."""
    return {code: Measure(code, entry["title"], entry["meaning"]) for code, entry in _catalogue()["measures"].items()}


@lru_cache(maxsize=1)
def datasets() -> Mapping[str, Dataset]:
    """Every published data set that can be read, by code."""
    return {code: _dataset(code, entry) for code, entry in _catalogue()["datasets"].items()}


def _dataset(code: str, entry: Mapping[str, Any]) -> Dataset:
    groups, levels = entry.get("groups", {"all": ""}), entry.get("levels", {"all": ""})
    identities: dict[Identity, None] = {}
    for rule in entry.get("identities", ()):
        for group in groups.values() if entry["shape"] == "wide" else ("",):
            for level in levels.values() if entry["shape"] == "wide" else ("",):
                fill = {"group": group, "level": level}
                parts = tuple(part.format(**fill) for part in rule["parts"])
                identities[Identity(rule["total"].format(**fill), parts, rule.get("without", ""))] = None
    return Dataset(
        code=code,
        title=entry["title"],
        stage=entry.get("stage"),
        shape=entry["shape"],
        year=YearMeaning(entry["year"]),
        measures=entry.get("measures", {}),
        groups=groups,
        levels=levels,
        institutions=tuple(entry.get("institutions", ())),
        cohort=entry.get("cohort", ""),
        count=entry.get("count", ""),
        percent=entry.get("percent", ""),
        edition_lag=entry.get("edition_lag", {}),
        history=entry.get("history", {}),
        identities=tuple(identities),
    )


def figures(dataset: str, rows: Sequence[PublishedRowLike], *, group: str = "all", level: str = "all") -> dict[str, Shown]:
    """The measures of one place in one year, by measure code, in the catalogue's order.

    ``rows`` are the rows of that place and year (one for a wide file; counts, percentages and breakdowns for the
    statistics service). ``group`` and ``level`` are codes of the data set (``disadvantaged``, ``level_3`` …). Measures the
    file does not hold are left out; an empty result means that the place has no row for that group and level.
    """
    kind = datasets()[dataset]
    if group not in kind.groups or (level not in kind.levels):
        return {}
    if kind.shape == "wide":
        found = _wide(kind, rows, group, level)
    elif kind.shape == "twin":
        found = _twin(kind, rows, group, level)
    else:
        found = _long(kind, rows, group)
    return {code: found[code] for code in measures() if code in found}


def earlier(dataset: str, row: PublishedRowLike, *, group: str = "all") -> list[tuple[PublishedYear, Shown]]:
    """The figures of earlier editions that a row carries in history columns (``COHORT_18``), oldest first.

    Only the year 11 performance tables have them, for the overall measure: cohort and percentage, no count.
    """
    kind = datasets()[dataset]
    if not kind.history or group not in kind.groups:
        return []
    found = []
    for ending in sorted({match[1] for column in row.cells if (match := HISTORY.search(column))}):
        fill = {"group": kind.groups[group], "year": ending}
        cohort, percent = (_cell(row.cells, kind.history[name].format(**fill)) for name in ("cohort", "percent"))
        if percent is not None:
            # The ending names the summer in which the edition ends: 18 is the edition of 2017/18.
            years = kind.years(f"20{int(ending) - 1:02d}{ending}")
            found.append((years, Shown(measures()[kind.history["measure"]], None, percent, cohort)))
    return found


def _cell(cells: Mapping[str, str] | None, column: str) -> Reading | None:
    return status_of(cells[column]) if cells is not None and column and column in cells else None


def _wide(kind: Dataset, rows: Sequence[PublishedRowLike], group: str, level: str) -> dict[str, Shown]:
    fill = {"group": kind.groups[group], "level": kind.levels[level]}
    shown = {}
    for row in rows[:1]:
        cohort = _cell(row.cells, kind.cohort.format(**fill))
        for code, columns in kind.measures.items():
            count = _cell(row.cells, columns.get("count", "").format(**fill))
            percent = _cell(row.cells, columns.get("percent", "").format(**fill))
            if count is not None or percent is not None:
                shown[code] = _with_share(measures()[code], count, percent, cohort)
    return shown


def _twin(kind: Dataset, rows: Sequence[PublishedRowLike], group: str, level: str) -> dict[str, Shown]:
    chosen = [row for row in rows if _matches(row, kind.groups[group]) and _matches(row, kind.levels[level])]
    chosen = _one_institution(chosen, kind.institutions)
    counts = percents = None
    for row in chosen:
        if label_key(row.filters.get("data_type", "")) == "percentage":
            percents = percents or row.cells
        else:
            counts = counts or row.cells
    shown = {}
    for code, column in kind.measures.items():
        count, percent = _cell(counts, column), _cell(percents, column)
        if count is not None or percent is not None:
            cohort = _cell(counts if counts is not None else percents, kind.cohort)
            shown[code] = _with_share(measures()[code], count, percent, cohort)
    return shown


def _long(kind: Dataset, rows: Sequence[PublishedRowLike], group: str) -> dict[str, Shown]:
    shown = {}
    for code, wanted in kind.measures.items():
        for row in rows:
            if _matches(row, wanted) and _matches(row, kind.groups[group]):
                count, percent = _cell(row.cells, kind.count), _cell(row.cells, kind.percent)
                shown[code] = Shown(measures()[code], count, percent, _cell(row.cells, kind.cohort))
                break
    return shown


def _matches(row: PublishedRowLike, wanted: Mapping[str, str] | str) -> bool:
    """Whether every wanted filter that the row carries has the wanted label, spellings aside."""
    if isinstance(wanted, str):
        return True
    return all(label_key(row.filters[name]) == label_key(label) for name, label in wanted.items() if name in row.filters)


def _one_institution(rows: list[PublishedRowLike], preferred: Iterable[str]) -> list[PublishedRowLike]:
    """The rows of the first preferred kind of institution that is there; all of them if none is (a single school)."""
    for name in preferred:
        kept = [
            row
            for row in rows
            if label_key(row.filters.get("institution_group", "")) == label_key(name)
            and label_key(row.filters.get("institution_type", "Total")) == "total"
        ]
        if kept:
            return kept
    return rows


def _with_share(measure: Measure, count: Reading | None, percent: Reading | None, cohort: Reading | None) -> Shown:
    if percent is None and count is not None and cohort is not None and count.known and cohort.value:
        share = (count.value * 100 / cohort.value).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return Shown(measure, count, status_of(f"{share}%"), cohort, computed=True)
    return Shown(measure, count, percent, cohort)


@dataclass(frozen=True)
class Pooled:
    """One measure over several places: people over people, and how many places could be counted."""

    measure: Measure
    numerator: int
    denominator: int
    places: int
    left_out: int


def pooled(shown: Iterable[Shown]) -> Pooled | None:
    """Several places taken together for one measure: the sum of the counts over the sum of the cohorts.

    A place whose count or cohort is hidden, missing or not a number is left out of both sums and counted in ``left_out``.
    ``None`` if nothing was given or no place could be counted.
    """
    measure, numerator, denominator, places, left_out = None, 0, 0, 0, 0
    for one in shown:
        measure = one.measure
        if one.count is None or one.cohort is None or not one.count.known or not one.cohort.known:
            left_out += 1
            continue
        numerator += int(one.count.value)
        denominator += int(one.cohort.value)
        places += 1
    if measure is None or not places or not denominator:
        return None
    return Pooled(measure, numerator, denominator, places, left_out)
