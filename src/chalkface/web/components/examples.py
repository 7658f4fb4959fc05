"""Reads the examples of the components (examples.yaml beside this) and renders them for the gallery and the tests."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import Markup

from chalkface.web.components.kit import FOLDER


@dataclass(frozen=True)
class Example:
    """One way to use a component: its name in ``ui``, the named arguments, what a call block holds, why one would."""

    component: str
    arguments: dict[str, Any]
    inside: str = ""
    note: str = ""


def read_examples() -> list[Example]:
    """The examples in the order of the file, those of one component together."""
    content = yaml.safe_load((FOLDER / "examples.yaml").read_text(encoding="utf-8"))
    examples = []
    for component, entries in content.items():
        for entry in entries:
            inside, note = entry.pop("inside", ""), entry.pop("note", "")
            examples.append(Example(component, entry, inside, note))
    return examples


EXAMPLES = read_examples()


def render(environment: Environment, example: Example) -> Markup:
    """The mark-up of one example, from a furnished environment. ``inside`` is our own file's mark-up, hence trusted."""
    macro = getattr(environment.globals["ui"], example.component)
    if example.inside:
        return macro(**example.arguments, caller=lambda: Markup(example.inside))  # noqa: S704
    return macro(**example.arguments)


def shown(environment: Environment) -> list[tuple[str, list[tuple[str, Markup]]]]:
    """What gallery.html shows: (component, list of (note, mark-up))."""
    groups = groupby(EXAMPLES, key=lambda example: example.component)
    return [(name, [(example.note, render(environment, example)) for example in examples]) for name, examples in groups]
