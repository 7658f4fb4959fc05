"""University names as people write them, matched to the provider number only when the whole name is there.

``Univ of Oxford`` and ``Oxford University`` are the University of Oxford; ``Oxford Brookes`` and ``Oxford`` alone are not.
"""

from functools import lru_cache
from pathlib import Path

import yaml

import chalkface
from chalkface.core.derived_keys import folded

LIST = Path(chalkface.__file__).parent / "content" / "codes" / "university_groups.yaml"
SHORT = {"uni": "university", "univ": "university", "u": "university"}
NO_MATTER = {"of", "the", "and"}
ABBREVIATIONS = {
    "lse": "London School of Economics and Political Science",
    "ucl": "University College London",
    "kcl": "King's College London",
    "qmul": "Queen Mary University of London",
}


@lru_cache(maxsize=1)
def _known() -> dict[frozenset[str], tuple[str, str]]:
    found: dict[frozenset[str], tuple[str, str]] = {}
    for group in yaml.safe_load(LIST.read_text(encoding="utf-8")).values():
        for member in group.get("members", ()):
            found[_words(member["name"])] = (str(member["ukprn"]), member["name"])
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(SHORT.get(word, word) for word in folded(name).split()) - NO_MATTER


def ukprn_of(text: str) -> tuple[str, str]:
    """The provider number and name of the university that a text names in full, else two empty strings."""
    return _known().get(_words(ABBREVIATIONS.get(folded(text), text)), ("", ""))
