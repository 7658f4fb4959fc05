"""What the website must say of careers, field by field (``content/public_page.yaml``), and what of it is missing or old.

Pure: the day, the words and what records know are given. Law comes before guidance, guidance before custom.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chalkface.core.duties import CONFIRMATION
from chalkface.core.words import day_words
from chalkface.core.years import academic_year_of

STRENGTHS = {"must": "the law asks it", "should": "the statutory guidance asks it", "usual": "usual, not asked"}
PARTS = ("programme", "access")
KINDS = ("line", "text", "email", "phone", "day")
A_YEAR = timedelta(days=366)
SOON = timedelta(days=42)
PROVIDER_YEARS = range(8, 14)
PUBLISHED = "Files made for this academic year"
FEWEST_WORDS = 5  # of a text: "No." or "See our policy." tells nobody what is asked


@dataclass(frozen=True)
class Field:
    """One field of the public page. ``starter`` is a draft to begin with, "" where nobody but the school can know."""

    name: str
    part: str
    label: str
    asked: str
    strength: str
    confirmation: str
    kind: str
    hint: str = ""
    starter: str = ""

    @property
    def unconfirmed(self) -> str:
        """What to bear in mind where it was not read at its source, or ""."""
        return CONFIRMATION[self.confirmation]


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its name, in the order written. Raises ``ValueError`` naming a field that is not written as it should."""
    written = yaml.safe_load(files("chalkface.content").joinpath("public_page.yaml").read_text("utf-8"))["fields"]
    found = {}
    for name, entry in written.items():
        one = Field(name, **entry)
        asked = ((one.part, PARTS), (one.strength, STRENGTHS), (one.kind, KINDS), (one.confirmation, CONFIRMATION))
        if any(value not in allowed for value, allowed in asked):
            raise ValueError(f"public_page.yaml: {name} is not written as the head of the file says")
        found[name] = one
    return MappingProxyType(found)


@dataclass(frozen=True)
class Standing:
    """How the page stands on a day. ``values`` by field name; ``years`` are the school's year groups, ``taught`` those with
    outcomes or activities of this academic year, ``open_to_providers`` those with an
    occasion in it for providers of technical education or apprenticeships.

    ``changed``: what is written differs from what was published last; ``duty_day``: the day of the next review that the duties
    checklist has, ``holder``: who has the post of careers leader, where one is known.
    """

    on: date
    values: Mapping[str, object]
    years: tuple[int, ...]
    taught: frozenset[int]
    open_to_providers: frozenset[int]
    published_on: date | None = None
    changed: bool = False
    duty_day: date | None = None
    holder: str = ""


@dataclass(frozen=True)
class Line:
    """One thing the checker says. ``state``: missing, old, look (a person should look) or fine."""

    asked: str
    title: str
    strength: str
    state: str
    sentence: str
    field: str = ""
    unconfirmed: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether the page falls short by it."""
        return self.state in ("missing", "old")


def check(standing: Standing) -> tuple[Line, ...]:
    """Everything that can be said of the page: by strength, then gaps first, then in the order of the form."""
    lines = [_field(one, standing) for one in fields().values()] + _whole(standing)
    strengths, states = list(STRENGTHS), ("missing", "old", "look", "fine")
    return tuple(sorted(lines, key=lambda one: (strengths.index(one.strength), states.index(one.state))))


def gaps(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Of these, what law or guidance asks and the page does not say, or no longer says truly."""
    return tuple(one for one in lines if one.is_gap and one.strength != "usual")


def unsaid(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The gaps in what the page says, whether or not files of it were made: what a version made now would lack."""
    return tuple(one for one in gaps(lines) if one.title != PUBLISHED)


def unlawful(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Of these, what the law asks: whoever makes files without it says that they know."""
    return tuple(one for one in unsaid(lines) if one.strength == "must")


def gap_sentence(lines: tuple[Line, ...]) -> str:
    """ "Missing or out of date: 2 things that the law asks and 1 thing that the guidance asks." """
    found = gaps(lines)
    said = []
    for strength, who in (("must", "the law"), ("should", "the guidance")):
        if many := sum(one.strength == strength for one in found):
            said.append(f"{many} {'thing' if many == 1 else 'things'} that {who} asks")
    if not said:
        return "Everything that law and guidance ask is there."
    return f"Missing or out of date: {' and '.join(said)}."


def _field(one: Field, standing: Standing) -> Line:
    value = standing.values.get(one.name)
    state, sentence, strength = "fine", "", one.strength
    if not value:
        state, sentence = "missing", f"{one.label}: nothing is written."
    elif one.kind == "text" and len(str(value).split()) < FEWEST_WORDS:
        state, sentence = "missing", f"{one.label}: what is written says too little."  # not repeated: it may hold a name
    elif one.name in ("review_on", "statement_review_on"):
        state, sentence = _review_day(one, value, standing)
    elif one.name == "approved_on" and standing.on - value > A_YEAR:
        # The law asks that it is approved; that it is looked at every year is advised.
        state, sentence, strength = "old", f"The statement was approved on {day_words(value)}; look at it every year.", "should"
    elif one.name == "approved_on" and value > standing.on:
        state, sentence = "old", f"The statement cannot have been approved on {day_words(value)}, which is to come."
    elif one.name == "leader_name" and standing.holder and standing.holder.casefold() != str(value).casefold():
        state, sentence = "look", f"Under Roles somebody else has the post of careers leader: {standing.holder}."
    return Line(one.asked, one.label, strength, state, sentence, one.name, one.unconfirmed)


def _review_day(one: Field, value: date, standing: Standing) -> tuple[str, str]:
    if value < standing.on:
        return "old", f"{one.label}: {day_words(value)} has passed."
    if value - standing.on > A_YEAR:
        return "look", f"{one.label}: {day_words(value)} is more than a year away."
    if one.name == "review_on" and standing.duty_day is not None and standing.duty_day != value:
        return "look", f"The duties checklist has {day_words(standing.duty_day)} as the day that the website names."
    if value - standing.on <= SOON:
        return "look", f"{one.label}: {day_words(value)} is near."
    return "fine", ""


def _whole(standing: Standing) -> list[Line]:
    return [_by_year(standing), _occasions(standing), _published(standing)]


def _by_year(standing: Standing) -> Line:
    bare = [year for year in standing.years if year not in standing.taught]
    sentence = f"No outcome and no activity of this year is written for {_years(bare)}." if bare else ""
    return Line("SG-06", "The programme of each year group", "must", "missing" if bare else "fine", sentence)


def _occasions(standing: Standing) -> Line:
    bare = [year for year in standing.years if year in PROVIDER_YEARS and year not in standing.open_to_providers]
    providers = "providers of technical education or apprenticeships"
    sentence = f"No occasion for {providers} is planned this year for {_years(bare)}." if bare else ""
    return Line("PS-2", "Occasions for providers in each year group", "must", "missing" if bare else "fine", sentence)


def _published(standing: Standing) -> Line:
    title, day = PUBLISHED, standing.published_on
    if day is None:
        return Line("SG-06", title, "must", "missing", "No files have been made from here yet.")
    if academic_year_of(day) < academic_year_of(standing.on):
        return Line("SG-06", title, "must", "old", f"They were last made on {day_words(day)}, in an earlier academic year.")
    if standing.changed:
        said = f"What is written here has changed since {day_words(day)}: make them again, and put them on your website."
        return Line("SG-06", title, "must", "look", said)
    said = f"Made on {day_words(day)}. Only a look at your website tells whether they are there."
    return Line("SG-06", title, "must", "fine", said)


def _years(years: list[int]) -> str:
    if len(years) == 1:
        return f"Year {years[0]}"
    return f"Years {', '.join(map(str, years[:-1]))} and {years[-1]}"
