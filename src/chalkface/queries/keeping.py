"""Keeps what was computed for one state of a school's data, so that the next page need not compute it again.

One key for everything: it changes with the school's data, so that no figure kept is ever old. Counts, codes, numbers of
records and names of subjects only, never words about a person; in the memory of a process, for ten minutes, also what is told
to everybody of a school, of which some (what is planned, whom to ask) moves no key. What is costly is also in the cache that
all processes share.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache as once
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.core.cache import cache

from chalkface.indicators.statements import FAMILIES, FORMS, TALLIES, statement
from chalkface.records.models import School

T = TypeVar("T")
ENGINES = {"sqlite": "sqlite", "postgresql": "postgres"}
_SHARED_SECONDS = 24 * 60 * 60
_NEAR_SECONDS = 10 * 60
MOST_NEAR = 128  # values, those asked for least lately go first; a value is seldom more than half a megabyte
_near: OrderedDict[str, tuple[float, object]] = OrderedDict()
_lock = Lock()


def key_of(school: School, what: str, *, on: date, year: int) -> str:
    """The key of something counted: never the same for two schools, two states of their data, or two definitions."""
    what = what.replace(" ", "-")
    return f"figures:{school.pk}:{school.urn}:{school.data_version}:{what}:{on}:{year}:{school.threshold}:{_definitions()}"


def kept(school: School, what: str, compute: Callable[[], T], *, on: date, year: int, shared: bool = True) -> T:
    """The value computed for this state of the school's data; nobody may change it, for others get the same one.

    ``what`` names it together with all that it depends on besides the school's data, the day and the year: such as whether
    it is exact or has been through the small-number rule. ``shared=False`` keeps it in the memory of this process only, ten
    minutes at most: for what is quickly made from other kept values, and may hold words of this version of the program, or
    what everybody of the school may read and may be that old. What ``compute`` raises
    is raised and not kept.
    """
    key = key_of(school, what, on=on, year=year)
    if (near := _at_hand(key)) is not None:
        return near
    found = cache.get(key) if shared else None
    if found is None:
        found = compute()
        if shared:
            cache.set(key, found, _SHARED_SECONDS)
    _put(key, found)
    return found


def kept_near(state: str, compute: Callable[[], T]) -> T:
    """What was computed for a state that its name tells, in the memory of this process only: for what hangs on less than all of
    a school's data, and need not be made anew whenever something else of it changes."""
    if (near := _at_hand(state)) is not None:
        return near
    found = compute()
    _put(state, found)
    return found


def kept_of_years(
    school: School, what: str, compute: Callable[[list[int]], dict[int, T]], *, on: date, years: Iterable[int]
) -> dict[int, T]:
    """The same for several years at once: ``compute`` is asked, in one go, for those that are not kept."""
    keys = {year: key_of(school, what, on=on, year=year) for year in years}
    held = cache.get_many(keys.values())
    if asked := [year for year, key in keys.items() if key not in held]:
        found = compute(asked)
        cache.set_many({keys[year]: found[year] for year in asked}, _SHARED_SECONDS)
        held |= {keys[year]: found[year] for year in asked}
    return {year: held[key] for year, key in keys.items()}


def forget() -> None:
    """Forget everything kept, in this process and in the cache that all share."""
    with _lock:
        _near.clear()
    cache.clear()


def _at_hand(key: str) -> object | None:
    with _lock:
        until, value = _near.get(key, (0.0, None))
        if value is None or until < monotonic():
            return None
        _near.move_to_end(key)
        return value


def _put(key: str, value: object) -> None:
    with _lock:
        _near[key] = (monotonic() + _NEAR_SECONDS, value)
        _near.move_to_end(key)
        while len(_near) > MOST_NEAR:
            _near.popitem(last=False)


@once
def _definitions() -> str:
    """Changes whenever a statement does, and so with every definition and every dated list in it."""
    wanted = [(family, form) for family in FAMILIES for form in FORMS] + [(name, "tally") for name in TALLIES]
    texts = "".join(statement(name, form, engine) for name, form in wanted for engine in ENGINES.values())
    return sha256(texts.encode()).hexdigest()[:12]
