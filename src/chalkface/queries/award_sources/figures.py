"""Evidence that is counted: statements of a framework, and figures of their own."""

import re
from collections.abc import Iterator
from textwrap import shorten

from chalkface.core.statistics import percent
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import LEVEL_WORDS
from chalkface.indicators.catalogue import indicators
from chalkface.queries.award_sources import (
    HELD,
    HELD_FROM,
    HIDDEN,
    MISSING,
    NOT_ASKED,
    PARTLY,
    Said,
    source,
    state_of_share,
)
from chalkface.queries.award_sources.records import Records, edition_for
from chalkface.queries.figures import ShownFigure
from chalkface.queries.findings import finding_sentence
from chalkface.queries.places import Place

LONGEST = 90
SO_FEW = "hidden, because so few are on one side that somebody could be recognised"
_STATES = {"fully": HELD, "partly": PARTLY, "none": MISSING}


def _statement_codes() -> frozenset[str]:
    return frozenset(f"{code}:{one}" for code, edition in frameworks().items() for one in edition.statements)


@source("statement", codes=_statement_codes)
def statement(records: Records, rest: str) -> Said:
    """How far a statement is met, with its count where one answers it and the files that are kept for it."""
    named, _, code = rest.partition(":")
    framework = edition_for(named, records.school.kind)
    shown = records.statements_of(framework).get(code)
    if shown is None or not shown.applies:
        return NOT_ASKED, f"Statement {code} is not asked of this school.", None
    place = Place("review.statement", {"framework": framework, "statement": code})
    if shown.is_hidden:
        return HIDDEN, f"Statement {code}: {SO_FEW}.", place
    said = f"is met {LEVEL_WORDS[shown.level]}" if shown.level in _STATES else "is not judged yet"
    said = "is not met yet" if shown.level == "none" else said
    asked = shorten(shown.statement.text, LONGEST, placeholder=" …").rstrip(".")
    said = f"Statement {code} (“{asked}”) {said}"
    if shown.count is not None:
        said += f": {shown.count.numerator:,} of {shown.count.denominator:,}"
    if files := records.files.get((framework, code), 0):
        said += f"; {files} {'file is' if files == 1 else 'files are'} kept with it"
    return _STATES.get(shown.level, MISSING), f"{said}.", place


class _Figures:
    """The names of figures, with or without the share from which one is held."""

    def __contains__(self, rest: object) -> bool:
        name, _, held_from = str(rest).partition("@")
        is_share = not held_from or re.fullmatch(r"[1-9]\d?|100", held_from) is not None
        return name in {one.id for one in indicators()} and is_share

    def __iter__(self) -> Iterator[str]:
        return (one.id for one in indicators())

    def __len__(self) -> int:
        return len(indicators())


@source("indicator", codes=_Figures)
def indicator(records: Records, rest: str) -> Said:
    """A figure against a share: held from 90 of a hundred, partly from 50, unless its name says otherwise."""
    name, _, held_from = rest.partition("@")
    shown = records.figures.get(name)
    place = Place("review.figure", {"indicator": name})
    if (nothing := _nothing(name, shown, place)) is not None:
        return nothing
    state = state_of_share(shown.numerator, shown.denominator, int(held_from or HELD_FROM))
    # What is shown is said as it is, and a gap as a gap: who is missing.
    return state, _as_it_is(shown) if state == HELD else finding_sentence(shown, students=records.students), place


@source("figure", codes=lambda: frozenset(one.id for one in indicators()))
def figure(records: Records, rest: str) -> Said:
    """A figure for what it says, without a share that it should have: it is held when it is counted."""
    shown, place = records.figures.get(rest), Place("impact.start")
    if (nothing := _nothing(rest, shown, place)) is not None:
        return nothing
    return HELD, _as_it_is(shown), place


def _as_it_is(shown: ShownFigure) -> str:
    share = percent(shown.numerator, shown.denominator)
    return f"{shown.title}: {shown.numerator:,} of {shown.denominator:,} ({share})."


def _nothing(name: str, shown: ShownFigure | None, place: Place) -> Said | None:
    """What is said of a figure that may not be shown or counts nobody; None when there is one to tell."""
    if shown is None:
        return NOT_ASKED, "This figure is not shown to you.", None
    if shown.is_hidden:
        return HIDDEN, f"{shown.title}: {SO_FEW}.", place
    if not shown.denominator:
        return NOT_ASKED, f"{shown.title}: there is nobody to count.", None
    return None
