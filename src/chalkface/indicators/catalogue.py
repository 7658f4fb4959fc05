"""Every indicator there is, found by looking into the folder ``definitions``. Needs neither Ibis nor a database."""

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from importlib import import_module
from pkgutil import iter_modules

from chalkface.core.errors import Refused
from chalkface.indicators import definitions
from chalkface.indicators.kinds import Share


@cache
def indicators() -> tuple[Share, ...]:
    """All indicators in the order of their ids. The id is the file's name with hyphens."""
    found = []
    for module in sorted(iter_modules(definitions.__path__), key=lambda module: module.name):
        one = import_module(f"{definitions.__name__}.{module.name}").indicator
        found.append(replace(one, id=module.name.replace("_", "-")))
    return tuple(found)


def indicator(id: str) -> Share:
    """The indicator called ``id``. Raises ``Refused``, naming the nearest ids, when there is none."""
    known = {one.id: one for one in indicators()}
    if id in known:
        return known[id]
    near = get_close_matches(id, known, n=3, cutoff=0.4)
    hint = f" Did you mean {' or '.join(near)}?" if near else f" There are {len(known)}, from {min(known)} to {max(known)}."
    raise Refused(f"There is no indicator called {id!r}.{hint}")


def digest(one: Share) -> str:
    """Twelve characters that change whenever the indicator counts something else: kept with every stored figure."""
    return sha256(f"{one.id} {one.among!r} {one.having!r} {one.by!r}".encode()).hexdigest()[:12]
