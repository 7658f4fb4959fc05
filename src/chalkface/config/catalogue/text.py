"""Markdown by hand: paragraphs of a readable width, lists, tables whose cells cannot break them."""

import inspect
from collections.abc import Iterable, Sequence
from textwrap import wrap

WIDTH = 110
BY_MACHINE = "<!-- Written by `python3 run.py dev docs` from the program itself; never by hand. -->"


def document(title: str, lead: str, parts: Iterable[str]) -> str:
    """A whole page."""
    return "\n\n".join([BY_MACHINE, f"# {title}", paragraph(lead), *(part for part in parts if part)]) + "\n"


def paragraph(sentence: str) -> str:
    """Text wrapped to ``WIDTH``."""
    return "\n".join(wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False))


def bullet(sentence: str) -> str:
    """One line of a list, wrapped with its indent."""
    lines = wrap(sentence, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return "\n".join(("- " if index == 0 else "  ") + line for index, line in enumerate(lines))


def bullets(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of named facts; a fact that is empty is left out."""
    return "\n".join(bullet(f"**{name}:** {text}") for name, text in pairs if text)


def cell(value: object) -> str:
    """A value as it may stand in a table: one line, no bar that would part it."""
    return " ".join(str(value).split()).replace("|", "\\|")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with one line for each row; nothing at all when there is no row."""
    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *lines])


def code(text: str) -> str:
    """Text as it is, in a block of its own."""
    return f"```\n{text}\n```"


def first_sentence(thing: object) -> str:
    """The first paragraph of a docstring on one line; an empty text when there is none."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
