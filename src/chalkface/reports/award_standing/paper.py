"""What the paper is made of. Nothing here names a student: what the records say was asked in a governor's place."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.awards import Award


@dataclass(frozen=True, slots=True)
class Answer:
    """What the records say to one name of evidence: how that stands in words, the sentence, and where to look."""

    stands: str
    sentence: str
    where: str = ""
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as it stands. ``view`` is how the school sees it itself, in words; ``files`` are its own, by title."""

    code: str
    title: str
    asks: str
    unconfirmed: str
    stands: str
    held: int
    counted: int
    answers: tuple[Answer, ...]
    view: str = ""
    own_words: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole paper. ``summary`` and ``journey`` are sentences, the second "" where there is no way to go; ``rule`` says
    when something counts as shown."""

    award: Award
    school: str
    is_example: bool
    students: str
    on: date
    made_on: date
    summary: str
    journey: str
    rule: str
    criteria: tuple[Criterion, ...]
