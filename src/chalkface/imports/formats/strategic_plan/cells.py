"""What the cells of a plan say: titles without their numbers, statuses, baselines, targets, indicators, statements."""

import re
from functools import lru_cache

from chalkface.core.derived_keys import folded
from chalkface.frameworks.load import frameworks
from chalkface.indicators.catalogue import indicators

FRAMEWORK = "gatsby-2025"  # schools that still number by an older edition say so when they review; the codes 1.1 … 8.3 differ
NUMBERED = re.compile(
    r"^(?:(?:strategic\s+|key\s+|careers?\s+)?(?:objective|priority|aim|goal|target|so|obj)\s*\d{0,2}\s*[:.)–-]+\s*"
    r"|(?:objective|priority|aim|goal|so|obj)\s*\d{1,2}\s+|\d{1,2}\.\d{1,2}[:.)]?\s+|\d{1,2}\s*[:.)–-]+\s*|[a-z]\)\s*|[•·▪*–-]\s+)",
    re.IGNORECASE,
)
STATUSES = {
    "done": {
        "done", "complete", "completed", "closed", "achieved", "finished", "met", "yes", "y", "green", "g", "c", "embedded",
    },
    "doing": {
        "doing", "in progress", "started", "ongoing", "on going", "on track", "underway", "under way", "partly", "partial",
        "partially complete", "partially met", "part complete", "amber", "a", "yellow", "ip", "begun", "developing", "in part",
        "amber green", "working towards",
    },
    "to_do": {
        "to do", "todo", "not started", "not yet", "not yet started", "planned", "open", "red", "r", "no", "n", "ns",
        "outstanding", "overdue", "not met", "not achieved", "delayed", "behind", "pending", "future", "new",
    },
}  # fmt: skip
COLOURS = {"green", "g", "amber", "a", "red", "r", "yellow", "amber green"}
OBJECTIVE_STATUSES = {
    "current": {"current", "open", "active", "in progress", "on track", "ongoing"},
    "closed": {"closed", "achieved", "met", "complete", "completed", "done"},
    "draft": {"draft", "proposed", "planned", "future"},
}
COUNT = re.compile(r"\b(\d{1,4})\s*(?:/|of|out of)\s*(\d{1,4})\b", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3})(?:\.0+)?\s*(?:%|per ?cent\b)", re.IGNORECASE)
STATEMENT = re.compile(r"(?<![\d.])([1-8]\.\d{1,2})(?![\d.])")


def titled(text: str) -> str:
    """A title without the number before it: ``Priority 2: Guidance for all`` is ``Guidance for all``."""
    plain = " ".join(text.split())
    return NUMBERED.sub("", plain).strip() or plain


def status_of(text: str) -> tuple[str | None, str]:
    """(to_do, doing or done, remark); ``""`` for an empty cell. None for words that are no status."""
    said = folded(text)
    if not said:
        return "", ""
    for status, words in STATUSES.items():
        if said in words:
            means = {"to_do": "not done", "doing": "being done", "done": "done"}[status]
            return status, f"“{text[:20]}” was read as {means}" if said in COLOURS else ""
    if found := PERCENT.fullmatch(text.strip()):
        share = int(found[1])
        return ("done" if share >= 100 else "doing" if share else "to_do"), ""
    return None, ""


def objective_status_of(text: str) -> str | None:
    """current, closed or draft; ``""`` for an empty cell, None for other words."""
    said = folded(text)
    return "" if not said else next((status for status, words in OBJECTIVE_STATUSES.items() if said in words), None)


def baseline_of(text: str) -> tuple[int, int] | None:
    """How many of how many, where the text says both and they are possible."""
    found = COUNT.search(text)
    if found is None or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def target_of(text: str) -> int | None:
    """A share of 100, where the text names exactly one: ``90%``, ``at least 90 per cent``, ``90``, ``0.9`` of a percentage
    cell, ``all students``."""
    plain = text.strip()
    shares = {int(one) for one in PERCENT.findall(plain)}
    if len(shares) == 1 and max(shares) <= 100:
        return shares.pop()
    if re.fullmatch(r"\d{1,3}", plain) and int(plain) <= 100:
        return int(plain)
    if re.fullmatch(r"0\.\d{1,4}|1\.0+", plain):  # a workbook holds 90% as 0.9
        return round(float(plain) * 100)
    return 100 if folded(plain) in {"all", "all students", "all pupils", "every student", "every pupil"} else None


@lru_cache(maxsize=1)
def _indicators() -> dict[str, str]:
    named = {folded(one.id): one.id for one in indicators()}
    return {folded(one.title): one.id for one in indicators()} | named


def indicator_of(text: str) -> str | None:
    """The code of the indicator that a text names by code or title; None for other words."""
    return _indicators().get(folded(text))


def statement_of(text: str) -> tuple[str, str] | None:
    """The framework and the one statement that a text names (``gatsby-2025:5.1``, ``GB5.1`` of the present edition)."""
    framework, colon, code = text.strip().partition(":")
    if colon and framework in frameworks():
        return (framework, code) if code in frameworks()[framework].statements else None
    known = frameworks()[FRAMEWORK].statements
    named = {code for code in STATEMENT.findall(text) if code in known}
    return (FRAMEWORK, named.pop()) if len(named) == 1 else None
