"""Versions of the direction: as they stood when they were kept, what governors decided, and what has changed since.

A version holds everything that is needed to show it later, when its objectives may be gone; its numbers are those that
anybody may be told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.words import day_words
from chalkface.indicators.catalogue import indicators
from chalkface.queries.direction import DirectionShown, ObjectiveLine, current_direction, horizon, objectives_as_written
from chalkface.queries.people import name_of_account
from chalkface.queries.progress import group_title
from chalkface.records.models import DirectionVersion, ObjectiveFinding, ObjectiveOutcome

STATUSES = {
    "kept": "kept",
    "proposed": "put to governors",
    "approved": "approved by governors",
    "returned": "sent back by governors",
}
_TEXTS = (("vision", "The vision"), ("summary", "Where we stand"), ("priorities", "The text of the school’s own priorities"))
# What an objective says, and the sentence when it says something else now.
_REWRITTEN = (
    ("problem", "the problem is described differently"),
    ("student_group", "it is for others"),
    ("outcome", "what should be reached is put differently"),
    ("development_plan", "its place in the development plan changed"),
)


@dataclass(frozen=True)
class VersionLine:
    """A version in a list."""

    id: int
    number: int
    kept_on: date
    reason: str
    status: str
    decided_on: date | None
    decided_by: str
    minute: str

    @property
    def status_words(self) -> str:
        """How it stands, in words."""
        return STATUSES.get(self.status, self.status)


@dataclass(frozen=True)
class Difference:
    """One thing that differs between a version and now, as a sentence; ``objective`` is its title, or nothing."""

    objective: str
    sentence: str


@dataclass(frozen=True)
class VersionPage:
    """A version with its content, who kept it, and what differs now."""

    line: VersionLine
    kept_by: str
    content: dict
    changes: tuple[Difference, ...]


def versions(access: Access) -> tuple[VersionLine, ...]:
    """Every version, the newest first."""
    return tuple(_line(row) for row in DirectionVersion.objects.defer("content").order_by("-number"))


def version_page(access: Access, version_id: int) -> VersionPage | None:
    """One version, or None when the school has none of that number."""
    row = DirectionVersion.objects.filter(pk=version_id).first()
    if row is None:
        return None
    changes = differences(row.content, content_now(access))
    return VersionPage(_line(row), name_of_account(row.account_number), row.content, changes)


def approved_version(access: Access) -> VersionLine | None:
    """The version that governors approved last, or None."""
    rows = DirectionVersion.objects.filter(status="approved").defer("content").order_by("-decided_on", "-number")
    row = rows.first()
    return _line(row) if row else None


@dataclass(frozen=True)
class Approval:
    """What is approved and what has changed since, in one sentence; ``waits``: whether something waits for governors."""

    sentence: str
    waits: bool


def since_approval(
    access: Access, direction: DirectionShown | None = None, lines: Sequence[ObjectiveLine] | None = None
) -> str:
    """What is approved and what has changed since, in one sentence for the first page. The direction and all its objectives,
    closed ones too, can be handed in by who has them."""
    return approval(access, direction, lines).sentence


def approval(
    access: Access, direction: DirectionShown | None = None, lines: Sequence[ObjectiveLine] | None = None
) -> Approval:
    """The same, with whether anything written is not approved."""
    rows = list(DirectionVersion.objects.filter(status__in=("approved", "proposed")))
    approved = max(
        (row for row in rows if row.status == "approved"),
        key=lambda row: (row.decided_on or row.kept_on, row.number),
        default=None,
    )
    waiting = max((row.number for row in rows if row.status == "proposed"), default=None)
    also = f" Version {waiting} is with governors." if waiting else ""
    if approved is None:
        return Approval(f"Governors have approved no version yet.{also}", waiting is not None)
    changed = differences(approved.content, content_now(access, direction, lines))
    since = _summed_up(changed)
    said = f"Version {approved.number} was approved by governors on {day_words(approved.decided_on or approved.kept_on)}"
    return Approval(f"{said}; since then {since}.{also}", bool(changed) or waiting is not None)


def content_now(access: Access, direction: DirectionShown | None = None, lines: Sequence[ObjectiveLine] | None = None) -> dict:
    """The direction and all its objectives as a version holds them."""
    direction = current_direction(access) if direction is None else direction
    return snapshot(direction, objectives_as_written() if lines is None else lines)


def snapshot(direction: DirectionShown, lines: Sequence[ObjectiveLine]) -> dict:
    """The content of a version. To be kept, the lines must be those that anybody may be told."""
    numbers = [one.id for one in lines]
    findings, outcomes = defaultdict(list), defaultdict(list)
    for one in ObjectiveFinding.objects.filter(objective_id__in=numbers).order_by("framework", "statement"):
        findings[one.objective_id].append(
            {"framework": one.framework, "statement": one.statement, "sentence": one.sentence, "found_on": _day(one.found_on)}
        )
    links = ObjectiveOutcome.objects.filter(objective_id__in=numbers).order_by("outcome__year_group", "outcome__code")
    for objective, code, year_group, wording in links.values_list(
        "objective_id", "outcome__code", "outcome__year_group", "outcome__wording"
    ):
        outcomes[objective].append({"code": code, "year_group": year_group, "wording": wording})
    titles = {one.id: one.title for one in indicators()}
    return {
        "vision": direction.vision,
        "summary": direction.summary,
        "priorities": direction.priorities,
        "from_year": direction.from_year,
        "to_year": direction.to_year,
        "review_on": _day(direction.review_on),
        "objectives": [
            {
                "key": one.key,
                "title": one.title,
                "problem": one.problem,
                "student_group": one.student_group,
                "group": one.group,
                "group_title": group_title(one.group),
                "outcome": one.outcome,
                "indicator": one.indicator,
                "indicator_title": titles.get(one.indicator, ""),
                "baseline_numerator": one.baseline.numerator if isinstance(one.baseline, Count) else None,
                "baseline_denominator": one.baseline.denominator if isinstance(one.baseline, Count) else None,
                "baseline_on": _day(one.baseline_on),
                "target_percent": one.target_percent,
                "target_on": _day(one.target_on),
                "owner": one.post,
                "development_plan": one.development_plan,
                "status": one.status,
                "findings": findings[one.id],
                "outcomes": outcomes[one.id],
                "progress": one.progress.sentence,
            }
            for one in lines
        ],
    }


def differences(then: dict, now: dict) -> tuple[Difference, ...]:
    """What differs between two contents, in sentences: the direction first, then objective by objective."""
    found = [Difference("", f"{words} was rewritten.") for name, words in _TEXTS if then.get(name, "") != now.get(name, "")]
    ends = [horizon(one.get("from_year"), one.get("to_year")) or "none" for one in (then, now)]
    if ends[0] != ends[1]:
        found.append(Difference("", f"The horizon went from {ends[0]} to {ends[1]}."))
    if then.get("review_on") != now.get("review_on"):
        found.append(
            Difference("", f"It is to be reviewed on {_words(now.get('review_on'))}, not {_words(then.get('review_on'))}.")
        )
    before = {one["key"]: one for one in then.get("objectives", ())}
    after = {one["key"]: one for one in now.get("objectives", ())}
    for key, one in before.items():
        if key not in after:
            found.append(Difference(one["title"], "it is no longer there."))
    for key, one in after.items():
        if key not in before:
            if one["status"] != "closed":
                found.append(Difference(one["title"], "it is new."))
        else:
            found += [Difference(before[key]["title"], sentence) for sentence in _of_objective(before[key], one)]
    return tuple(found)


def _of_objective(then: dict, now: dict) -> list[str]:
    if now["status"] == "closed" != then["status"]:
        return ["it was closed."]
    said = []
    if then["title"] != now["title"]:
        said.append(f"it is now called “{now['title']}”.")
    if then["status"] != now["status"]:
        said.append(f"it is now {now['status']}, not {then['status']}.")
    said += [f"{words}." for name, words in _REWRITTEN if then.get(name, "") != now.get(name, "")]
    measure = [(one.get("indicator"), one.get("group")) for one in (then, now)]
    if measure[0] != measure[1]:
        said.append(
            f"it is measured by “{now.get('indicator_title') or 'nothing'}”, not “{then.get('indicator_title') or 'nothing'}”."
        )
    if _baseline(then) != _baseline(now):
        said.append(f"its baseline is {_baseline(now)}, not {_baseline(then)}.")
    if then.get("target_percent") != now.get("target_percent"):
        said.append(f"its target went from {_percent(then)} to {_percent(now)}.")
    if then.get("target_on") != now.get("target_on"):
        said.append(f"it is to be reached by {_words(now.get('target_on'))}, not {_words(then.get('target_on'))}.")
    if then.get("owner", "") != now.get("owner", ""):
        said.append(f"its owner is {now.get('owner') or 'nobody'}, not {then.get('owner') or 'nobody'}.")
    for name, words in (("findings", "the findings it answers"), ("outcomes", "the outcomes it is reached by")):
        if _codes(then.get(name, ())) != _codes(now.get(name, ())):
            said.append(f"{words} changed.")
    return said


def _summed_up(found: tuple[Difference, ...]) -> str:
    changed = len({one.objective for one in found if one.objective})
    parts = ["the direction itself"] if any(not one.objective for one in found) else []
    if changed:
        parts.append(f"{changed} objective{'s' if changed > 1 else ''}")
    return f"{' and '.join(parts)} changed" if parts else "nothing changed"


def _line(row: DirectionVersion) -> VersionLine:
    return VersionLine(
        row.pk, row.number, row.kept_on, row.reason, row.status, row.decided_on, row.decided_by, row.minute
    )  # fmt: skip


def _codes(entries) -> set[str]:
    return {f"{one.get('framework', '')}:{one.get('statement', '')}:{one.get('code', '')}" for one in entries}


def _baseline(one: dict) -> str:
    if not one.get("baseline_on"):
        return "not set"
    number = one.get("baseline_numerator")
    count = "hidden" if number is None else str(Count(number, one["baseline_denominator"]))
    return f"{count} on {_words(one['baseline_on'])}"


def _percent(one: dict) -> str:
    return "none" if one.get("target_percent") is None else f"{one['target_percent']}%"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else "no set day"
