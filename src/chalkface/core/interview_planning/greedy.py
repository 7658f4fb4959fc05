"""The plain way: the most urgent first, each to the cheapest place left; then a chain of moves for whoever found none."""

from collections.abc import Iterable, Mapping

from chalkface.core.interview_planning.mending import Moves
from chalkface.core.interview_planning.model import Person, Round


def locked_places(of: Round) -> dict[int, int]:
    """The places that are kept, by person."""
    return {one.key: one.locked for one in of.people if one.locked in of.place_by_key}


def greedy(of: Round) -> dict[int, int]:
    """Everybody's place, the urgent first; whoever finds none is not in it."""
    return in_order(of, in_turn(of))


def in_order(of: Round, people: Iterable[Person]) -> dict[int, int]:
    """Everybody's place when they choose in this order, each the cheapest that is left."""
    moves = Moves(of, locked_places(of))
    for person in people:
        if person.key not in moves.bookings:
            moves.seat(person)
    return moves.bookings


def with_chains(of: Round, bookings: Mapping[int, int]) -> dict[int, int]:
    """The same schedule with places for as many more as moving others makes room for."""
    moves = Moves(of, dict(bookings))
    for person in in_turn(of):
        if person.key not in moves.bookings:
            moves.make_room(person, most=len(of.people))
    return moves.bookings


def least_cost(of: Round) -> int:
    """A sum that no schedule can be below: everybody at the cheapest place they could have if they were alone."""
    total = 0
    for person in of.people:
        places = of.places if person.locked is None else [of.place_by_key[person.locked]]
        costs = [of.cost(person, place) for place in places if person.locked or not person.refusal(place)]
        total += min(costs, default=of.cost_left_out(person))
    return total


def in_turn(of: Round) -> list[Person]:
    """The people, the most urgent first, in the order they were given otherwise."""
    return sorted(of.people, key=lambda one: -one.urgency)
