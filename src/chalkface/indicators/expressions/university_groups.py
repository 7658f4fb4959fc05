"""Dated groups of universities, read from content when the statements are compiled and written into them."""

from datetime import date
from importlib.resources import files

import ibis
import yaml
from ibis.expr.types import BooleanValue, StringValue

from chalkface.core.years import first_day
from chalkface.indicators.expressions.source import LEAVING_YEAR

_CONTENT = files("chalkface.content") / "codes" / "university_groups.yaml"


def in_group(ukprn: StringValue, group: str) -> BooleanValue:
    """The number is one of the group's members in force for entry in the year after the leaving year."""
    by_dates: dict[tuple[int | None, int | None], list[str]] = {}
    for member in yaml.safe_load(_CONTENT.read_text())[group]["members"]:
        years = (_first_entry(member.get("from")), _first_entry(member.get("until")))
        by_dates.setdefault(years, []).append(member["ukprn"])
    entry = LEAVING_YEAR + 1
    found = ibis.literal(False)
    for (since, until), numbers in sorted(by_dates.items(), key=str):
        listed = ukprn.isin(sorted(numbers))
        if since is not None:
            listed = listed & (entry >= since)
        if until is not None:
            listed = listed & (entry < until)
        found = found | listed
    return found


def _first_entry(day: date | None) -> int | None:
    """The first academic year whose 1 September lies on or after ``day``."""
    if day is None:
        return None
    return day.year if day <= first_day(day.year) else day.year + 1
