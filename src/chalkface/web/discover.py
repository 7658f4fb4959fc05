"""Finds the pages: every module under ``web/pages`` is imported, and its door registers it."""

from importlib import import_module
from pkgutil import walk_packages

from chalkface.web import pages


def import_pages() -> None:
    """Import every page module, in a stable order."""
    for module in sorted(walk_packages(pages.__path__, prefix=f"{pages.__name__}."), key=lambda found: found.name):
        if not module.ispkg:
            import_module(module.name)
