"""The last gate before something is published: does a student's name stand in it?

Pure. Names are looked for as people write them, forename and surname next to each other in either order, whatever stands
between them (a space, a comma, a line's end, a tag), with or without capitals and accents; of several forenames the first is
enough, of a double surname either half, and with capitals a middle name may stand between. A forename alone is
not looked for: half of all pages would hold one.
"""

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+|\d+")  # "Smith2" is Smith and 2
_TAG = re.compile(r"<[^>]*>")
_OWNER = re.compile("['’‘ʼ`´]s\\b", re.IGNORECASE)  # Anna Smith’s
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff'’‘ʼ`´]")
# Letters that are no accented form of another, as people write them where a keyboard lacks them.
_STROKES = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d",
    "þ": "th",
})  # fmt: skip
_JOINED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")  # AnnaSmith
# One or two middle names or initials, each with a capital: "Ben J. Carter", "Ava Rose Mary Smith". A comma is none between.
_PART = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s_-]+|\.\s*")
_MOST_MIDDLE = 2
_PARTICLES = frozenset({"de", "da", "do", "dos", "del", "la", "van", "von", "der", "den", "bin", "ibn", "al", "el"})


def _letters(text: str) -> str:
    """Without accents, strokes, apostrophes, the possessive and what is not seen."""
    apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", _OWNER.sub("", text))).translate(_STROKES)
    return "".join(one for one in apart if not unicodedata.combining(one))


def plain(text: str) -> str:
    """Letters and digits alone, lower case and without accents, with one space between words and at both ends."""
    return " " + " ".join(_WORD.findall(_letters(text).casefold())) + " "


def both_orders(forename: str, surname: str) -> tuple[tuple[str, ...], ...]:
    """A name as it could stand in a text, word by word and made plain: all forenames or the first, the whole surname or
    one half of a double one; nothing where one half is not known."""
    first, last = tuple(plain(forename).split()), tuple(plain(surname).split())
    if not first or not last:
        return ()
    halves = [(one,) for one in last if len(one) > 2 and one not in _PARTICLES]
    pairs = [(one, other) for one in (first, first[:1]) for other in (last, *halves)]
    return tuple(dict.fromkeys(way for one, other in pairs for way in (one + other, other + one)))


class NameGate:
    """Names (forename, surname) to be looked for in any number of texts.

    ``allowed`` are whole names of staff that may stand there although a student is called the same.
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, allowed: Iterable[str] = ()) -> None:
        self._ways: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]] = defaultdict(list)
        self._first: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]] = defaultdict(list)
        for name in set(names):
            ways = both_orders(*name)
            for way in ways:
                self._ways[way[0]].append((way, name))
            if ways:  # the first is forename and surname in full
                self._first[ways[0][0]].append((tuple(plain(name[1]).split()), name))
        # Nothing but a whole name that a student bears needs letting through: a colleague called "Smith" frees no Anna Smith.
        self._allowed: frozenset[str] = frozenset()
        self._allowed = frozenset(plain(one) for one in allowed if self._is_borne(one) or self._with_middle(_letters(one)))
        self._free: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for one in self._allowed:
            words = tuple(one.split())
            self._free[words[0]].append(words)

    def inside(self, text: str) -> frozenset[tuple[str, str]]:
        """Which of the names stand in a text, mark-up or not, its attributes and comments too."""
        apart = _TAG.sub(" ", text)
        ways = [html.unescape(way) for way in (text, _TAG.sub("", text), apart, _JOINED.sub(" ", apart))]
        return frozenset().union(*(self._side_by_side(way) | self._with_middle(_letters(way)) for way in ways))

    def _is_borne(self, name: str) -> bool:
        words = tuple(plain(name).split())
        return bool(words) and any(way == words for way, _ in self._ways.get(words[0], ()))

    def _side_by_side(self, text: str) -> set[tuple[str, str]]:
        words = tuple(plain(text).split())
        spans = [
            (at, at + len(free))
            for at, word in enumerate(words)
            for free in self._free.get(word, ())
            if words[at : at + len(free)] == free
        ]
        found = set()
        for at, word in enumerate(words):
            for way, name in self._ways.get(word, ()):
                end = at + len(way)
                # A colleague's name frees itself alone: of "Jo Smith-Jones" it frees nothing where the colleague is Jo Smith.
                if words[at:end] == way and not any(first <= at and end <= last for first, last in spans):
                    found.add(name)
        return found

    def _with_middle(self, text: str) -> set[tuple[str, str]]:
        """Names in which one or two words stand between forename and surname, all written with capitals."""
        parts = list(_PART.finditer(text))
        found = set()
        for at, part in enumerate(parts):
            for surname, name in self._first.get(part.group().casefold(), ()):
                for middle in range(1, _MOST_MIDDLE + 1):
                    end = at + 1 + middle + len(surname)
                    if self._is_name(text, parts[at:end], surname):
                        found.add(name)
        return found

    def _is_name(self, text: str, parts: list[re.Match[str]], surname: tuple[str, ...]) -> bool:
        words = [one.group() for one in parts]
        ahead = [word for word in words[: -len(surname)] if word not in _PARTICLES]
        if tuple(word.casefold() for word in words[-len(surname) :]) != surname:
            return False
        if not all(word[0].isupper() for word in (*ahead, words[-1])):
            return False
        for before, after in pairwise(parts):
            between = text[before.end() : after.start()]
            if not _BETWEEN.fullmatch(between) or ("." in between and len(before.group()) > 1):
                return False
        return plain(" ".join(words)) not in self._allowed


def names_in(text: str, names: Iterable[tuple[str, str]], *, allowed: Iterable[str] = ()) -> frozenset[tuple[str, str]]:
    """Which of the names stand in one text, as ``NameGate`` finds them."""
    return NameGate(names, allowed=allowed).inside(text)

