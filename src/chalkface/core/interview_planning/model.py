"""What a round of interviews is made of: times, people, and the schedule that joins them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

OTHER_ADVISER = 50
RATHER_NOT = 50
LEFT_OUT = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """One period of one day with one adviser: it takes one person."""

    key: int
    adviser: str
    on: date
    period: int
    accessible: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be seen. ``barred`` are (weekday, period) pairs that they are not to miss, ``dear`` such as they would
    rather not miss, ``barred_places`` single times.

    ``urgency`` is 0 for "any day will do". ``adviser`` is whom they would rather see. ``locked`` is the place they keep.
    """

    key: int
    group: str = ""
    urgency: int = 0
    adviser: str = ""
    needs_access: bool = False
    barred: frozenset[tuple[int, int]] = frozenset()
    dear: frozenset[tuple[int, int]] = frozenset()
    barred_places: frozenset[int] = frozenset()
    locked: int | None = None

    def refusal(self, place: Place) -> str:
        """Why the person cannot come to the place at all: ``lesson``, ``away``, ``room``; empty when they can."""
        if (place.on.weekday(), place.period) in self.barred:
            return "lesson"
        if place.key in self.barred_places:
            return "away"
        return "room" if self.needs_access and not place.accessible else ""


@dataclass(frozen=True)
class Round:
    """Everybody and every time of one round, and how many of one tutor group may be taken out on one day."""

    people: tuple[Person, ...]
    places: tuple[Place, ...]
    most_of_a_group: int = 2

    @cached_property
    def by_key(self) -> Mapping[int, Person]:
        """The people by key."""
        return {one.key: one for one in self.people}

    @cached_property
    def place_by_key(self) -> Mapping[int, Place]:
        """The places by key."""
        return {one.key: one for one in self.places}

    @cached_property
    def days_after(self) -> Mapping[date, int]:
        """Each interview day and how many interview days come before it."""
        return {day: number for number, day in enumerate(sorted({one.on for one in self.places}))}

    def cost(self, person: Person, place: Place) -> int:
        """What it costs to see a person there: their urgency for each interview day they wait, a price when it is not the
        adviser they would rather see, and one for a lesson that they would rather not miss."""
        other = OTHER_ADVISER if person.adviser and person.adviser != place.adviser else 0
        lesson = RATHER_NOT if (place.on.weekday(), place.period) in person.dear else 0
        return person.urgency * self.days_after[place.on] + other + lesson

    def cost_left_out(self, person: Person) -> int:
        """What it costs to leave a person out: far more than any place, and more for the urgent."""
        return LEFT_OUT * (1 + person.urgency)

    def cost_of(self, bookings: Mapping[int, int]) -> int:
        """What a whole schedule costs, those who are left out included."""
        return sum(
            self.cost(one, self.place_by_key[bookings[one.key]]) if one.key in bookings else self.cost_left_out(one)
            for one in self.people
        )

    def on_a_day(self, bookings: Mapping[int, int]) -> Counter:
        """How many of each tutor group come on each day."""
        days = ((self.by_key[person].group, self.place_by_key[place].on) for person, place in bookings.items())
        return Counter(one for one in days if one[0])


@dataclass(frozen=True)
class Schedule:
    """Who comes when, what it costs, and what no schedule can cost less than (``bound``).

    ``left_out`` says of everybody who has no place why. ``method`` is ``assignment`` or ``greedy``.
    """

    bookings: Mapping[int, int]
    cost: int
    bound: int
    method: str
    left_out: Mapping[int, str] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """By which share of its cost the schedule can be improved at the most."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0
