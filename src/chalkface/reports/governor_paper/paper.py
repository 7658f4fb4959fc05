"""What a governor paper is made of: plain facts, in order, with every number already past the small-number rule.

``Published`` is a ``Count`` (shown) or ``HIDDEN``. Nothing in this folder sees a count that may not be shown, and nothing
here names a student. Words that finish a sentence are given without a full stop.
"""

from dataclasses import dataclass
from datetime import date

from chalkface.core.disclosure import Published
from chalkface.reports.strategic_plan.paper import Objective

MET, PARTLY, NOT_MET, DOES_NOT_APPLY = "met", "partly met", "not met", "does not apply"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One line of the table: ``status`` is one of the four words above, ``before`` the same at the last review or ``None``."""

    number: str
    title: str
    status: str
    statements_met: int
    statements_total: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many students something reached. "145 of 182 ``among`` ``having``"; "37 of 182 ``among`` ``lacking``".

    ``among``: a plural ("Year 11 students"). ``having``: "had a guidance meeting". ``lacking``: "have had no guidance
    meeting". ``name``: the row of a table, short ("Guidance meeting, Year 11"); the sentence stands in when it is empty.
    ``groups``: the same figure for groups worth a governor's eye, (label, figure), "Pupil premium" and so on.
    """

    among: str
    having: str
    lacking: str
    figure: Published
    groups: tuple[tuple[str, Published], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since the last review. ``before`` and ``now`` are as printed ("61%", "partly met"); ``better`` is ``None``
    when it is neither better nor worse."""

    what: str
    before: str
    now: str
    better: bool | None


@dataclass(frozen=True, slots=True)
class LeaversOfYear:
    """One route in one leaving year: ``label`` "2023/24", the school's figure, the published national share (0 to 1) if any."""

    label: str
    figure: Published
    national: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One destination over the years, oldest first: ``title`` "Apprenticeship", ``after`` "Year 11" or "Year 13".

    ``moved``: the sentence of the page on impact where the years changed by more than chance would explain, else ""."""

    title: str
    after: str
    years: tuple[LeaversOfYear, ...]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class ProviderAccess:
    """One phase of the legal duty: ``years`` "Years 8 and 9"; ``met`` the students with both occasions, counted in
    ``counted_in`` ("Year 9 students"). ``offered`` is the year groups with both occasions put on, for phase 3 only."""

    phase: int
    years: str
    counted_in: str
    met: Published
    offered: Published | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What governors are asked: ``finding`` says what is weak, ``ask`` what to do. Both are whole sentences."""

    finding: str
    ask: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers came from: ``what`` "Student list from the MIS", and the day it was imported.

    Not its rows: how many destinations are held would tell how many are not, where the small-number rule hides that.
    """

    what: str
    imported_on: date


@dataclass(frozen=True, slots=True)
class GovernorPaper:
    """The whole paper.

    ``on``: the day the figures are counted for. ``made_on``: the day the paper is made. ``framework``: "Gatsby
    Benchmarks (2025 edition, schools)". The three numbers kept apart: ``statements_*``, ``benchmarks_*`` and
    ``coverage``, whose first is the headline. ``benchmarks_as_official``: how many would be met where almost all is
    enough, and ``official_rule`` how almost all is read ("95 in 100"); ``None`` and "" when the edition names none.
    ``missed``: the largest gaps, largest first. ``previous_on``: the day of the last review, ``None`` when there was none.
    ``routes``: destinations over years; ``national_source``: the publication, with its year. ``asks``: the weakest first;
    ``decisions``: what the law and the plan ask of governors; four of both are printed. ``provider_access``: the phases that
    the school's year groups fall under, none when it has no duty; ``provider_statement_on``: the day governors last approved
    the policy statement. ``sources`` and ``not_held``: what was imported, and what was not there to count ("guidance
    meetings").
    ``threshold``: the small-number threshold in force. ``objectives``: those of the strategic plan that are not closed;
    ``plan_version`` and ``plan_actions``: what of it is approved, and how its actions stand, each a sentence.
    """

    school: str
    is_example: bool
    on: date
    made_on: date
    framework: str
    statements_met: int
    statements_total: int
    benchmarks_met: int
    benchmarks_total: int
    benchmarks: tuple[Benchmark, ...]
    coverage: tuple[Coverage, ...] = ()
    missed: tuple[Coverage, ...] = ()
    previous_on: date | None = None
    changes: tuple[Change, ...] = ()
    routes: tuple[Route, ...] = ()
    national_source: str = ""
    asks: tuple[Ask, ...] = ()
    decisions: tuple[Ask, ...] = ()
    provider_access: tuple[ProviderAccess, ...] = ()
    provider_statement_on: date | None = None
    sources: tuple[Source, ...] = ()
    not_held: tuple[str, ...] = ()
    threshold: int = 6
    benchmarks_as_official: int | None = None
    official_rule: str = ""
    objectives: tuple[Objective, ...] = ()
    plan_version: str = ""
    plan_actions: str = ""
