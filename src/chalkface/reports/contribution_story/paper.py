"""What a contribution story is made of: everything as anybody may see it, and no student's name."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.contribution import Sureness
from chalkface.core.disclosure import Published


@dataclass(frozen=True, slots=True)
class Reached:
    """One outcome: its year group, its words, whom it reached in the story's year, and of the group that is measured.
    ``of_measured``: whether these are among those whom the indicator counts."""

    year_group: int
    wording: str
    everybody: Published
    of_group: Published | None
    of_measured: bool = True


@dataclass(frozen=True, slots=True)
class ContributionStory:
    """One objective's story on a day. ``activities`` and ``done`` are lines, the latest last; ``kinds`` (words, how many)."""

    school: str
    is_example: bool
    on: date
    made_on: date
    title: str
    problem: str
    wanted: str
    for_whom: str
    group: str
    since: date
    activities: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    hours: str
    done: tuple[str, ...]
    actions: int
    reached: tuple[Reached, ...]
    reach_year: int
    indicator: str
    progress: str
    state: str
    baseline: Published | None
    baseline_on: date | None
    now: Published | None
    target_percent: int | None
    moved: tuple[float, float, float] | None
    same_people: bool
    same_leavers: bool
    sure: Sureness
    own_words: str
