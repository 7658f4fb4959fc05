"""Whether a text names a student: forename and surname side by side, in either order, whatever stands between them.

For what leaves the school. A single forename or surname is not looked for: half of all texts hold one ("May", "Baker").
"""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


class StudentNames:
    """The names of the students of a school, to be looked for in texts."""

    def __init__(self, people: Iterable[tuple[str, str]]) -> None:
        """``people`` are pairs (forename, surname); a student may be there several times, with each of their names."""
        self._whole: set[tuple[str, ...]] = set()
        for forename, surname in people:
            first, last = _words(forename), _words(surname)
            if first and last:
                self._whole |= {first + last, last + first}
        self._lengths = sorted({len(one) for one in self._whole})

    def inside(self, text: str) -> int:
        """How many different names stand in the text."""
        words = _words(text)
        found = {
            words[place : place + length]
            for length in self._lengths
            for place in range(len(words) - length + 1)
            if words[place : place + length] in self._whole
        }
        return len(found)
