"""How far an objective is: read from its indicator, never typed. Where it stood, where it stands, and the line between.

What is kept with an objective is the figure that anybody may be told. Where it stands now is the figure of the person who
looks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Hidden, Published
from chalkface.core.statistics import whole_percent
from chalkface.core.words import day_words
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.kinds import Share
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries.figures import leaving_year_in_review, shown_figures
from chalkface.records.models import Objective, School

HIDDEN_WORDS = "hidden, being of so few that somebody could be recognised"


@dataclass(frozen=True)
class Progress:
    """Where an objective stands. ``expected`` is the share it would be at on the straight line from baseline to target.

    ``state``: no_indicator, no_target, no_baseline, hidden, nobody, begun (today), reached, ahead (on the line or past it),
    behind, missed (the day has passed) or closed.
    """

    indicator: str
    title: str
    group: str
    baseline: Published | None
    baseline_on: date | None
    now: Published | None
    target_percent: int | None
    target_on: date | None
    expected: float | None
    state: str
    sentence: str


# Of an objective that is only compared with what it was: no figure was looked at.
NOT_MEASURED = Progress("", "", "", None, None, None, None, None, None, "", "")


def group_of(text: str) -> Group:
    """The measured group of an objective as figures name it: "pupil_premium=yes"; no text is everybody."""
    by, _, value = text.partition("=")
    if not value:
        return EVERYBODY
    return frozenset({(by, int(value) if value.isdecimal() else value)})


def group_title(text: str) -> str:
    """The same in words: "Pupil premium"; nothing for everybody."""
    return next((group_words(by, value) if by in GROUP_TITLES else text for by, value in group_of(text)), "")


def measured(
    access: Access, school: School, wanted: Iterable[tuple[str, str]], *, on: date, for_others: bool = False
) -> dict[tuple[str, str], Published]:
    """(indicator, group) → its figure on a day, all from one look; a group that nobody is in is 0 of 0.

    Raises ``NotAllowed`` without a right to figures.
    """
    asked = list(wanted)
    if not asked:
        return {}
    by = {dimension for _, group in asked for dimension, _ in group_of(group)}
    figures = shown_figures(
        access,
        school,
        on=on,
        year=leaving_year_in_review(on),
        indicators=sorted({indicator for indicator, _ in asked}),
        by=sorted(by),
        for_others=for_others,
    )
    found = {(one.indicator, frozenset(one.group.items())): one.count for one in figures}
    return {(indicator, group): found.get((indicator, group_of(group)), Count(0, 0)) for indicator, group in asked}


def progress(access: Access, objective_id: int, *, on: date | None = None, for_others: bool = False) -> Progress | None:
    """How far one objective is on a day (the access's), or None when the school has none of that number."""
    row = Objective.objects.filter(pk=objective_id).first()
    return progress_of(access, [row], on=on, for_others=for_others)[row.pk] if row else None


def progress_of(
    access: Access,
    rows: Iterable[Objective],
    *,
    on: date | None = None,
    for_others: bool = False,
    school: School | None = None,
) -> dict[int, Progress]:
    """The same for several, by their number. With ``for_others``, as anybody may be told. ``school`` is the access's own."""
    rows, day = list(rows), on or access.on
    known = {one.id: one for one in indicators()}
    wanted = {
        (row.indicator, row.group) for row in rows if row.indicator in known and _is_counted(known[row.indicator], row.group)
    }
    figures = {}
    if wanted:
        own = School.objects.get(pk=access.school_id) if school is None else school
        figures = measured(access, own, wanted, on=day, for_others=for_others)
    return {row.pk: _told(row, known.get(row.indicator), figures.get((row.indicator, row.group)), day) for row in rows}


def _is_counted(one: Share, group: str) -> bool:
    """Whether the indicator is counted for that group: a plan that was imported may name any."""
    return all(by in one.by for by, _ in group_of(group))


def baseline_of(row: Objective) -> Published | None:
    """The figure as it was when the baseline was set; hidden where no number could be kept, None where none was set."""
    if row.baseline_on is None:
        return None
    if row.baseline_numerator is None or row.baseline_denominator is None:
        return HIDDEN
    return Count(row.baseline_numerator, row.baseline_denominator)


def expected_share(baseline: Published | None, row: Objective, on: date) -> float | None:
    """Where the straight line from the baseline to the target is on a day, as a share; it stays within its two ends."""
    if not isinstance(baseline, Count) or not baseline.denominator or row.target_percent is None:
        return None
    if row.target_on is None or row.baseline_on is None or row.target_on <= row.baseline_on:
        return None
    start, end = baseline.numerator / baseline.denominator, row.target_percent / 100
    gone = (on - row.baseline_on).days / (row.target_on - row.baseline_on).days
    return start + (end - start) * min(1.0, max(0.0, gone))


def _told(row: Objective, one: Share | None, now: Published | None, on: date) -> Progress:
    baseline = baseline_of(row) if one else None
    line = expected_share(baseline, row, on)
    state = _state(row, one, baseline, now, line, on)
    title, group = (one.title if one else ""), group_title(row.group)
    sentence = _sentence(row, one, baseline, now, line, state)
    return Progress(
        row.indicator, title, group, baseline, row.baseline_on if one else None, now, row.target_percent, row.target_on, line,
        state, sentence,
    )  # fmt: skip


def _state(
    row: Objective, one: Share | None, baseline: Published | None, now: Published | None, line: float | None, on: date
) -> str:
    """How it stands. Where the figure is hidden the state is ``hidden`` too, or it would tell of it."""
    if row.status == "closed":
        return "closed"
    if one is None:
        return "no_indicator"
    if isinstance(now, Hidden):
        return "hidden"
    if row.target_percent is None:
        return "no_target"
    if now is None or not now.denominator:
        return "nobody"
    lower = one.better == "lower"
    if _reached(now.numerator * 100, row.target_percent * now.denominator, lower):
        return "reached"
    if row.target_on is not None and on > row.target_on:
        return "missed"
    if line is None:
        return "no_baseline"
    if row.baseline_on is not None and on <= row.baseline_on:
        return "begun"
    # By the whole percents that are read, so that "66% now, 66% on the line" is not called behind.
    return "ahead" if _reached(whole_percent(now.numerator, now.denominator), _percent(line), lower) else "behind"


def _reached(now: int, wanted: int, lower: bool) -> bool:
    return now <= wanted if lower else now >= wanted


def _sentence(
    row: Objective, one: Share | None, baseline: Published | None, now: Published | None, line: float | None, state: str
) -> str:
    parts = []
    if state == "closed":
        parts.append(f"closed on {day_words(row.closed_on)}" if row.closed_on else "closed")
    if one is None:
        return _said([*parts, "no indicator is chosen, so nobody can see whether anything moves"])
    if isinstance(baseline, Hidden) and isinstance(now, Hidden):
        parts.append(f"the numbers at the start and now are {HIDDEN_WORDS}")
    else:
        parts += [_start(baseline), f"the number now is {HIDDEN_WORDS}" if isinstance(now, Hidden) else _now(now)]
    if row.target_percent is None:
        return _said([*parts, "no target is set"])
    by = f" by {day_words(row.target_on)}" if row.target_on else ""
    target = f"the target is {row.target_percent}%{by}"
    match state:
        case "reached":
            parts.append(f"{target}: it is reached")
        case "missed":
            parts.append(f"the target was {row.target_percent}%{by}: it was not reached")
        case "ahead" | "behind":
            course = "on course" if state == "ahead" else "behind"
            parts += [target, f"on a straight line it would be at {_percent(line)}% today, so it is {course}"]
        case _:
            parts.append(target)
    return _said(parts)


def _said(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _start(baseline: Published | None) -> str:
    if baseline is None:
        return "no baseline is set"
    if isinstance(baseline, Hidden):
        return f"the number at the start is {HIDDEN_WORDS}"
    return f"{baseline} at the start" if baseline.denominator else "nobody to count at the start"


def _now(now: Published | None) -> str:
    return f"{now} now" if isinstance(now, Count) and now.denominator else "nobody to count now"


def _percent(share: float | None) -> int:
    """In whole per cent, half up; a hair of floating point below a half is not told apart."""
    return floor((share or 0.0) * 100 + 0.5 + 1e-9)
