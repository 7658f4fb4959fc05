"""What role descriptions are made of: plain facts about posts. They name who holds a post, never a student."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    """Something a post has a part in: the kind of thing ("Duties"), what it is, and why it counts ("owns it"), perhaps."""

    kind: str
    title: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """One post. ``parts`` maps each letter in the order A, R, C, I to its things; ``hours`` is a sentence or empty."""

    title: str
    holder: str
    is_vacant: bool
    minutes_a_week: int | None
    purpose: str
    training: str
    hours: str
    parts: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True, slots=True)
class RoleDescriptions:
    """All of them, on a day."""

    school: str
    is_example: bool
    on: date
    made_on: date
    posts: tuple[Description, ...]
