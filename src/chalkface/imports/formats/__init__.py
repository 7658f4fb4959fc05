"""Every folder here with a ``format.py`` is a format; being there is what announces it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from chalkface.imports.format import Format


@cache
def formats() -> dict[str, Format]:
    """All formats by code, in the order of their folders' names."""
    found = (import_module(f"{__name__}.{module.name}.format").FORMAT
             for module in iter_modules(__path__) if module.ispkg)
    return {one.code: one for one in sorted(found, key=lambda one: one.code)}
