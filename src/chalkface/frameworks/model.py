"""What a framework is made of. Everything here is frozen: a file is read once and never changes afterwards."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

SETTINGS = ("school", "special", "college")
ANSWERED_BY = ("figure", "judgement", "both")
VOICES = ("leader", "teacher", "student", "parent", "partner", "governor")
LEVEL_WORDS = {"none": "not yet", "partly": "in part", "fully": "in full", "not_applicable": "does not apply"}
LEVELS = tuple(LEVEL_WORDS)
UNITS = ("institution", "students", "leavers", "subjects")
PEOPLE = ("students", "leavers")


@dataclass(frozen=True)
class Source:
    """A public page that a statement was read from."""

    code: str
    url: str


@dataclass(frozen=True)
class Band:
    """A word of the official form for shares from ``start`` whole per cent up to the next band's start."""

    start: int
    words: str
    unconfirmed: str = ""


@dataclass(frozen=True)
class OfficialForm:
    """The form a school types into elsewhere: its bands, and the share from which "almost all" counts as all."""

    name: str
    almost_all: Fraction
    unconfirmed: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Statement:
    """One expectation. ``answered_by`` says whether a figure, the leader's judgement, or a figure with judgement answers it.

    ``indicator`` is the one indicator that gives the level (None for a judgement). ``year_groups`` are those whose
    students it counts; empty means that it is about the whole institution and always applies. ``unit`` is what is
    counted. ``unconfirmed`` is not empty where our reading has not been checked against the owner's text.
    """

    code: str
    text: str
    answered_by: str
    unit: str
    threshold: str
    sources: tuple[str, ...]
    indicator: str | None = None
    year_groups: tuple[int, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    changed: str = ""
    new_in: str = ""
    unconfirmed: str = ""

    def applies_to(self, low_year: int | None, high_year: int | None) -> bool:
        """Whether a school with Years ``low_year`` to ``high_year`` has any of the year groups.

        A bound that is not known shuts nothing out: the stricter reading, since the statement then has to be met.
        """
        low, high = low_year or 0, high_year or 99
        return not self.year_groups or any(low <= year <= high for year in self.year_groups)

    def question(self, voice: str) -> str | None:
        """How the statement is put to one of ``VOICES``, or None where that voice is not asked."""
        return dict(self.questions).get(voice)


@dataclass(frozen=True)
class Area:
    """A benchmark, or whatever a framework calls its chapters."""

    code: str
    title: str
    summary: str
    statements: tuple[Statement, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framework:
    """One edition of one form. ``published_on`` is as exact as is known: a day or only a year."""

    code: str
    title: str
    edition: str
    setting: str
    publisher: str
    published_on: str
    in_force_from: date | None
    in_force_until: date | None
    licence: str
    official_form: OfficialForm
    sources: tuple[Source, ...]
    areas: tuple[Area, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its code, in reading order."""
        return {statement.code: statement for area in self.areas for statement in area.statements}

    @cached_property
    def indicators(self) -> dict[str, str]:
        """Indicator id to the code of the one statement it answers, in reading order."""
        return {one.indicator: one.code for one in self.statements.values() if one.indicator}

    def in_force(self, day: date) -> bool:
        """Whether the edition is the one to use on ``day``; an end that is not known is open."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_until or date.max)
