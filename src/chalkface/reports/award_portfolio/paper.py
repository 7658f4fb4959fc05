"""What a portfolio is made of: how the award stands, and the files with what each is."""

from dataclasses import dataclass

from chalkface.reports.award_standing.paper import Standing


@dataclass(frozen=True, slots=True)
class File:
    """One file of the portfolio: its path in the archive, what it is, the criteria that it answers, and its content."""

    path: str
    what: str
    criteria: tuple[str, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper or a file that was not taken along: what it is, and a sentence that says why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The whole portfolio. ``papers`` were made from the records today, ``evidence`` was attached by the school."""

    standing: Standing
    papers: tuple[File, ...]
    evidence: tuple[File, ...]
    left_out: tuple[LeftOut, ...]
