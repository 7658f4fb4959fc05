"""What may go to the local authority about one student on one day, and the lists it goes in.

The law lets three things go whatever anybody says: who the student is, when they were born, and who the parent is (and the
address, which Chalkface does not hold). Everything else falls away when a parent refused (until 16) or the student did (from
the 16th birthday). Which field is which is said here, not in the lists: a list cannot make a field free by writing it so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chalkface.core.destination_routes import titles
from chalkface.core.family import SIXTEEN, age_on
from chalkface.core.marked_yaml import LINE, problems_of, read_marked

ALWAYS = frozenset({"surname", "forename", "date_of_birth", "parent_name"})
OTHER = frozenset(
    {
        "upn", "uln", "sex", "year_group", "tutor_group", "intended_route", "intended_provider", "intended_course",
        "intended_level", "intended_on", "application_status", "offer", "offer_on", "offer_provider", "destination_route",
        "destination_provider", "destination_ukprn", "destination_level", "destination_status", "destination_on",
        "destination_source", "destination_confidence",
    }
)  # fmt: skip
PLACES = {"on_roll", "leavers"}


@dataclass(frozen=True)
class Choice:
    """A choice about the local authority: allowed or refused, by whom, from which day."""

    is_allowed: bool
    said_by: str
    said_on: date


@dataclass(frozen=True)
class Person:
    """A student as far as the rule needs to know; the choices in the order in which they were recorded."""

    born: date | None
    choices: tuple[Choice, ...] = ()


def _latest(person: Person, by: str, on: date) -> Choice | None:
    said = [(one.said_on, place, one) for place, one in enumerate(person.choices) if one.said_by == by and one.said_on <= on]
    return max(said, key=lambda entry: entry[:2])[2] if said else None


def has_refused(person: Person, on: date) -> bool:
    """Whether the other information stays here on that day.

    Under 16 the parent decides. From the 16th birthday the student does: until they have said something, a parent's refusal
    stands, for a birthday alone sends nothing out. When the birthday is not known, anybody's refusal counts.
    """
    parent, student = (_latest(person, by, on) for by in ("parent", "student"))
    age = age_on(person.born, on)
    if age is None:
        return any(one is not None and not one.is_allowed for one in (parent, student))
    decides = parent if age < SIXTEEN else student or parent
    return decides is not None and not decides.is_allowed


def waits_for_student(person: Person, on: date) -> bool:
    """Whether only a parent's refusal stands although the student is 16: somebody should ask the student."""
    age = age_on(person.born, on)
    return age is not None and age >= SIXTEEN and _latest(person, "student", on) is None and has_refused(person, on)


def fields_that_go(person: Person, on: date) -> frozenset[str]:
    """The fields of a student that may go to the local authority on a day."""
    return ALWAYS if has_refused(person, on) else ALWAYS | OTHER


@dataclass(frozen=True)
class Column:
    """One column of a list; ``codes`` names the dated list that its values are turned into codes by."""

    heading: str
    field: str
    codes: str = ""


@dataclass(frozen=True)
class AuthorityFormat:
    """One list for the local authority. ``of``: students on roll in ``year_groups``, or those who left them last year."""

    code: str
    title: str
    meaning: str
    of: str
    year_groups: tuple[int, ...]
    source: str
    as_of: date
    days: str
    columns: tuple[Column, ...]

    def line(self, values: Mapping[str, object], person: Person, on: date) -> list[str]:
        """The cells of one student: empty for what may not go, whatever ``values`` holds."""
        goes = fields_that_go(person, on)
        return [self._cell(column, values.get(column.field, ""), on) if column.field in goes else "" for column in self.columns]

    def _cell(self, column: Column, value: object, on: date) -> str:
        if isinstance(value, date):
            return value.strftime(self.days)
        text = "" if value is None else str(value)
        if column.codes:
            return code_of(column.codes, text, on)
        return titles().get(text, text) if column.field.endswith("_route") else text

    def unconfirmed(self, on: date) -> tuple[str, ...]:
        """The codes in use on a day that nobody has confirmed: a page says so beside the list."""
        lists = {column.codes for column in self.columns if column.codes}
        return tuple(
            f"{entry['code']} ({route.replace('_', ' ')})"
            for name in sorted(lists)
            for route, entry in _codes_on(name, on).items()
            if entry.get("unconfirmed")
        )


_REQUIRED = {"title": str, "meaning": str, "of": str, "year_groups": list, "source": str, "days": str, "columns": list}


def read_format(code: str, name: str, text: str) -> AuthorityFormat:
    """One list as it is written. Raises ``ValueError`` naming file, line and what is wrong: none is half read."""
    entry = read_marked(name, text)
    line, as_of = entry.pop(LINE), entry.pop("as_of", None)
    problems = problems_of(entry, _REQUIRED, {})
    if not isinstance(as_of, date):
        problems.append("as_of is the day from which it is right, such as 2025-09-01")
    if not problems and entry["of"] not in PLACES:
        problems.append(f"of is one of {', '.join(sorted(PLACES))}")
    if problems:
        raise ValueError(f"{name}, line {line}: {'; '.join(problems)}")
    columns = []
    for column in entry["columns"]:
        at = column.pop(LINE) if isinstance(column, dict) else line
        if not isinstance(column, dict):
            raise ValueError(f"{name}, line {at}: a column has a heading and a field, not {column!r}")
        found = problems_of(column, {"heading": str, "field": str}, {"codes": str})
        if not found and column["field"] not in ALWAYS | OTHER:
            found.append(f"{column['field']} is not a field that can go to a local authority")
        if not found and column.get("codes") and column["codes"] not in _code_lists():
            found.append(f"there is no list of codes {column['codes']}")
        if found:
            raise ValueError(f"{name}, line {at}: {'; '.join(found)}")
        columns.append(Column(**column))
    try:
        datetime(2025, 9, 1).strftime(entry["days"]).encode()
    except ValueError as error:
        raise ValueError(f"{name}, line {line}: days is not a way to write a day") from error
    return AuthorityFormat(
        code, as_of=as_of, **{**entry, "year_groups": tuple(entry["year_groups"]), "columns": tuple(columns)}
    )


@cache
def formats() -> Mapping[str, AuthorityFormat]:
    """Every list in ``content/authority``, by code: the name of its file."""
    folder = files("chalkface.content").joinpath("authority")
    found = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            code = file.name.removesuffix(".yaml")
            found[code] = read_format(code, f"content/authority/{file.name}", file.read_text("utf-8"))
    return MappingProxyType(found)


@cache
def _code_lists() -> Mapping[str, list[dict]]:
    return yaml.safe_load(files("chalkface.content").joinpath("codes").joinpath("nccis_activities.yaml").read_text("utf-8"))


def _codes_on(name: str, on: date) -> Mapping[str, dict]:
    """The newest edition of a list that had begun on the day; the oldest when none had."""
    editions: Iterable[dict] = sorted(_code_lists()[name], key=lambda one: one["from"])
    begun = [one for one in editions if one["from"] <= on]
    return (begun[-1] if begun else _code_lists()[name][0])["codes"]


def route_of(name: str, code: str, on: date) -> tuple[str, bool]:
    """The route that a code of a dated list stands for on a day, and whether the code is confirmed; "" when it has none."""
    for route, entry in _codes_on(name, on).items():
        if entry["code"] == code:
            return route, not entry.get("unconfirmed", False)
    return "", False


def code_of(name: str, value: str, on: date) -> str:
    """The code of a value in a dated list on a day; "" for what the list has no code for."""
    return _codes_on(name, on).get(value, {}).get("code", "")
