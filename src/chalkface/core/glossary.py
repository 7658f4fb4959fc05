"""The words of the house and what they mean, from ``content/glossary.yaml``."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Term:
    """A word and its plain meaning."""

    word: str
    meaning: str


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, in alphabetical order."""
    read = yaml.safe_load(files("chalkface.content").joinpath("glossary.yaml").read_text("utf-8"))
    return tuple(Term(word, meaning) for word, meaning in sorted(read.items(), key=lambda item: item[0].lower()))
