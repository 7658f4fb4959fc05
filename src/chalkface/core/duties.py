"""The duties that law and statutory guidance lay on a school, from ``content/duties``: each file there is one register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chalkface.core.errors import Refused

STRENGTHS = {"must": "must", "should": "should", "recommended": "recommended"}
STRENGTH_MEANS = {
    "must": "the law asks it",
    "should": "the statutory guidance asks it: follow it unless there is good reason not to",
    "recommended": "advised, not asked",
}
KINDS = ("school", "special", "college")
CONFIRMATION = {
    "C": "",
    "S": "We read this in other people’s account of it, not at its source: check the wording before you rely on it.",
    "U": "This is not confirmed: check it before you rely on it.",
}
_REQUIRED = ("code", "title", "area", "who", "what", "when", "strength", "kinds", "source", "where", "confirmation")
_REQUIRED += ("check_months", "evidence")
_OPTIONAL = ("academies", "indicators", "statement", "names_a_date", "until")


@dataclass(frozen=True)
class Duty:
    """One duty. ``unconfirmed`` is a sentence, empty when it was read at its source; ``check_months`` how often it is looked
    at; ``indicators`` the figures that answer it; ``names_a_date``: its next check is the day that the website itself names.
    """

    code: str
    title: str
    area: str
    who: str
    what: str
    when: str
    strength: str
    kinds: tuple[str, ...]
    source: str
    source_address: str
    where: str
    confirmation: str
    check_months: int
    evidence: str
    academies: str = ""
    indicators: tuple[str, ...] = ()
    statement: str = ""
    names_a_date: bool = False
    until: date | None = None

    @property
    def unconfirmed(self) -> str:
        """What to bear in mind where it was not read at its source, or ""."""
        return CONFIRMATION[self.confirmation]

    @property
    def strength_means(self) -> str:
        """What must, should or recommended means."""
        return STRENGTH_MEANS[self.strength]


def read_register(name: str, text: str) -> tuple[Duty, ...]:
    """The duties of one file. Raises ``ValueError`` naming file, duty and what is wrong: none is half read."""
    written = yaml.safe_load(text)
    sources = written["sources"]
    return tuple(_duty(f"{name}: {entry.get('code', 'a duty without a code')}", entry, sources) for entry in written["duties"])


def _duty(where: str, entry: dict, sources: Mapping[str, Mapping[str, str]]) -> Duty:
    missing = [key for key in _REQUIRED if not entry.get(key)]
    unknown = sorted(set(entry) - set(_REQUIRED) - set(_OPTIONAL))
    problems = [f"{key} is missing" for key in missing] + [f"{key} is not known" for key in unknown]
    for key, allowed in (("strength", STRENGTHS), ("confirmation", CONFIRMATION), ("source", sources)):
        if key not in missing and entry[key] not in allowed:
            problems.append(f"{key} {entry[key]!r} is not one of {', '.join(allowed)}")
    problems += [f"kind {kind!r} is not one of {', '.join(KINDS)}" for kind in entry.get("kinds") or () if kind not in KINDS]
    if "check_months" not in missing and not (isinstance(entry["check_months"], int) and 0 < entry["check_months"] <= 36):
        problems.append("check_months must be a whole number from 1 to 36")
    if problems:
        raise ValueError(f"{where}: {'; '.join(problems)}")
    source = sources[entry["source"]]
    return Duty(
        **{
            **entry,
            "kinds": tuple(entry["kinds"]),
            "indicators": tuple(entry.get("indicators", ())),
            "source": source["title"],
            "source_address": source["url"],
        }
    )


@cache
def duties() -> Mapping[str, Duty]:
    """Every duty of every register by its code, in the order written. Raises ``ValueError`` for a code written twice."""
    found: dict[str, Duty] = {}
    folder = files("chalkface.content").joinpath("duties")
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name):
        for duty in read_register(file.name, file.read_text("utf-8")):
            if duty.code in found:
                raise ValueError(f"{file.name}: {duty.code} is written twice")
            found[duty.code] = duty
    return MappingProxyType(found)


def duty(code: str) -> Duty:
    """The duty of that code. Raises ``Refused``."""
    found = duties().get(code)
    if found is None:
        raise Refused(f"There is no duty {code!r} in the register.")
    return found


def duties_for(kind: str, on: date) -> tuple[Duty, ...]:
    """The duties that a kind of school (school, special, college) has on a day."""
    return tuple(one for one in duties().values() if kind in one.kinds and (one.until is None or on <= one.until))
