"""Cells of the exchange format, read strictly: one way to write each thing, and no other."""

import re
from collections.abc import Callable
from functools import lru_cache

TRUTH = {"true": True, "false": False, "": None}
SHORTENED = re.compile(r"\s*\d[.,]\d+[Ee]\+\d+\s*")

written = str  # text exactly as it stands, spaces and line breaks included


def filled(cell: str) -> str:
    """Text that must hold more than spaces."""
    if not cell or cell.isspace():
        raise ValueError("This cell must be filled in.")
    return cell


@lru_cache(maxsize=65_536)
def key(cell: str) -> str:
    """An id exactly as it stands: ids are compared exactly. Refuses what Excel has shortened."""
    if SHORTENED.fullmatch(cell):
        raise ValueError(f"“{cell[:40]}” has been shortened by Excel and digits are lost. Format the column as text and "
                         f"export it again.")
    return cell


@lru_cache(maxsize=65_536)
def filled_key(cell: str) -> str:
    """An id that must be there."""
    return filled(key(cell))


@lru_cache(maxsize=1024)
def true_false(cell: str) -> bool | None:
    """``true``, ``false`` or empty (not known)."""
    if cell in TRUTH:
        return TRUTH[cell]
    raise ValueError(f"“{cell[:40]}” is not true or false. Write true or false in small letters, or leave it empty when it "
                     f"is not known.")


def choice(*choices: str) -> Callable[[str], str]:
    """A parser for one of ``choices``; empty stays empty."""
    allowed = {choice: choice for choice in choices} | {"": ""}
    listed = ", ".join(choices)

    def parse(cell: str) -> str:
        try:
            return allowed[cell]
        except KeyError as fault:
            raise ValueError(f"“{cell[:40]}” is not one of: {listed}.") from fault

    return parse


@lru_cache(maxsize=64)
def stage(cell: str) -> int:
    """16 or 18: the age after which a destination follows."""
    if cell in ("16", "18"):
        return int(cell)
    raise ValueError(f"“{cell[:40]}” is not a stage. Write 16 (after Year 11) or 18 (after Year 13).")


def number(lowest: int, highest: int, what: str) -> Callable[[str], int | None]:
    """A parser for a plain whole number from ``lowest`` to ``highest``; empty is ``None``."""
    pattern = re.compile(r"0|[1-9][0-9]{0,8}")

    @lru_cache(maxsize=4096)
    def parse(cell: str) -> int | None:
        if not cell:
            return None
        if pattern.fullmatch(cell) and lowest <= int(cell) <= highest:
            return int(cell)
        raise ValueError(f"“{cell[:40]}” is not {what} from {lowest} to {highest}.")

    return parse


@lru_cache(maxsize=1024)
def ethnicity(cell: str) -> str:
    """A code of the Department for Education: four capital letters, or ``?`` for not supplied."""
    if not cell or cell == "?" or re.fullmatch(r"[A-Z]{4}", cell):
        return cell
    raise ValueError(f"“{cell[:40]}” is not an ethnicity code of four capital letters, such as WBRI, nor ? for not supplied.")


@lru_cache(maxsize=64)
def sector(cell: str) -> str:
    """A section letter of the Standard Industrial Classification, A to U."""
    if not cell or re.fullmatch(r"[A-U]", cell):
        return cell
    raise ValueError(f"“{cell[:40]}” is not a sector: write the section letter of the Standard Industrial Classification, "
                     f"A to U.")
