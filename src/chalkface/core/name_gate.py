"""The last gate before something is published: does a student's name stand in it, or a number of very few students?

Pure. Names are looked for as people write them, forename and surname next to each other in either order, whatever stands
between them (a space, a comma, a line's end, a tag), with or without capitals and accents. A forename alone is not looked for:
half of all pages would hold one.
"""

import html
import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+|\d+")  # "Smith2" is Smith and 2
_TAG = re.compile(r"<[^>]*>")
_OWNER = re.compile("['’‘ʼ`´]s\\b", re.IGNORECASE)  # Anna Smith’s
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff'’‘ʼ`´]")
# Letters that are no accented form of another, as people write them where a keyboard lacks them.
_STROKES = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d",
    "þ": "th",
})  # fmt: skip
_FEW = re.compile(  # "Year 9 students" counts nobody, and is passed over
    r"(?<!this )(?<!last )(?<!each )(?<!every )(?<!one )(?<!a )\byears? (?:[7-9]|1[0-3])\b"
    r"(?:(?:, | and | to |-|–)(?:[7-9]|1[0-3])\b)*"
    r"|\b(\d{1,3}) (?:of (?:the |our )?\d+ )?(?:years? (?:[7-9]|1[0-3]) |send |disadvantaged )?"
    r"(?:students?|pupils?|leavers?|children|child|young people|boys|girls)\b"
)


def plain(text: str) -> str:
    """Letters and digits alone, lower case and without accents, with one space between words and at both ends."""
    apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", _OWNER.sub("", text))).translate(_STROKES)
    return " " + " ".join(_WORD.findall("".join(one for one in apart if not unicodedata.combining(one)).casefold())) + " "


def both_orders(forename: str, surname: str) -> tuple[str, ...]:
    """A name as it could stand in a text, made plain; nothing where one half is not known."""
    first, last = plain(forename).strip(), plain(surname).strip()
    return (f" {first} {last} ", f" {last} {first} ") if first and last else ()


class NameGate:
    """Names (forename, surname) to be looked for in any number of texts.

    ``allowed`` are whole names of staff that may stand there although a student is called the same.
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, allowed: Iterable[str] = ()) -> None:
        self._names = {name: both_orders(*name) for name in names}
        # Nothing but a whole name that a student bears needs letting through: a colleague called "Smith" frees no Anna Smith.
        borne = {way for ways in self._names.values() for way in ways}
        self._allowed = tuple(found for found in map(plain, allowed) if found in borne)

    def inside(self, text: str) -> frozenset[tuple[str, str]]:
        """Which of the names stand in a text, mark-up or not, its attributes and comments too."""
        searched = "\0".join(self._without(way) for way in (text, _TAG.sub("", text), _TAG.sub(" ", text)))
        return frozenset(name for name, ways in self._names.items() if any(way in searched for way in ways))

    def _without(self, text: str) -> str:
        found = plain(html.unescape(text))
        for name in self._allowed:
            found = found.replace(name, " \0 ")
        return found


def names_in(text: str, names: Iterable[tuple[str, str]], *, allowed: Iterable[str] = ()) -> frozenset[tuple[str, str]]:
    """Which of the names stand in one text, as ``NameGate`` finds them."""
    return NameGate(names, allowed=allowed).inside(text)


def few_in(text: str, threshold: int) -> tuple[str, ...]:
    """Every place in a text where fewer than ``threshold`` students are counted, as it reads: "2 of 40 pupils"."""
    searched = " ".join(html.unescape(_TAG.sub(" ", text)).casefold().split())
    return tuple(found.group() for found in _FEW.finditer(searched) if int(found.group(1) or threshold) < threshold)
