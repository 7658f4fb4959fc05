"""Where something can be seen or mended, as a page's name and arguments: questions know no addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Place:
    """A page by its name, the arguments of its address, and what follows the question mark."""

    page: str
    arguments: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    query: Mapping[str, object] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Link:
    """A place with what it is called (never a student)."""

    label: str
    place: Place
