"""Destination routes, and how the words people write for them are understood.

The list is ``content/codes/destination_routes.yaml``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

LIST = Path(__file__).resolve().parent.parent / "content" / "codes" / "destination_routes.yaml"
INTENTION_ONLY = "undecided"
LEVEL = re.compile(r"\b(?:level|lvl|lev|l)\s*([0-8])\b")
ENTRY = re.compile(r"\bentry(?: level)?\b|\be ?[1-3]\b")
# What is studied or done somewhere, and the place word that then says nothing about the route.
STRONGER = {
    "apprenticeship": {"further_education", "employment", "higher_education"},
    "sixth_form_college": {"further_education"},
    "higher_education": {"further_education"},
    "supported_internship": {"further_education", "employment"},
}


@dataclass(frozen=True, slots=True)
class Understood:
    """What a piece of text says: the route's code (``""`` if it names none or several), a level if it states one, and
    every route that it names."""

    route: str
    level: int | None
    named: tuple[str, ...]


@lru_cache(maxsize=1)
def titles() -> Mapping[str, str]:
    """Every route by code with its title, as every page shows it; ``undecided`` (an intention only) last."""
    return {code: entry["title"] for code, entry in _list().items()}


@lru_cache(maxsize=1)
def _list() -> dict[str, dict]:
    return yaml.safe_load(LIST.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[tuple[str, ...], str, int | None], ...]:
    """Every phrase as words with its route and level, the longest first."""
    found: list[tuple[tuple[str, ...], str, int | None]] = []
    for code, entry in _list().items():
        found.append((tuple(_fold(code.replace("_", " "))), code, None))
        found += [(tuple(_fold(str(word))), code, None) for word in entry["words"]]
        found += [(tuple(_fold(word)), code, level) for level, words in entry.get("levels", {}).items() for word in words]
    return tuple(sorted(found, key=lambda phrase: -len(phrase[0])))


def _fold(text: str) -> list[str]:
    text = re.sub(r"\bHE\b", "higher education", text)  # in capitals only: "he" is a word
    return re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", text.lower()))


@lru_cache(maxsize=4096)
def understand(text: str) -> Understood:
    """The route that a person's words name.

    ``Degree app`` is an apprenticeship at level 6, ``6th form - A levels`` a school sixth form, ``Barnsley sixth form
    college`` a sixth-form college. An apprenticeship at a college is an apprenticeship; ``college or apprenticeship`` and
    any other two routes in one text leave it open.
    """
    words = _fold(text)
    free = [True] * len(words)
    named: dict[str, None] = {}
    level = level_of(text)
    for phrase, route, its_level in _words():
        size = len(phrase)
        for start in range(len(words) - size + 1):
            if tuple(words[start : start + size]) == phrase and all(free[start : start + size]):
                free[start : start + size] = [False] * size
                named[route] = None
                level = its_level if level is None else level
    routes = tuple(named)
    if "or" not in words and "/" not in text:
        for route, weaker in STRONGER.items():
            if route in named and len(routes) > 1 and set(routes) - {route} <= weaker:
                return Understood(route, level, routes)
    return Understood(routes[0] if len(routes) == 1 else "", level, routes)


@lru_cache(maxsize=1024)
def level_of(text: str) -> int | None:
    """The level of study that a cell states: ``L3``, ``Level 2 Hairdressing``, ``3`` and ``E3`` (entry level is 0); else
    ``None``.
    """
    folded = " ".join(_fold(text))
    if folded in {str(number) for number in range(9)}:
        return int(folded)
    stated = {int(number) for number in LEVEL.findall(folded)}
    if not stated and ENTRY.search(folded):
        return 0
    return stated.pop() if len(stated) == 1 else None
