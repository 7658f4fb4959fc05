"""What the card is made of: good practice, one page each. It names posts and departments, never a student."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Card:
    """One good practice. ``answers`` is the statement it answers, with its code, or ""."""

    title: str
    who: str
    place: str
    what: str
    answers: str


@dataclass(frozen=True)
class CardPaper:
    """The cards of a school, in the order to be printed."""

    school: str
    is_example: bool
    made_on: date
    cards: tuple[Card, ...]
