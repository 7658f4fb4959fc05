"""What the titles of a list of destinations say for all its rows: after which year, in which year, and how sure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalkface.imports.loose_days import academic_year_in

AFTER_16 = re.compile(r"\b(?:year ?11|y ?11|yr ?11|ks ?4|key stage 4|post[- ]?16)\b", re.IGNORECASE)
AFTER_18 = re.compile(
    r"\b(?:year ?13|y ?13|yr ?13|ks ?5|key stage 5|post[- ]?18|sixth form leavers|6th form leavers|a[- ]level leavers)\b",
    re.IGNORECASE,
)
SUMMER = re.compile(r"\bleavers?\s*(?:of|in|-|–)?\s*(20\d\d)\b(?!\s*[/-]\s*\d)|\b(20\d\d)\s*leavers?\b", re.IGNORECASE)
LEAVERS = re.compile(r"\bleavers?\b", re.IGNORECASE)
STATUSES = (
    ("sustained", r"\bsustained\b"),
    ("intended", r"\bintended\b|\bintentions?\b|\bplanned\b"),
    ("offered", r"\boffers?\b"),
    ("started", r"\bactual\b|\bconfirmed\b|\bfinal\b|\benrolled\b"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """``stage`` is ``"16"``, ``"18"`` or ``""``; ``year`` the year after leaving; ``status`` a destination status or ``""``."""

    stage: str
    year: int | None
    status: str


def said_by(texts: Sequence[str]) -> Said:
    """What titles, sheet name, file name and the heading say, the first that says it. Two stages in one title say neither."""
    stage, year, status = "", None, ""
    for text in (re.sub(r"[_.]", " ", text) for text in texts):
        after_16, after_18 = bool(AFTER_16.search(text)), bool(AFTER_18.search(text))
        if not stage and after_16 != after_18:
            stage = "16" if after_16 else "18"
        if year is None:
            year = _year(text)
        if not status:
            status = next((code for code, pattern in STATUSES if re.search(pattern, text, re.IGNORECASE)), "")
    return Said(stage, year, status)


def _year(text: str) -> int | None:
    """The year after leaving: ``2024 leavers`` left in summer 2024 and are followed in 2024/25, ``leavers 2023/24``
    likewise.
    """
    summer = SUMMER.search(text)
    if summer:
        return int(summer[1] or summer[2])
    stated = academic_year_in(text)
    if stated is None:
        return None
    return stated + 1 if LEAVERS.search(text) else stated
