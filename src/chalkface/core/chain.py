"""The way from an intention to a destination that lasts: its steps, what outranks what, who says so and how sure it is.

The words are ``content/codes/destination_steps.yaml``; forms show the meanings beside their fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

# The stage of leaving for each year group that leaves.
STAGES = {11: 16, 13: 18}
YEAR_GROUP_OF = {stage: group for group, stage in STAGES.items()}
# How a leaver was asked about.
WAYS = {
    "phone": "Telephone call",
    "message": "Text or message",
    "email": "E-mail",
    "letter": "Letter",
    "visit": "Visit home",
    "provider": "Asked a college or employer",
    "family": "Asked a brother, sister or friend",
    "authority": "Asked the local authority",
}


@dataclass(frozen=True)
class Word:
    """One code with its title and what it means. ``of``: the step of the chain; ``offer``: a place is held; ``closed``: the
    application goes no further."""

    code: str
    title: str
    meaning: str
    of: str = ""
    offer: bool = False
    closed: bool = False


Words = Mapping[str, Word]


@cache
def _lists() -> Mapping[str, Words]:
    text = files("chalkface.content").joinpath("codes").joinpath("destination_steps.yaml").read_text("utf-8")
    written = yaml.safe_load(text)
    return {
        name: MappingProxyType({code: Word(code, **entry) for code, entry in words.items()}) for name, words in written.items()
    }


def chain() -> Words:
    """The six steps from intended to sustained, in order."""
    return _lists()["chain"]


def steps() -> Words:
    """The steps that an application can take."""
    return _lists()["steps"]


def statuses() -> Words:
    """What a destination can be recorded as."""
    return _lists()["statuses"]


def sources() -> Words:
    """Who says so."""
    return _lists()["sources"]


def confidences() -> Words:
    """How sure it is, the surest first."""
    return _lists()["confidences"]


def options_of(words: Words) -> list[dict[str, str]]:
    """The list for a select of a form."""
    return [{"value": one.code, "label": one.title} for one in words.values()]


def title_in(words: Words, code: str) -> str:
    """What a code is called; a text that a file brought stays as it is."""
    return words[code].title if code in words else code


@dataclass(frozen=True)
class Step:
    """One dated step of an application."""

    step: str
    on: date
    number: int = 0


def latest_step(taken: Iterable[Step]) -> Step | None:
    """The step that counts: the latest by day; of one day the one further on; of equal ones the one recorded last."""
    order = {code: place for place, code in enumerate(steps())}
    return max(taken, key=lambda one: (one.on, order.get(one.step, -1), one.number), default=None)


def has_offer(status: str) -> bool:
    """Whether an application that stands so holds an offer."""
    return status in steps() and steps()[status].offer


def is_closed(status: str) -> bool:
    """Whether an application that stands so goes no further."""
    return status in steps() and steps()[status].closed


@dataclass(frozen=True)
class Said:
    """One dated thing that was recorded: which step of the chain it belongs to, in words, by whom, how sure."""

    of: str
    on: date | None
    text: str
    source: str = ""
    confidence: str = ""
    number: int = 0


@dataclass(frozen=True)
class Link:
    """One step of a student's chain: what is known of it, the newest first; empty when nothing is."""

    code: str
    title: str
    said: tuple[Said, ...]


def links(everything: Iterable[Said]) -> tuple[Link, ...]:
    """A student's chain: each of the six steps with what was recorded of it, the newest first and undated last."""
    found: dict[str, list[Said]] = {code: [] for code in chain()}
    for one in everything:
        found[one.of].append(one)

    def newest_first(code: str) -> tuple[Said, ...]:
        return tuple(sorted(found[code], key=lambda one: (one.on or date.min, one.number), reverse=True))

    return tuple(Link(word.code, word.title, newest_first(word.code)) for word in chain().values())


def reached(everything: Iterable[Said]) -> str:
    """The furthest step of the chain of which anything is known; "" for nothing."""
    known = {one.of for one in everything}
    return next((code for code in reversed(chain()) if code in known), "")


# What a plan is short of, in the order in which it is asked about. Each is a filter of the table of plans.
SHORT_OF = MappingProxyType(
    {
        "no_intention": "No intention recorded",
        "undecided": "Undecided",
        "no_application": "No application",
        "no_offer": "Applied, no offer",
        "mismatch": "Applied for something else",
    }
)


def short_of(intended: str | None, applications: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What a plan is short of. ``intended`` is the latest route ("" is left open, None is nothing recorded);
    ``applications`` are (route, status). Whoever means to work or is not sure needs no application to be told that they
    have none: the list is for a conversation, not a mark."""
    live = [(route, status) for route, status in applications if not is_closed(status)]
    found = set()
    if intended is None:
        found.add("no_intention")
    elif intended in ("", "undecided"):
        found.add("undecided")
    if not live:
        found.add("no_application")
    elif not any(has_offer(status) for _, status in live):
        found.add("no_offer")
    if live and intended and intended != "undecided" and all(route != intended for route, _ in live):
        found.add("mismatch")
    return frozenset(found)
