"""Term reviews as they are kept: the agenda as it was written, what was decided, and what became of that."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from chalkface.core.words import STATUS_WORDS, day_words
from chalkface.core.years import academic_year_of, year_label
from chalkface.queries.action_history import MonthOfHistory, history_by_month
from chalkface.records.models import PlanAction, TermReview

TERMS = {1: "autumn term", 2: "spring term", 3: "summer term"}
_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def term_of(on: date) -> int:
    """1 from September, 2 from January, 3 from April: the terms of a school year, by the month."""
    if on.month >= 9:
        return 1
    return 2 if on.month < 4 else 3


def term_words(on: date, term: int) -> str:
    """The term of a day in words: "spring term 2025/26"."""
    return _term(academic_year_of(on), term)


def _term(year: int, term: int) -> str:
    return f"{TERMS.get(term, 'term')} {year_label(year)}"


@dataclass(frozen=True)
class Decision:
    """One line of what was decided. ``key`` is the key of the action it becomes; ``action`` that action's number, once it is
    one, with how it stands."""

    text: str
    code: str
    key: str
    action: int | None
    status: str
    done_on: date | None

    @property
    def became(self) -> str:
        """What became of it, in words."""
        if self.action is None:
            return "not yet an action"
        return f"done on {day_words(self.done_on)}" if self.done_on else STATUS_WORDS[self.status]


@dataclass(frozen=True)
class TermReviewLine:
    """One term review in a list."""

    id: int
    on: date
    term: str
    decisions: int
    next_on: date | None


@dataclass(frozen=True)
class TermReviewCard:
    """One term review. ``agenda``: {"written_on", "since", "sections": [{"title", "lines": [{"text", "about", "of"}]}]}."""

    id: int
    on: date
    term: str
    since: date | None
    present: str
    agenda: dict
    notes: str
    decisions_text: str
    decisions: tuple[Decision, ...]
    next_on: date | None
    edition: int
    history: tuple[MonthOfHistory, ...]


def decision_lines(text: str) -> tuple[str, ...]:
    """What was decided, line by line; marks of a list before a line are left out."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def decisions_of(review_id: int, text: str) -> tuple[Decision, ...]:
    """The decisions of a review of the open school with the actions they became."""
    codes = {line: sha256(line.encode()).hexdigest()[:12] for line in decision_lines(text)}
    keys = {line: f"decision-{review_id}-{code}" for line, code in codes.items()}
    rows = PlanAction.objects.filter(key__in=keys.values()) if keys else PlanAction.objects.none()
    found = {key: rest for key, *rest in rows.values_list("key", "pk", "status", "done_on")}
    return tuple(Decision(line, codes[line], key, *found.get(key, (None, "", None))) for line, key in keys.items())


def term_reviews() -> tuple[TermReviewLine, ...]:
    """Every term review of the open school, the latest first."""
    rows = TermReview.objects.order_by("-on").values_list("pk", "on", "academic_year", "term", "decisions", "next_on")
    return tuple(
        TermReviewLine(pk, on, _term(year, term), len(decision_lines(decisions)), next_on)
        for pk, on, year, term, decisions, next_on in rows
    )


def term_review(review_id: int) -> TermReviewCard | None:
    """One term review of the open school, or None when there is none of that number."""
    row = TermReview.objects.filter(pk=review_id).first()
    return None if row is None else _card(row)


def term_review_of(on: date) -> TermReviewCard | None:
    """The term review held on a day, if one was."""
    row = TermReview.objects.filter(on=on).first()
    return None if row is None else _card(row)


def latest_before(on: date) -> TermReview | None:
    """The last review before a day."""
    return TermReview.objects.filter(on__lt=on).order_by("-on").first()


def _card(row: TermReview) -> TermReviewCard:
    return TermReviewCard(
        row.pk,
        row.on,
        _term(row.academic_year, row.term),
        row.since,
        row.present,
        row.agenda if row.agenda.get("sections") else {},
        row.notes,
        row.decisions,
        decisions_of(row.pk, row.decisions),
        row.next_on,
        row.edition,
        history_by_month(row),
    )
