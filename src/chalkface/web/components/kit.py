"""Gives a Jinja environment our components (as ``ui``) and our filters. Knows nothing of Django."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment

FOLDER = Path(__file__).resolve().parent
MONTHS = (
    "January February March April May June July August September October November December".split()
)


def per_cent(numerator: int, denominator: int) -> str:
    """A share to the whole per cent, half rounded up: ``per_cent(1, 200)`` is "1%". Exact: no floating point."""
    return f"{(200 * numerator + denominator) // (2 * denominator)}%"


def share(value: float) -> str:
    """A share between 0 and 1 to the whole per cent, half rounded up: 0.125 is "13%"."""
    return f"{int(value * 100 + 0.5 + 1e-9)}%"


def day(value: date | str | None) -> str:
    """1 September 2026; text is left as it is, none is "not known"."""
    if value is None:
        return "not known"
    if isinstance(value, str):
        return value
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def initials(name: str) -> str:
    """The first letters of the first and last word of a name."""
    words = name.split()
    return "".join(word[0].upper() for word in [*words[:1], *words[1:][-1:]])


def capitalise_first(text: str) -> str:
    """Capital first letter, the rest untouched (so that "students in Year 11" keeps its Y)."""
    return text[:1].upper() + text[1:]


FILTERS = {
    "per_cent": per_cent,
    "share": share,
    "day": day,
    "initials": initials,
    "capitalise_first": capitalise_first,
}


def words_for(student: str) -> dict[str, str]:
    """The school's own word, "student" or "pupil", in the four forms a page needs: ``words.student``, ``words.Students``."""
    many = f"{student}s"
    return {
        "student": student,
        "students": many,
        "Student": student.capitalize(),
        "Students": many.capitalize(),
    }


def component_files() -> list[str]:
    """The template names of the component files, such as "components/button.html"."""
    return [f"components/{path.name}" for path in sorted(FOLDER.glob("*.html"))]


def furnish(environment: Environment) -> Environment:
    """Add the filters and the global ``ui`` that holds every component macro by its name.

    The loader must find both ``components/…`` (the folder ``web``) and the page templates.
    A global rather than an import in each page, so that a block rendered alone for htmx finds it too.
    """
    environment.filters.update(FILTERS)
    macros: dict[str, object] = {}
    for name in component_files():
        module = environment.get_template(name).module
        macros.update(
            {key: macro for key, macro in vars(module).items() if not key.startswith("_")}
        )
    environment.globals["ui"] = SimpleNamespace(**macros)
    return environment
