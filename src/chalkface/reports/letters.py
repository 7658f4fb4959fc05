"""Letters that a paper can hold. Whoever types a text knows neither the font it will be printed in nor what XML forbids, and
one letter that cannot be written must not keep the whole paper from being made."""

import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar
from unicodedata import category

import font_source_sans_pro

T = TypeVar("T")
WEIGHTS = ("Regular", "Semibold", "Bold")
UNKNOWN = "□"


def writable(value: T) -> T:
    """The same data (dataclasses, lists, mappings, texts) without the few characters that no XML may hold."""
    return _each_text(value, lambda text: "".join(filter(_is_writable, text)))


def printable(value: T) -> T:
    """The same data with only the letters of the font of papers: a picture of a letter stands for each other one."""
    return _each_text(value, lambda text: "".join(map(_printed, text)))


def _each_text(value: T, change: Callable[[str], str]) -> T:
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _each_text(getattr(value, one.name), change) for one in fields(value) if one.init})
    if type(value) in (list, tuple):
        return type(value)(_each_text(one, change) for one in value)
    if isinstance(value, dict):
        return {_each_text(key, change): _each_text(one, change) for key, one in value.items()}
    return value


def _is_writable(letter: str) -> bool:
    return letter in "\t\n\r" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter >= "\U00010000"


def _printed(letter: str) -> str:
    if letter in "\t\n\r" or ord(letter) in _drawn():
        return letter
    kind = category(letter)
    if kind.startswith(("M", "C")):  # a mark over a letter, or what has no shape of its own
        return "" if kind != "Co" else UNKNOWN
    return " " if kind.startswith("Z") else UNKNOWN


@cache
def _drawn() -> frozenset[int]:
    """The characters that every weight of the font can draw."""
    folder = Path(font_source_sans_pro.font_directory)
    return frozenset.intersection(*(_characters((folder / f"SourceSansPro-{one}.otf").read_bytes()) for one in WEIGHTS))


def _characters(font: bytes) -> frozenset[int]:
    """Of an OpenType font: its table ``cmap`` in format 12 lists ranges of characters."""
    for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, at)
        if tag != b"cmap":
            continue
        for record in range(struct.unpack_from(">H", font, start + 2)[0]):
            table = start + struct.unpack_from(">I", font, start + 8 + 8 * record)[0]
            if struct.unpack_from(">H", font, table)[0] == 12:
                many = struct.unpack_from(">I", font, table + 12)[0]
                ranges = (struct.unpack_from(">II", font, table + 16 + 12 * one) for one in range(many))
                return frozenset(code for first, last in ranges for code in range(first, last + 1))
    raise ValueError("the font of papers says not which characters it can draw")
