"""The written catalogue of everything there is: one module here is one page of ``docs/catalogue``.

A module has ``page() -> str`` and reads the registries themselves, so that no page can say what the program does not do.
It lives on the top floor because it reads all others.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

FOLDER = Path("docs") / "catalogue"
NOT_A_PAGE = "text"


def written() -> dict[str, str]:
    """The text of every page by its file name, as it should be now; Django must be set up."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name != NOT_A_PAGE)
    return {f"{name}.md": import_module(f"{__name__}.{name}").page() for name in names}


def stale(repository: Path) -> list[str]:
    """The names of the pages in ``repository`` that are missing, out of date or belong to nothing."""
    wanted = written()
    there = {path.name: path.read_text("utf-8") for path in (repository / FOLDER).glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(repository: Path) -> list[str]:
    """Bring ``docs/catalogue`` up to date and remove pages that nothing writes; returns the names that changed."""
    changed = stale(repository)
    wanted = written()
    (repository / FOLDER).mkdir(parents=True, exist_ok=True)
    for name in changed:
        target = repository / FOLDER / name
        if name in wanted:
            target.write_text(wanted[name], encoding="utf-8")
        else:
            target.unlink()
    return changed
