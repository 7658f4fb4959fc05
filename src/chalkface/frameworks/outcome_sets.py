"""Outcome sets: ready outcomes for each year group that a school may adopt, and the names of skills. One file is one set.

Being in ``content/outcomes`` is enough: a file is read, checked and offered. A broken one raises with file and line.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks import nodes
from chalkface.frameworks.model import Source
from chalkface.frameworks.nodes import Value

FOLDER = Path(__file__).resolve().parent.parent / "content" / "outcomes"
TERMS = {1: "autumn", 2: "spring", 3: "summer"}
ANY_TERM = 0
LONGEST_CODE = 40

SET = ("code", "title", "publisher", "edition", "licence", "sources")
AREA = ("code", "name", "meaning", "sources", "outcomes")
OUTCOME = ("code", "year_group", "term", "wording")


@dataclass(frozen=True)
class SetOutcome:
    """One ready outcome: what a student of the year group should know, be able to do or have done; ``term`` is advice."""

    code: str
    year_group: int
    area: str
    term: int
    wording: str
    unconfirmed: str


@dataclass(frozen=True)
class SetArea:
    """An area of learning, by our own short name, with its outcomes in the order of the file."""

    code: str
    name: str
    meaning: str
    sources: tuple[str, ...]
    outcomes: tuple[SetOutcome, ...]


@dataclass(frozen=True)
class Skill:
    """A skill that activities practise, by name only."""

    code: str
    name: str
    unconfirmed: str


@dataclass(frozen=True)
class OutcomeSet:
    """One file: areas with outcomes, or skills."""

    code: str
    title: str
    publisher: str
    edition: str
    licence: str
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    areas: tuple[SetArea, ...]
    skills: tuple[Skill, ...]

    @property
    def outcomes(self) -> tuple[SetOutcome, ...]:
        """All outcomes, area by area."""
        return tuple(one for area in self.areas for one in area.outcomes)


def _within(value: Value, allowed: Collection[int], what: str) -> int:
    number = value.number()
    if number not in allowed:
        raise value.broken(f"{number} is not {what}")
    return number


def _outcome(value: Value, area: str) -> SetOutcome:
    fields = value.fields(OUTCOME, ("unconfirmed",))
    code = fields["code"].text()
    year_group = _within(fields["year_group"], YEAR_GROUPS, "one of Years 7 to 13")
    if not code.startswith(f"{area}-{year_group}") or len(code) > LONGEST_CODE:
        raise fields["code"].broken(f"code {code!r} does not begin with {area}-{year_group}")
    return SetOutcome(
        code=code,
        year_group=year_group,
        area=area,
        term=_within(fields["term"], TERMS, "a term: 1 autumn, 2 spring, 3 summer"),
        wording=fields["wording"].text(),
        unconfirmed=nodes.optional_text(fields, "unconfirmed"),
    )


def _area(value: Value, sources: Collection[str]) -> SetArea:
    fields = value.fields(AREA)
    code = fields["code"].text()
    return SetArea(
        code=code,
        name=fields["name"].text(),
        meaning=fields["meaning"].text(),
        sources=tuple(item.one_of(tuple(sources)) for item in fields["sources"].items()),
        outcomes=tuple(_outcome(item, code) for item in fields["outcomes"].items()),
    )


def _skill(value: Value) -> Skill:
    fields = value.fields(("code", "name"), ("unconfirmed",))
    return Skill(fields["code"].text(), fields["name"].text(), nodes.optional_text(fields, "unconfirmed"))


def _source(value: Value) -> Source:
    fields = value.fields(("code", "url"))
    if not fields["url"].text().startswith(("https://", "http://")):
        raise fields["url"].broken("url is not a web address")
    return Source(fields["code"].text(), fields["url"].text())


def _codes_once(items: tuple[Value, ...], keys: tuple[str, ...]) -> None:
    nodes.distinct(tuple(item.fields(keys, ("unconfirmed",))["code"] for item in items))


def load_set(path: Path) -> OutcomeSet:
    """The set in ``path``, whose name must be its code. Raises ``BrokenContent`` with file, line and reason."""
    whole = nodes.read(path, "outcome set")
    fields = whole.fields(SET, ("notes", "areas", "skills"))
    if fields["code"].text() != path.stem:
        raise fields["code"].broken(f"code {fields['code'].text()!r} is not the name of the file")
    if ("areas" in fields) == ("skills" in fields):
        raise whole.broken("a set has either areas with outcomes, or skills")
    sources = tuple(_source(item) for item in fields["sources"].items())
    areas, skills = (fields[key].items() if key in fields else () for key in ("areas", "skills"))
    _codes_once(areas, AREA)
    _codes_once(skills, ("code", "name"))
    _codes_once(tuple(item for area in areas for item in area.fields(AREA)["outcomes"].items()), OUTCOME)
    return OutcomeSet(
        code=path.stem,
        title=fields["title"].text(),
        publisher=fields["publisher"].text(),
        edition=fields["edition"].text(),
        licence=fields["licence"].text(),
        notes=nodes.texts(fields, "notes"),
        sources=sources,
        areas=tuple(_area(item, [source.code for source in sources]) for item in areas),
        skills=tuple(_skill(item) for item in skills),
    )


@cache
def all_sets() -> dict[str, OutcomeSet]:
    """Every set that ships with the program, by code; read once."""
    return {path.stem: load_set(path) for path in sorted(FOLDER.glob("*.yaml"))}


def set_called(code: str) -> OutcomeSet:
    """The set with that code. Raises ``Refused`` with a sentence that names those there are."""
    found = all_sets().get(code)
    if found is None:
        raise Refused(f"There is no outcome set called {code!r}. There are: {', '.join(all_sets())}.")
    return found


def sets_of_outcomes() -> tuple[OutcomeSet, ...]:
    """The sets that hold outcomes, which a school may adopt."""
    return tuple(one for one in all_sets().values() if one.areas)


@cache
def areas() -> dict[str, SetArea]:
    """Every area of every set by its code; where two sets share a code, the first says its name."""
    found: dict[str, SetArea] = {}
    for one in all_sets().values():
        for area in one.areas:
            found.setdefault(area.code, area)
    return found


def area_name(code: str) -> str:
    """What an area is called; a code that no set has is its own name."""
    return areas()[code].name if code in areas() else code


@cache
def skills() -> dict[str, str]:
    """The names of the skills by code, in the order of their file."""
    return {skill.code: skill.name for one in all_sets().values() for skill in one.skills}


@cache
def ready_outcome(source: str) -> SetOutcome | None:
    """The outcome that ``source`` names ("career-development:EXP-8"), or None."""
    code, _, outcome = source.partition(":")
    found = all_sets().get(code)
    return next((one for one in found.outcomes if one.code == outcome), None) if found else None


def term_words(term: int) -> str:
    """Autumn term, spring term, summer term, or any term."""
    return f"{TERMS.get(term, 'any')} term"
