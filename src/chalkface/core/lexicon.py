"""The words of careers, and how an explanation of one is marked: openly, by ideas that are named, never by a hidden measure.

``content/lexicon.yaml`` says for each term which ideas a good explanation holds, by which words an idea is known, and which
misunderstandings are common. A mark is 0, 1 or 2 with every reason for it. It knows words, not meaning: what it cannot know is
why a person marks the same answers too, and how often the two agree is shown beside.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.marked_yaml import LINE, problems_of, read_marked

POINTS = (0, 1, 2)
POINT_WORDS = {0: "Not explained", 1: "Explained in part", 2: "Explained"}
# Of three words, six points: four are two words explained and something of the rest, or less of one and more of another.
FLUENT_SHARE = (2, 3)
_TERM = {"term": str, "means": str, "ideas": list, "needs": int}
_IDEA = {"idea": str, "words": list}
_NEAR = {"words": list, "because": str}


@dataclass(frozen=True)
class Idea:
    """One idea of a good explanation, and the words (a star stands for any ending) by which it is known."""

    idea: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class NearMiss:
    """A common misunderstanding: with its words in it, an explanation has at most one point, because."""

    words: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Term:
    """A word of careers: what it means, and how many of its ideas an explanation ``needs`` for two points."""

    code: str
    term: str
    means: str
    ideas: tuple[Idea, ...]
    needs: int
    near: tuple[NearMiss, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A mark with its reasons: the ideas that were found, each with the word that showed it, those that were not, and the
    misunderstandings."""

    points: int
    found: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why it has these points, in a sentence or two."""
        said = [f"“{word}” shows: {idea}" for idea, word in self.found]
        first = ("; ".join(said) + ".") if said else "None of the ideas of this word was found."
        return " ".join([first, *self.near])


def mark(term: Term, words: str) -> Mark:
    """The mark of an explanation. The term itself explains nothing, so its own words are not looked at.

    Two points: as many different ideas as the term needs, and no misunderstanding; one: an idea at least.
    """
    said = _pattern(" ".join(_plain(term.term))).sub("", f" {' '.join(_plain(words))} ")
    found = tuple((one.idea, word) for one in term.ideas if (word := _first(one.words, said)))
    shown = {idea for idea, _ in found}
    near = tuple(one.because for one in term.near if _first(one.words, said))
    points = 2 if len(found) >= term.needs else min(1, len(found))
    return Mark(min(points, 1) if near else points, found, tuple(one.idea for one in term.ideas if one.idea not in shown), near)


def is_fluent(points: Iterable[int]) -> bool:
    """Whether somebody with these points, one number for each word asked, counts as fluent: two thirds of what there was."""
    got = list(points)
    of, needed = FLUENT_SHARE[1], FLUENT_SHARE[0]
    return bool(got) and sum(got) * of >= needed * max(POINTS) * len(got)


def _plain(words: str) -> list[str]:
    """The words without capitals, accents and signs; "isn't" is "is not", so that what is denied is seen."""
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign)).casefold()
    flat = re.sub(r"n[’']t\b", " not", flat)
    return re.findall(r"[a-z0-9]+", flat)


def _first(patterns: Iterable[str], said: str) -> str:
    """The first words of the text that a pattern knows; "" where there are none."""
    for pattern in patterns:
        if hit := _pattern(pattern).search(said):
            return hit.group().strip()
    return ""


@cache
def _pattern(words: str) -> re.Pattern[str]:
    each = [re.escape(one.removesuffix("*")) + ("[a-z0-9]*" if one.endswith("*") else "") for one in words.split()]
    return re.compile(r"(?<= )" + r" +".join(each) + r"(?= )")


def read_lexicon(name: str, text: str) -> Mapping[str, Term]:
    """The lexicon. Raises ``ValueError`` naming file, line and what is wrong."""
    written = read_marked(name, text)
    written.pop(LINE)
    terms = {}
    for code, entry in written.items():
        wrong = list(_wrong_with(entry))
        if wrong:
            where = entry[LINE] if isinstance(entry, dict) else 1
            raise ValueError(f"{name}, line {where}: {code}: {'; '.join(wrong)}")
        ideas = tuple(Idea(one["idea"], tuple(one["words"])) for one in entry["ideas"])
        near = tuple(NearMiss(tuple(one["words"]), one["because"]) for one in entry.get("near", ()))
        terms[code] = Term(code, entry["term"], entry["means"], ideas, entry["needs"], near)
    return MappingProxyType(terms)


def _wrong_with(entry: object) -> Iterable[str]:
    if not isinstance(entry, dict):
        yield "this is not an entry with keys"
        return
    found = problems_of(entry, _TERM, {"near": list})
    for key, keys in (("ideas", _IDEA), ("near", _NEAR)):
        for one in entry.get(key) or ():
            found += problems_of(one, keys, {}) if isinstance(one, dict) else [f"each of {key} is an entry with keys"]
    yield from found
    if found:
        return
    if not 1 <= entry["needs"] <= len(entry["ideas"]):
        yield "needs is a number of its ideas"
    for one in (*entry["ideas"], *entry.get("near", ())):
        for words in one["words"]:
            if not isinstance(words, str) or _plain(words.replace("*", "")) != words.replace("*", "").split():
                yield f"words are in small letters without signs, a star at the end of a word: {words!r} is not"


@cache
def lexicon() -> Mapping[str, Term]:
    """Every term by its code."""
    file = files("chalkface.content").joinpath("lexicon.yaml")
    return read_lexicon("content/lexicon.yaml", file.read_text("utf-8"))
