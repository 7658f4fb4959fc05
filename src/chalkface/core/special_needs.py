"""The codes of special educational needs in words that a young person can read (``content/codes/special_needs.yaml``)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    return yaml.safe_load(files("chalkface.content").joinpath("codes").joinpath("special_needs.yaml").read_text("utf-8"))


def in_plain_words(held: str) -> str:
    """What a record holds ("SEMH; ADHD"), each code in plain words and everything else as the school wrote it."""
    parts = [part.strip() for part in re.split(r"[;,/]", held) if part.strip()]
    return "; ".join(_words().get(part.upper(), part) for part in parts)
