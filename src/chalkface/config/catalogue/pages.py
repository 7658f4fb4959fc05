"""``pages.md``: every address there is, and who may open it."""

from chalkface.config.catalogue.text import document, table
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES, Door

LEAD = (
    "Every page, from the registry that makes the addresses. A page of a school answers 404 to a stranger, the same as if "
    "it did not exist, and 403 to a member whose role lacks the permission."
)
KINDS = (
    ("school", "Pages of a school", "needs"),
    ("own", "Pages of a student or a parent, about what is theirs", "needs"),
    ("account", "For whoever is signed in", "why no school"),
    ("link", "For whoever holds a dated link", "needs"),
    ("open", "For anybody", "why no sign-in"),
)


def page() -> str:
    import_pages()
    parts = []
    for kind, title, because in KINDS:
        doors = sorted((door for door in PAGES.values() if door.kind == kind), key=lambda door: door.path)
        parts += [f"## {title}", table(("address", "title", "forms", because), map(_row, doors))]
    return document("Pages", LEAD, parts)


def _row(door: Door) -> tuple[str, ...]:
    forms = "yes" if "POST" in door.methods else ""
    return f"`/{door.path}`", door.title, forms, f"`{door.needs}`" if door.needs else door.why
