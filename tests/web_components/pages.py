"""The sample pages that the browser tests look at, rendered as (name, HTML)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from jinja2 import Environment

from chalkface.web.components.examples import shown

STEPS = ["Review", "Direction", "Outcomes", "Programme", "Roles", "Partners", "Plan"]
FIRST = "Amaya Bilal Cerys Dorota Eshan Farrah Gethin Hana Idris Jolanta".split()
LAST = ["Thornbury", "Marchetti", "Okonjo-Vale", "Pell", "Winterbourne"]
YEARS = [{"label": f"Year {year}", "numeric": True} for year in range(7, 14)]


def frame(current: str = "Home") -> dict[str, Any]:
    """What the base template needs, for an invented school."""
    labels = ["Home", *STEPS, "Students", "Impact", "Imports", "Settings"]
    return {
        "school": {"name": "Wexcombe Vale School", "is_example": True},
        "menu": [{"label": label, "url": f"/{label.lower()}/", "current": label == current} for label in labels],
        "account": {"name": "Rosalind Achterberg", "role": "Careers leader"},
        "help_url": "/help/",
        "example_url": "/settings/example/",
        "words": {"student": "student", "students": "students", "Student": "Student", "Students": "Students"},
        "csrf_token": "a-token",
        "today": date(2026, 11, 24),
    }


def students() -> list[list[Any]]:
    """Fifty invented students as table rows."""
    return [
        [
            {"text": f"{FIRST[n % 10]} {LAST[n // 10]}", "href": f"/students/{n}/"},
            f"11 {('Oak', 'Elm', 'Ash')[n % 3]}",
            (n * 7) % 6,
            date(2026, 1 + n % 9, 1 + n % 28).strftime("%d %b %Y") if n % 4 else None,
            ("Level 3 college", "Apprenticeship", "School sixth form", None)[n % 4],
        ]
        for n in range(50)
    ]


def groups() -> list[list[Any]]:
    """Groups by year group for one statement, one of them hidden."""
    names = ["All students", "Female", "Male", "SEN support", "EHC plan", "Disadvantaged", "Looked after"]
    sizes = [180, 90, 90, 24, 9, 56, 3]
    made = []
    for row, (name, size) in enumerate(zip(names, sizes, strict=True)):
        cells = []
        for year in range(7, 14):
            part = size * ((year * 3 + row * 2) % 11) // 10 if year < 13 else size
            known = {"numerator": part, "denominator": size, "href": f"/review/5.1/?y={year}"}
            cells.append(known if size >= 6 else {"hidden": True})
        made.append([name, *cells])
    return made


def sample_pages(environment: Environment) -> Iterator[tuple[str, str]]:
    """(name, HTML) of the gallery and of three pages like the product's."""
    above = [("Review", "/review/"), ("Encounters with employers", "/review/5/")]
    contexts: dict[str, tuple[str, dict[str, Any]]] = {
        "gallery": ("Settings", {"shown": shown(environment)}),
        "home": ("Home", {}),
        "statement": ("Review", {"above": above, "rows": groups(), "years": YEARS}),
        "students": ("Students", {"rows": students()}),
    }
    for name, (current, context) in contexts.items():
        yield name, environment.get_template(f"{name}.html").render(**frame(current), **context)
