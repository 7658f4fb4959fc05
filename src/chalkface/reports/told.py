"""What a document says, in reading order and in no form yet: sections of sentences, points, facts and tables.

A report that is a document of sections is told with these, and ``told_pdf``, ``told_word`` and ``told_page`` write it down.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Says:
    """A paragraph. ``tone``: "" plain, "lead" larger, "quiet" beside the point."""

    text: str
    tone: str = ""
    kind: str = field(default="says", init=False)


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each line is what stands out, and the rest of it. Either may be empty."""

    lines: tuple[tuple[str, str], ...]
    numbered: bool = False
    kind: str = field(default="points", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one thing: (label, value). A value that is empty is left out by whoever tells it."""

    pairs: tuple[tuple[str, str], ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it holds, its headings, its rows as text. The first cell of a row names the row.

    ``widths`` are shares of the width, one for each column; without them all are alike.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Track:
    """Where a figure was, is and is to be, in shares of 1 (``None``: hidden or not measured), and the sentence that says it.

    Drawn where there is drawing; the sentence is told beside it by a paragraph or facts of its own.
    """

    baseline: float | None
    now: float | None
    target: float | None
    alternative: str
    kind: str = field(default="track", init=False)


Part = Says | Points | Facts | Table | Track


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``level`` 2 is a part of the document, 3 a part of that."""

    title: str
    parts: tuple[Part, ...]
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The whole document. ``cover`` fills a page of its own; without it the document starts at once.

    ``one_page``: on paper it is set smaller, as far as it can be read, until it is one page.
    ``example`` is the line that marks an example school, else empty; ``footer`` stands on every page.
    """

    title: str
    subtitle: str
    footer: str
    sections: tuple[Section, ...]
    example: str = ""
    cover: tuple[Part, ...] = ()
    one_page: bool = False


def short(text: str, longest: int) -> str:
    """The first line of a text, cut at a word where it is longer than that."""
    line = next(iter(text.strip().splitlines()), "")
    if len(line) <= longest:
        return line
    cut = line[:longest].rsplit(" ", 1)[0] if " " in line[:longest] else line[:longest]
    return f"{cut.rstrip('.,;: ')} …"


def words_of(told: Told) -> tuple[str, ...]:
    """Every text of the document in order: what each form of it must say."""
    found = [told.title, told.subtitle, told.example, *_texts(told.cover)]
    for section in told.sections:
        found += [section.title, *_texts(section.parts)]
    return tuple(text for text in found if text)


def _texts(parts: tuple[Part, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        match part:
            case Says():
                found.append(part.text)
            case Points():
                found += [text for line in part.lines for text in line]
            case Facts():
                found += [text for pair in part.pairs for text in pair]
            case Table():
                found += [cell for row in (part.heads, *part.rows) for cell in row]
    return found
