"""What the hand-over is made of: what to read first, and the files that go with it. Nothing here names a student."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits or happens: what, when in words ("due on 3 March 2026"), and who has it."""

    what: str
    when: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who to ask: a post, who holds it ("" is vacant), and what about."""

    post: str
    holder: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The page to read first. ``plan_state``: what is approved and what changed; ``unfinished``: whole sentences."""

    school: str
    is_example: bool
    on: date
    made_on: date
    plan_state: str = ""
    actions: str = ""
    late: tuple[Item, ...] = ()
    soon: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()
    people: tuple[Person, ...] = ()
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One file of the pack: its plain name, what it is in a sentence, and its content."""

    name: str
    what: str
    content: bytes


@dataclass(frozen=True, slots=True)
class HandOver:
    """The whole pack."""

    first: FirstPage
    files: tuple[File, ...]
