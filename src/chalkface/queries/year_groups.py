"""For which year groups an activity is, as far as anything says so."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from chalkface.core.years import YEAR_GROUPS
from chalkface.records.models import ActivityCode, Offer, Outcome, Session

_BEGINS = re.compile(r"\d{1,2}")
_ENDS = re.compile(r"-(\d{1,2})$")


def year_groups_of(
    activity_ids: Collection[int],
    *,
    serving: Mapping[int, Collection[str]] | None = None,
    adopted: Mapping[str, int | None] | None = None,
) -> dict[int, tuple[int, ...]]:
    """The year groups that each activity was open to; where nobody said, those of the outcomes it serves and of the tutor
    groups of its sessions. An activity of which nothing says it is left out. ``serving`` (activity → codes of outcomes) and
    ``adopted`` (code of every outcome → its year group) are read here where nobody has read them before."""
    found: dict[int, set[int]] = defaultdict(set)
    for activity, year in Offer.objects.filter(activity_id__in=activity_ids).values_list("activity_id", "year_group"):
        found[activity].add(year)
    silent = [number for number in activity_ids if number not in found]
    if serving is None:
        codes = ActivityCode.objects.filter(activity_id__in=silent, list="outcome").values_list("activity_id", "code")
    else:
        codes = [(activity, code) for activity in silent for code in serving.get(activity, ())]
    adopted = dict(Outcome.objects.values_list("code", "year_group")) if adopted is None else adopted
    for activity, code in codes:
        _add(found[activity], adopted.get(code) or _number(_ENDS.search(code)))
    sessions = Session.objects.filter(activity_id__in=silent).exclude(tutor_groups="")
    for activity, groups in sessions.values_list("activity_id", "tutor_groups"):
        for group in groups.split(";"):
            _add(found[activity], _number(_BEGINS.match(group)))
    return {activity: tuple(sorted(years)) for activity, years in found.items() if years}


def years_said(offered: Collection[int], outcomes: dict[str, int | None], tutor_groups: Collection[str]) -> tuple[int, ...]:
    """The same for one activity whose lists are read already; ``outcomes``: each code and the year group it is adopted for."""
    years: set[int] = set(offered)
    if not years:
        for code, year in outcomes.items():
            _add(years, year or _number(_ENDS.search(code)))
        for group in tutor_groups:
            _add(years, _number(_BEGINS.match(group)))
    return tuple(sorted(years))


def _number(match: re.Match[str] | None) -> int | None:
    return int(match[match.lastindex or 0]) if match else None


def _add(years: set[int], year: int | None) -> None:
    if year in YEAR_GROUPS:
        years.add(year)


def year_words(years: Collection[int]) -> str:
    """Year 9; Years 9 and 10; Years 7 to 9; "" for none."""
    ordered = sorted(years)
    if len(ordered) < 2:
        return f"Year {ordered[0]}" if ordered else ""
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"Years {ordered[0]} to {ordered[-1]}"
    return f"Years {', '.join(map(str, ordered[:-1]))} and {ordered[-1]}"
