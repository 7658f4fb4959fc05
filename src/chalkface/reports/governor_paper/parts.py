"""The parts of a told paper: text and tables for every format, and what a chart draws."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it holds, its headings, its rows as text. The first cell of a row names the row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three numbers: "29 of 44", "statements met in full", and the sentence that says it whole."""

    number: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a chart, in shares of 1. ``share`` is ``None`` when hidden or of nobody, ``national`` when unpublished."""

    label: str
    share: float | None
    low: float | None
    high: float | None
    national: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """One chart: a route over the years, and the sentence that replaces it for whoever cannot see it."""

    title: str
    after: str
    points: tuple[Point, ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Leavers:
    """Where leavers went: a sentence first, charts with their table, what they show and what they cannot."""

    lead: str
    trends: tuple[Trend, ...]
    table: Table | None
    shows: tuple[str, ...]
    cannot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The paper in reading order. An empty tuple or ``None`` is a part that this paper has nothing for."""

    title: str
    subtitle: str
    example: str
    footer: str
    standing: tuple[Headline, ...]
    standing_note: str
    reached: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    asks_lead: str
    benchmarks: Table
    missed_lead: str
    missed: tuple[str, ...]
    missed_table: Table | None
    changes_lead: str
    changes: Table | None
    plan: tuple[str, ...]
    plan_table: Table | None
    leavers: Leavers
    law: tuple[str, ...]
    law_table: Table | None
    method: tuple[str, ...]
