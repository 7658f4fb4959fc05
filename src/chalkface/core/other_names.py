"""Names of other people in what somebody wrote: found so that a person decides, blacked out where they said so.

It finds too much rather than too little: a surname or a whole name however it is written, a forename where it begins with a
capital, for "will" and "may" are words as well. What it does not find a person must: a nickname, a mother, a friend.
"""

import re
from collections.abc import Iterable

BLACK = "█████"
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_SHORTEST = 3


class OtherNames:
    """The names of everybody but one person. ``own`` are that person's, which say nothing of others."""

    def __init__(self, people: Iterable[tuple[str, str]], own: Iterable[str]) -> None:
        mine = {part.casefold() for name in own for part in (name, *name.split()) if part}
        self._surnames, self._forenames, self._whole = set(), set(), set()
        for forename, surname in people:
            for name, words in ((surname, self._surnames), (forename, self._forenames)):
                name = name.strip()
                if len(name) < _SHORTEST or name.casefold() in mine:
                    continue
                (self._whole if len(_WORD.findall(name)) > 1 or not _WORD.fullmatch(name) else words).add(name.casefold())

    def _is_name(self, word: str) -> bool:
        plain = re.sub(r"['’]s$", "", word)
        small = plain.casefold()
        return small in self._surnames or (plain[:1].isupper() and small in self._forenames)

    def inside(self, text: str) -> tuple[str, ...]:
        """The names found, in order, each once."""
        small = text.casefold()
        found = [word for word in _WORD.findall(text) if self._is_name(word)]
        found += sorted(name for name in self._whole if name in small)
        return tuple(dict.fromkeys(found))

    def blacked_out(self, text: str) -> str:
        """The text without them."""
        for name in sorted(self._whole, key=len, reverse=True):
            if name in text.casefold():
                text = re.sub(re.escape(name), BLACK, text, flags=re.IGNORECASE)
        return _WORD.sub(lambda match: BLACK if self._is_name(match[0]) else match[0], text)
