"""After an absence: new times for those who lost theirs, moving as few others as can be."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from chalkface.core.interview_planning.model import Person, Place, Round

MOST_OTHERS = 5


@dataclass(frozen=True)
class Mended:
    """The schedule after an absence: who lost their time, who moved to make room, who found no time."""

    bookings: Mapping[int, int]
    displaced: tuple[int, ...]
    others: tuple[int, ...]
    unplaced: tuple[int, ...]


def mend(of: Round, bookings: Mapping[int, int], *, displaced: Collection[int], most: int = MOST_OTHERS) -> Mended:
    """Give everybody in ``displaced`` a new place, moving at most ``most`` others. ``of`` has only what is left.

    The urgent choose first. Whoever is locked stays; whoever cannot be placed within the limit is in ``unplaced``.
    """
    kept = {person: place for person, place in bookings.items() if person not in displaced and place in of.place_by_key}
    moves = Moves(of, dict(kept))
    turn = sorted((of.by_key[one] for one in displaced), key=lambda one: -one.urgency)
    waiting = [person for person in turn if not moves.seat(person)]
    for person in waiting:
        moves.make_room(person, most=most - len(_moved(kept, moves.bookings)))
    unplaced = tuple(one.key for one in waiting if one.key not in moves.bookings)
    return Mended(moves.bookings, tuple(one.key for one in turn), _moved(kept, moves.bookings), unplaced)


def _moved(before: Mapping[int, int], after: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(one for one, place in before.items() if after.get(one) != place)


class Moves:
    """A schedule that is being changed, one person or one chain of people at a time; it is never without its rules."""

    def __init__(self, of: Round, bookings: dict[int, int]) -> None:
        self.of, self.bookings = of, bookings
        self.sitting = {place: person for person, place in bookings.items()}
        self.on_a_day = of.on_a_day(bookings)
        self.first = dict(bookings)
        self._options: dict[int, list[tuple[int, Place]]] = {}

    def options(self, person: Person) -> list[tuple[int, Place]]:
        """Where the person could come if nobody else did, the cheapest first."""
        if person.key not in self._options:
            able = [(self.of.cost(person, place), place) for place in self.of.places if not person.refusal(place)]
            self._options[person.key] = sorted(able, key=lambda one: (one[0], one[1].on, one[1].period, one[1].key))
        return self._options[person.key]

    def has_room(self, person: Person, place: Place) -> bool:
        """Whether the person's tutor group still has room that day, they themselves not counted."""
        if not person.group:
            return True
        now = self.bookings.get(person.key)
        own = now is not None and self.of.place_by_key[now].on == place.on
        return self.on_a_day[person.group, place.on] - own < self.of.most_of_a_group

    def seat(self, person: Person) -> bool:
        """Give a person the cheapest free place; returns whether there was one."""
        for _, place in self.options(person):
            if place.key not in self.sitting and self.has_room(person, place):
                self._put(person, place)
                return True
        return False

    def make_room(self, person: Person, *, most: int) -> bool:
        """Give a person a place by moving others on, each to the place of the next, the last to a free one: the fewest
        moves first. At most ``most`` people are moved who sat where they sit since the beginning."""
        for chain in self._chains(person, most):
            if self._take(chain):
                return True
        return False

    def _chains(self, person: Person, most: int) -> Iterator[list[tuple[Person, Place]]]:
        """Chains that end at a free place, the fewest moves and then the least cost first; each place is tried once."""
        queue: list[tuple[int, int, int, Person, list[tuple[Person, Place]]]] = [(0, 0, 0, person, [])]
        reached: set[int] = set()
        number = 0
        while queue:
            moved, spent, _, mover, chain = heappop(queue)
            for cost, place in self.options(mover):
                if place.key in reached or not self._may_be_left(mover, place):
                    continue
                longer = [*chain, (mover, place)]
                sitting = self.sitting.get(place.key)
                if sitting is None:
                    yield longer
                    continue
                other = self.of.by_key.get(sitting)
                counts = int(self.first.get(sitting) == place.key)
                if other is None or other.locked is not None or moved + counts > most:
                    continue
                reached.add(place.key)
                number += 1
                heappush(queue, (moved + counts, spent + cost, number, other, longer))

    def _may_be_left(self, mover: Person, place: Place) -> bool:
        """Whether the day has room for the mover's group, or will have because the one who goes is of that group."""
        if self.has_room(mover, place):
            return True
        sitting = self.sitting.get(place.key)
        return sitting is not None and sitting in self.of.by_key and self.of.by_key[sitting].group == mover.group

    def _take(self, chain: list[tuple[Person, Place]]) -> bool:
        """Carry a chain out, and undo it when its moves together take too many of one group out on one day."""
        before = [(person, self.bookings.get(person.key)) for person, _ in chain]
        for person, _ in chain:
            self._lift(person)
        for person, place in chain:
            self._put(person, place)
        full = (self.on_a_day[person.group, place.on] > self.of.most_of_a_group for person, place in chain if person.group)
        if not any(full):
            return True
        for person, _ in chain:
            self._lift(person)
        for person, place in before:
            if place is not None:
                self._put(person, self.of.place_by_key[place])
        return False

    def _lift(self, person: Person) -> None:
        place = self.bookings.pop(person.key, None)
        if place is not None:
            del self.sitting[place]
            self.on_a_day[person.group, self.of.place_by_key[place].on] -= 1

    def _put(self, person: Person, place: Place) -> None:
        self.bookings[person.key] = place.key
        self.sitting[place.key] = person.key
        self.on_a_day[person.group, place.on] += 1
