"""What the papers for staff, parents, students and partners say every year (``content/voices.yaml``)."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def _written() -> dict:
    return yaml.safe_load(files("chalkface.content").joinpath("voices.yaml").read_text("utf-8"))


def said_points(voice: str, part: str, students: str) -> tuple[tuple[str, str], ...]:
    """The points of a part: what stands out and the rest of it, with the school's own word for its ``students``."""
    return tuple((_worded(first, students), _worded(rest, students)) for first, rest in _written()[voice][part])


def said_by_year(voice: str, part: str, students: str) -> dict[int, str]:
    """Year group → what is said to it or of it."""
    return {year: _worded(text, students) for year, text in _written()[voice][part].items()}


def _worded(text: str, students: str) -> str:
    return text.replace("{students}", students).replace("{student}", students.removesuffix("s"))
