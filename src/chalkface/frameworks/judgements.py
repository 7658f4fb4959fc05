"""What people said of a statement, and which of it counts as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.frameworks.model import VOICES

STRICTEST_FIRST = ("none", "not_applicable", "partly", "fully")


@dataclass(frozen=True)
class Judgement:
    """What one person in one voice said of one statement on one day. ``level`` is one of ``LEVELS``."""

    framework: str
    statement: str
    judged_on: date
    level: str
    voice: str
    judge: str = ""
    evidence: str = ""


def _seen(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> list[Judgement]:
    """Those of the statement that were made by the day, the one that counts last."""
    mine = (one for one in judgements if (one.framework, one.statement) == (framework, statement) and one.judged_on <= on)
    return sorted(mine, key=lambda one: (one.judged_on, -STRICTEST_FIRST.index(one.level), one.judge))


def latest_judgement(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> Judgement | None:
    """The leader's latest judgement of a statement as of a day.

    The greatest ``judged_on`` wins; on the same day the lower level wins (``none``, ``not_applicable``, ``partly``,
    ``fully``: none of the first two meets a statement); then the later judge by name, so that the answer is always the same.
    """
    leaders = [one for one in _seen(judgements, framework, statement, on) if one.voice == "leader"]
    return leaders[-1] if leaders else None


def other_voices(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> tuple[Judgement, ...]:
    """The latest judgement of each person in each voice but the leader's, voices in their usual order, then by judge.

    A judgement that came without a voice ("not known") is nobody's in particular: never the leader's, and last.
    """
    latest = {(one.voice, one.judge): one for one in _seen(judgements, framework, statement, on) if one.voice != "leader"}
    order = (*VOICES, "")
    return tuple(latest[key] for key in sorted(latest, key=lambda key: (order.index(key[0]), key[1])))
