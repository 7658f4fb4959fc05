"""What a format is: a folder below ``formats`` with a ``format.py`` that exposes ``FORMAT``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chalkface.imports.columns import Column
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.reading import Document


@dataclass(frozen=True)
class Format:
    """One kind of file that Chalkface reads.

    ``columns`` holds the columns of each file, keyed by its stem (``""`` when the format is a single file); the help page
    is written from them. ``recognise`` scores one document from 0 (not this) to 1 (certainly this); from 0.5 it is a
    claim. ``read`` turns the documents of one import into typed rows; it reports bad rows in ``Parsed.refused`` and raises
    ``Refused`` only when nothing can be read. Documents of one format are one import, unless ``apart`` gives them
    different words: lists from two products are about the same students under different numbers.
    """

    code: str
    title: str
    columns: Mapping[str, Sequence[Column]]
    recognise: Callable[[Document], float]
    read: Callable[[Sequence[Document], Options], Parsed]
    apart: Callable[[Document], str] | None = None
