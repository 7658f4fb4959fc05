"""``operations.md``: every change that can be made, by name, and the right it needs."""

from importlib import import_module
from pkgutil import iter_modules

from chalkface import operations
from chalkface.config.catalogue.text import document, first_sentence, table
from chalkface.operations.operation import OPERATIONS

LEAD = (
    "Nothing is written to the database but by one of these. Each asks its permission first, runs in one transaction, and "
    "leaves one line of ids and codes in the audit trail, written in that same transaction."
)


def page() -> str:
    for module in iter_modules(operations.__path__):
        import_module(f"{operations.__name__}.{module.name}")
    subjects: dict[str, list[tuple[str, ...]]] = {}
    for name, deed in sorted(OPERATIONS.items()):
        if deed.__module__.startswith("chalkface."):
            subject = deed.__module__.rpartition(".")[2]
            subjects.setdefault(subject, []).append((f"`{name}`", f"`{deed.needs}`", first_sentence(deed)))
    parts = []
    for subject, rows in sorted(subjects.items()):
        parts += [f"## {subject}", table(("operation", "needs", "what it does"), rows)]
    return document("Operations", LEAD, parts)
