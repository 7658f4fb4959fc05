"""Whether what is kept sealed opens with the keys of this server."""

from chalkface.records.seals import places
from chalkface.records.tenancy import across_schools

SOME = 200


def closed() -> dict[str, tuple[int, int]]:
    """By place, how many rows open with no key of this server, and of how many; only places where there are such. Opens all
    of them: for commands."""
    found = {}
    with across_schools("whether everything that is sealed opens"):
        for place in places():
            many = shut = 0
            for row in place.held().iterator(SOME):
                many += 1
                shut += not place.opens(row)
            if shut:
                found[place.name] = (shut, many)
    return found


def newest_open() -> bool:
    """Whether the oldest and the newest row of every place open: what a light can look at every minute."""
    with across_schools("whether everything that is sealed opens"):
        rows = [(place, row) for place in places() for row in (place.held().first(), place.held().last()) if row is not None]
        return all(place.opens(row) for place, row in rows)


def opened_in_all() -> int:
    """How many rows are kept sealed, in every place."""
    with across_schools("whether everything that is sealed opens"):
        return sum(place.held().count() for place in places())
