"""What the papers are made of: the school they are for and how long it keeps each kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrivacyPapers:
    """The school and its months by rule of retention (None: no limit)."""

    school: str
    is_example: bool
    months: Mapping[str, int | None]
