"""Awards, reviews and views that a school is measured against beside its framework, from ``content/awards``: one file each.

A file names, for each of its criteria, what of the records answers it (``duty:SG-04``, ``statement:gatsby-2025:1.1``). Whoever
reads the records knows these names (``queries/award_sources``); here they are text of the form ``kind:rest``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.errors import Refused
from chalkface.core.marked_yaml import LINE, problems_of, read_marked

# An award is applied for and given by others; a review is held by the school itself; a view is only read.
KINDS = ("award", "review", "view")
CONFIRMATION = {
    "C": "",
    "S": "We read this in other people’s account of it, not at its source: check the wording before you rely on it.",
    "U": "This is not confirmed: check it before you rely on it.",
    "H": "This is our own grouping and wording, made from what several sources say.",
}
# What the school itself thinks of a criterion, beside what the records say.
VIEWS = {"ready": "in place", "partly": "partly in place", "not_yet": "not in place yet"}
NAME = re.compile(r"[a-z]+:[A-Za-z0-9.@:-]+")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CRITERION_CODE = re.compile(r"[A-Z]+(-?\d+)?")
MOST_MONTHS = 60
_TOP = {"title": str, "kind": str, "about": str, "edition": str, "confirmation": str, "sources": list, "criteria": list}
_TOP_MORE = {"notes": list, "lasts_months": int, "bodies": list, "states": list}
_BODY, _BODY_MORE = {"code": str, "title": str, "confirmation": str}, {"from": date, "until": date, "note": str, "url": str}
_STATE, _STATE_MORE = {"code": str, "title": str, "means": str}, {"runs_out": bool}
_CRITERION = {"code": str, "title": str, "asks": str, "confirmation": str, "evidence": list}
_CRITERION_MORE = {"shows": str}


@dataclass(frozen=True)
class Body:
    """Somebody who gives an award. ``valid_from`` and ``valid_until`` are None where no day is known."""

    code: str
    title: str
    confirmation: str
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""
    url: str = ""

    @property
    def unconfirmed(self) -> str:
        """What to bear in mind where it was not read at its source, or ""."""
        return CONFIRMATION[self.confirmation]

    def gives_on(self, on: date) -> bool:
        """Whether it gives the award on a day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class State:
    """A stage on the way. ``runs_out``: it has a day on which it ends, which is watched."""

    code: str
    title: str
    means: str
    runs_out: bool = False


@dataclass(frozen=True)
class Criterion:
    """One thing asked. ``evidence`` names what of the records answers it; ``shows`` is what a school usually adds itself."""

    code: str
    title: str
    asks: str
    confirmation: str
    evidence: tuple[str, ...]
    shows: str = ""

    @property
    def unconfirmed(self) -> str:
        """What to bear in mind where it was not read at its source, or ""."""
        return CONFIRMATION[self.confirmation]


@dataclass(frozen=True)
class Award:
    """One file. ``lasts_months`` is how long it may hold at most, None where nothing is said."""

    code: str
    title: str
    kind: str
    about: str
    edition: str
    confirmation: str
    sources: tuple[tuple[str, str], ...]
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...] = ()
    lasts_months: int | None = None
    bodies: tuple[Body, ...] = ()
    states: tuple[State, ...] = ()

    @property
    def unconfirmed(self) -> str:
        """What to bear in mind where it was not read at its source, or ""."""
        return CONFIRMATION[self.confirmation]

    def criterion(self, code: str) -> Criterion:
        """The criterion of that code. Raises ``Refused``."""
        for one in self.criteria:
            if one.code == code:
                return one
        raise Refused(f"{self.title} has no criterion {code}.")

    def state(self, code: str) -> State | None:
        """The state of that code, or None where the file no longer has it."""
        return next((one for one in self.states if one.code == code), None)

    def body(self, code: str) -> Body | None:
        """The body of that code, or None where the file no longer has it."""
        return next((one for one in self.bodies if one.code == code), None)

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers that its criteria name, each once, in their order: what a portfolio takes along."""
        named = (name for one in self.criteria for name in one.evidence if name.startswith("papers:"))
        return tuple(dict.fromkeys(name.partition(":")[2] for name in named))


def read_award(name: str, text: str) -> Award:
    """The award of one file. Raises ``ValueError`` naming file, line and everything wrong with it: none is half read."""
    written = read_marked(f"{name}.yaml", text)
    wrong = [f"line {written[LINE]}: {one}" for one in problems_of(written, _TOP, _TOP_MORE)]
    if not _CODE.fullmatch(name):
        wrong.append("the name of the file must be small letters, digits and hyphens")
    if written.get("kind") not in KINDS:
        wrong.append(f"kind is not one of {', '.join(KINDS)}")
    if written.get("confirmation") not in CONFIRMATION:
        wrong.append(f"confirmation is not one of {', '.join(CONFIRMATION)}")
    if isinstance(months := written.get("lasts_months", 1), int) and not 0 < months <= MOST_MONTHS:
        wrong.append(f"lasts_months must be from 1 to {MOST_MONTHS}")
    for what, required, more in (
        ("bodies", _BODY, _BODY_MORE), ("states", _STATE, _STATE_MORE), ("criteria", _CRITERION, _CRITERION_MORE),
    ):  # fmt: skip
        wrong += _wrong_entries(what, _list(written, what), required, more)
    no_texts = [note for note in _list(written, "notes") if not isinstance(note, str)]
    wrong += [f"notes: {note!r} is not a text: put it in quotation marks" for note in no_texts]
    for one in _list(written, "sources"):
        if not isinstance(one, dict) or set(one) - {LINE} != {"title", "url"}:
            wrong.append("each of sources has a title and a url")
    if wrong:
        raise ValueError(f"{name}.yaml: {'; '.join(wrong)}")
    return Award(
        code=name,
        title=written["title"],
        kind=written["kind"],
        about=written["about"],
        edition=written["edition"],
        confirmation=written["confirmation"],
        sources=tuple((one["title"], one["url"]) for one in written["sources"]),
        criteria=tuple(_criterion(one) for one in written["criteria"]),
        notes=tuple(written.get("notes") or ()),
        lasts_months=written.get("lasts_months"),
        bodies=tuple(_body(one) for one in written.get("bodies") or ()),
        states=tuple(State(**_plain(one)) for one in written.get("states") or ()),
    )


def _list(written: dict, what: str) -> list:
    """A list of the file; what is none is said to be none elsewhere."""
    return written.get(what) if isinstance(written.get(what), list) else []


def _wrong_entries(what: str, entries: list, required: dict[str, type], more: dict[str, type]) -> list[str]:
    """What is wrong with each entry of a list, by its line; and codes that are there twice."""
    found, codes = [], []
    for entry in entries:
        if not isinstance(entry, dict):
            found.append(f"{what}: {entry!r} is no entry")
            continue
        wrong = problems_of(entry, required, more)
        if entry.get("confirmation", "C") not in CONFIRMATION:
            wrong.append(f"confirmation is not one of {', '.join(CONFIRMATION)}")
        form = _CRITERION_CODE if what == "criteria" else _CODE
        if isinstance(entry.get("code"), str) and not form.fullmatch(entry["code"]):
            wrong.append(f"the code {entry['code']!r} is not of the form {form.pattern}")
        for one in entry.get("evidence") or ():
            if not isinstance(one, str) or not NAME.fullmatch(one):
                wrong.append(f"the evidence {one!r} is not written kind:code")
        codes.append(entry.get("code"))
        found += [f"line {entry[LINE]}, {what}: {one}" for one in wrong]
    return found + [f"{what}: {code} is there twice" for code in dict.fromkeys(codes) if codes.count(code) > 1]


def _plain(entry: dict) -> dict:
    return {key: value for key, value in entry.items() if key != LINE}


def _body(entry: dict) -> Body:
    told = _plain(entry)
    return Body(**{{"from": "valid_from", "until": "valid_until"}.get(key, key): value for key, value in told.items()})


def _criterion(entry: dict) -> Criterion:
    return Criterion(**{**_plain(entry), "evidence": tuple(entry["evidence"])})


@cache
def awards() -> Mapping[str, Award]:
    """Every award, review and view by its code: awards first, then by title. A file announces itself by being there."""
    folder = files("chalkface.content").joinpath("awards")
    read = [
        read_award(one.name.removesuffix(".yaml"), one.read_text("utf-8"))
        for one in folder.iterdir()
        if one.name.endswith(".yaml")
    ]
    return MappingProxyType({one.code: one for one in sorted(read, key=lambda one: (KINDS.index(one.kind), one.title))})


def award(code: str) -> Award:
    """The award of that code. Raises ``Refused``."""
    found = awards().get(code)
    if found is None:
        raise Refused(f"There is no award or review called {code}.")
    return found
