"""What of the records answers a criterion of an award or a review: each kind of name is one function.

A function with ``@source`` in a module of this folder is a kind of evidence: being there announces it. It is given what the
school holds (``Records``) and what follows the colon of the name, and says whether that is held, in a sentence, with the
place where it is seen or mended.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from chalkface.core.awards import Award
from chalkface.queries.award_sources.records import Records
from chalkface.queries.places import Place

__all__ = ["YEAR", "Answer", "RULE", "Records", "all_sources", "answer_of", "source", "unknown_names"]

HELD, PARTLY, MISSING, HIDDEN, NOT_ASKED = "held", "partly", "missing", "hidden", "not_asked"
STATE_WORDS = {
    HELD: "shown",
    PARTLY: "partly shown",
    MISSING: "not shown",
    HIDDEN: "hidden (so few)",
    NOT_ASKED: "not asked here",
}
# What is asked for every year counts as held for this long.
YEAR = timedelta(days=366)
# From how many of a hundred on a share is held, unless its name says otherwise (``guidance-by-16@75``), and partly held.
HELD_FROM, PARTLY_FROM = 90, 50
RULE = (
    "“Shown” means that the records show it today. A statement is shown when the review finds it met in full, and partly "
    "when in part; a figure of its own from 90%, and partly from 50%; what is asked for every year for a year. What is hidden "
    "because so few are behind it counts neither way."
)
# Of these alone it is said how a criterion stands: what is hidden must not show through it, and what is not asked is no gap.
COUNTED = (HELD, PARTLY, MISSING)


@dataclass(frozen=True)
class Answer:
    """What the records say to one name: how it stands, a sentence, and where to look or mend it."""

    name: str
    state: str
    sentence: str
    place: Place | None = None

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return STATE_WORDS[self.state]


def state_of_share(part: int, whole: int, held_from: int = HELD_FROM) -> str:
    """How a share of at least one stands: held, partly held or missing."""
    share = 100 * part / whole
    return HELD if share >= held_from else PARTLY if share >= PARTLY_FROM else MISSING


# What a source says: the state, the sentence, the place.
Said = tuple[str, str, Place | None]
Look = Callable[[Records, str], Said]


@dataclass(frozen=True)
class Source:
    """One kind of evidence; ``codes`` gives what may follow the colon."""

    kind: str
    codes: Callable[[], Collection[str]]
    look: Look


_SOURCES: dict[str, Source] = {}


def source(kind: str, *, codes: Callable[[], Collection[str]]) -> Callable[[Look], Look]:
    """Announce a function as a kind of evidence. Raises ``ValueError`` for a kind that is taken."""
    if kind in _SOURCES:
        raise ValueError(f"the kind of evidence {kind} is there already")

    def announce(look: Look) -> Look:
        _SOURCES[kind] = Source(kind, codes, look)
        return look

    return announce


@cache
def all_sources() -> dict[str, Source]:
    """Every kind of evidence by its name."""
    for module in sorted(module.name for module in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    return dict(sorted(_SOURCES.items()))


def answer_of(records: Records, name: str, criterion: str) -> Answer:
    """What the records say to a name. Raises ``KeyError`` for a kind that there is not."""
    kind, _, rest = name.partition(":")
    records.criterion = criterion
    return Answer(name, *all_sources()[kind].look(records, rest))


def unknown_names(award: Award) -> list[str]:
    """The names of an award that nothing answers, each with its criterion; none in a file that is right."""
    found = []
    for criterion in award.criteria:
        for name in criterion.evidence:
            kind, _, rest = name.partition(":")
            known = all_sources().get(kind)
            if known is None or rest not in known.codes():
                found.append(f"{criterion.code}: {name}")
    return found
