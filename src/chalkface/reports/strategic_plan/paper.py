"""What the strategic plan is made of: plain facts in order, every number already past the small-number rule.

``Published`` is a ``Count`` (shown) or ``HIDDEN``; ``None`` is what was never measured. Nothing here names a student.
"""

from dataclasses import dataclass
from datetime import date

from chalkface.core.disclosure import Published


@dataclass(frozen=True, slots=True)
class Version:
    """The latest version kept of the direction, and what governors decided. ``since`` says what has changed after it."""

    number: int
    kept_on: date
    is_approved: bool = False
    decided_on: date | None = None
    decided_by: str = ""
    minute: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One line of where we stand: ``status`` is met, partly met, not met or does not apply."""

    number: str
    title: str
    status: str
    statements_met: int
    statements_total: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that an objective answers: the statement's number and the sentence as it was found."""

    statement: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing to change. ``progress`` is the sentence that reads its indicator today, ``course`` its short form."""

    title: str
    problem: str = ""
    student_group: str = ""
    outcome: str = ""
    indicator: str = ""
    baseline: Published | None = None
    baseline_on: date | None = None
    now: Published | None = None
    target_percent: int | None = None
    target_on: date | None = None
    progress: str = ""
    course: str = ""
    owner: str = ""
    development_plan: str = ""
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of a year group in an area, by its code and its wording."""

    code: str
    year_group: int
    area: str
    wording: str


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of the year: when in words ("autumn, first half"), for whom, what it serves."""

    title: str
    kind: str
    on: date
    term: str
    year_groups: tuple[int, ...] = ()
    outcomes: tuple[str, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post: who holds it ("" is vacant), its time, and what it answers for, does, and is asked about."""

    title: str
    holder: str = ""
    minutes_a_week: int | None = None
    accountable: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the register and how it stands. ``strength``: must, should or recommended; ``unconfirmed`` says why if so."""

    code: str
    title: str
    strength: str
    status: str
    source: str = ""
    evidence: str = ""
    post: str = ""
    next_check_on: date | None = None
    is_overdue: bool = False
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the plan, under its objective ("" is under none)."""

    what: str
    objective: str
    owner: str
    due_on: date | None
    status: str
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class TermReview:
    """A meeting that looked at the plan, and what it decided."""

    on: date
    decisions: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """Good practice to pass on."""

    title: str
    who: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class StrategicPlan:
    """The whole plan. ``on``: the day the figures are counted for; ``made_on``: the day the document is made.

    ``horizon``: "2025/26 to 2027/28" or "". ``standing``: where the school stands, in sentences. ``areas``: (code, title)
    of the outcome areas in use. ``role_gaps``: sentences about what nobody answers for. ``partners``: (kind, how many).
    """

    school: str
    is_example: bool
    on: date
    made_on: date
    framework: str
    students: str = "students"
    horizon: str = ""
    vision: str = ""
    summary: str = ""
    priorities: str = ""
    review_on: date | None = None
    version: Version | None = None
    standing: tuple[str, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    objectives: tuple[Objective, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    academic_year: str = ""
    activities: tuple[Activity, ...] = ()
    posts: tuple[Post, ...] = ()
    role_gaps: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    partners: tuple[tuple[str, int], ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[TermReview, ...] = ()
    practices: tuple[Practice, ...] = ()
    threshold: int = 6
