"""Year groups as people write them for an event: ``11 + 13``, ``Y10/11``, ``Y11 (sets 1-3)``, ``7-9``, ``KS4``, ``all``."""

import re
from dataclasses import dataclass

from chalkface.core.years import KEY_STAGES, YEAR_GROUPS

IN_BRACKETS = re.compile(r"\(([^)]*)\)")
SPAN = re.compile(r"(\d{1,2})\s*(?:-|–|to)\s*(?:years?|yrs?|y)?\s*(\d{1,2})")
STAGE = re.compile(r"\bks\s*([345])(?:\s*[/&+,]\s*(?:ks)?\s*([345]))?\b")
EVERYONE = {"all", "whole school", "all years", "all year groups", "everyone", "all students", "all pupils", "school"}
SIXTH_FORM = re.compile(r"\b(?:sixth form|6th form|post ?-?16|vi form|sixth)\b")


@dataclass(frozen=True, slots=True)
class YearGroups:
    """The year groups named, in order, and what a person should know about how they were read."""

    groups: tuple[int, ...]
    remark: str = ""


def year_groups_of(text: str) -> YearGroups:
    """The year groups from 7 to 13 that a cell names; empty if none.

    Raises ``ValueError`` with a sentence if it cannot be read.
    """
    written = " ".join(text.split())
    if not written:
        return YearGroups(())
    part = "; ".join(found.strip() for found in IN_BRACKETS.findall(written) if found.strip())
    folded = re.sub(r"(?<=\d)\.0\b", "", IN_BRACKETS.sub(" ", written).lower().strip(" ."))
    remark = f"“{written[:60]}” may be a part of the year group only ({part[:40]})" if part else ""
    if folded in EVERYONE:
        return YearGroups(tuple(YEAR_GROUPS), f"“{written[:40]}” was taken as Years 7 to 13")
    found: set[int] = set()
    for stages in STAGE.findall(folded):
        found |= {group for stage in stages if stage for group in KEY_STAGES[int(stage)]}
    folded = STAGE.sub(" ", folded)
    if SIXTH_FORM.search(folded):
        found |= set(KEY_STAGES[5])
        folded = SIXTH_FORM.sub(" ", folded)
    for low, high in SPAN.findall(folded):
        found |= set(range(int(low), int(high) + 1))
    found |= {
        int(number)
        for number in re.findall(r"(?<![\d.])\d{1,2}(?![\d.]|\s*(?:students|pupils|girls|boys))", SPAN.sub(" ", folded))
    }
    wrong = sorted(found - set(YEAR_GROUPS))
    if wrong or not found:
        raise ValueError(f"“{written[:40]}” does not name year groups from 7 to 13. Write them like 11, 13 or 7-9.")
    return YearGroups(tuple(sorted(found)), remark)
