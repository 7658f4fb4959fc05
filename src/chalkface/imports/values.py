"""Cells to values, for lists that people and other programs write.

Every parser takes a stripped cell and gives a value (``""`` for empty text, ``None`` for anything else that is empty) or
raises ``ValueError`` with a sentence that says what is wrong and what to do. Nothing is guessed: a number that Excel has
shortened (``6.04512E+09``) is refused.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from chalkface.imports.days import day, day_month_first, iso_day, month_comes_first
from chalkface.imports.ethnicities import ETHNICITY_CODES, ETHNICITY_NAMES

__all__ = ["amount_e4", "code_list", "day", "day_month_first", "ethnicity", "identifier", "iso_day", "month_comes_first",
           "name", "sen_provision", "sex", "text", "whole", "year_group", "yes_no"]

SHORTENED = re.compile(r"\d+(?:[.,]\d+)?[Ee]\+\d+")
WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?")
YEAR = re.compile(r"(?:(?:nc ?)?year(?: ?group)?|yr(?: ?group)?|y)?[ .:]*(\d{1,2})(?:\.0)?", re.IGNORECASE)
BEFORE_YEAR_ONE = {"r": 0, "rec": 0, "reception": 0, "n1": -2, "n2": -1, "n": -1, "nursery": -1}
ETHNICITY_CODE = re.compile(r"([A-Za-z]{4})(?:\s*[-–:(,].*)?")
SPACES = re.compile(r"\s+")

YES = {"t", "y", "yes", "true", "1", "x", "✓", "✔", "1.0"}
NO = {"f", "n", "no", "false", "0", "0.0"}
SEXES = {"f": "F", "female": "F", "girl": "F", "m": "M", "male": "M", "boy": "M",
         "u": "", "unknown": "", "not known": "", "not specified": "", "n": "", "w": ""}
SEN_WORDS = {"n": "N", "none": "N", "no sen": "N", "no sen provision": "N", "no special educational need": "N",
             "no special educational needs": "N", "not sen": "N", "k": "K", "sen support": "K", "sen s": "K",
             "school support": "K", "a": "K", "p": "K", "q": "K", "school action": "K", "school action plus": "K", "e": "E",
             "s": "E", "ehc": "E", "ehcp": "E", "ehc plan": "E", "ehc plans": "E", "statement": "E",
             "education health and care plan": "E", "education health care plan": "E", "education health and care": "E",
             "?": "", "not known": "", "unknown": ""}


text = str  # as it stands


def name(cell: str) -> str:
    """A person's name: letters in their composed form (``é`` is one character), runs of spaces made one."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell
    return SPACES.sub(" ", unicodedata.normalize("NFC", cell))


def identifier(cell: str) -> str:
    """A local number or code, kept as text with its leading zeros. Refuses what Excel has shortened."""
    if not cell.isalnum() and SHORTENED.fullmatch(cell):
        raise ValueError(f"“{cell[:40]}” has been shortened by Excel and digits are lost. Format the column as text and "
                         f"export it again.")
    return cell


@lru_cache(maxsize=1024)
def yes_no(cell: str) -> bool | None:
    """``T``/``F``, ``Y``/``N``, ``Yes``/``No``, ``True``/``False``, ``1``/``0``; empty is not known, never "no"."""
    word = cell.lower()
    if not word:
        return None
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(f"“{cell[:40]}” is neither yes nor no. Write Yes or No, or leave it empty.")


@lru_cache(maxsize=1024)
def year_group(cell: str) -> int | None:
    """``11``, ``Year  11``, ``Y11``, ``Yr 11``; reception is 0 and nursery below it. Raises beyond Year 14."""
    if not cell:
        return None
    found = YEAR.fullmatch(cell)
    if found and int(found.group(1)) <= 14:
        return int(found.group(1))
    early = BEFORE_YEAR_ONE.get(re.sub(r"^year\s+", "", cell.lower()))
    if early is None:
        raise ValueError(f"“{cell[:40]}” is not one year group. Write it as 11 or Year 11.")
    return early


@lru_cache(maxsize=256)
def sex(cell: str) -> str:
    """``F`` or ``M``, from letters or words; "not known" and empty are ``""``."""
    if not cell:
        return ""
    found = SEXES.get(cell.lower())
    if found is None:
        raise ValueError(f"“{cell[:40]}” is not a sex that the school census knows. Write F or M, or leave it empty.")
    return found


@lru_cache(maxsize=512)
def sen_provision(cell: str) -> str:
    """``N``, ``K`` or ``E`` from codes (``K``), words (``SEN Support``) or both (``K - SEN support``); empty is ``""``."""
    if not cell:
        return ""
    words = SPACES.sub(" ", re.sub(r"[^a-z? ]", " ", cell.lower())).strip()
    if words in SEN_WORDS:
        return SEN_WORDS[words]
    for code, rest in (words.split(" ", 1), words.rsplit(" ", 1)[::-1]) if " " in words else ():
        if len(code) == 1 and code in SEN_WORDS and rest in SEN_WORDS:
            return SEN_WORDS[code]
    raise ValueError(f"“{cell[:60]}” is not an SEN status that is known here. Write N, K or E.")


@lru_cache(maxsize=1024)
def ethnicity(cell: str) -> str:
    """The four-letter code of the Department for Education: alone, before its name (``WBRI - White British``), or from
    the name of one of the main groups (``White - British``)."""
    if not cell:
        return ""
    found = ETHNICITY_CODE.fullmatch(cell)
    if found and found.group(1).upper() in ETHNICITY_CODES:
        return found.group(1).upper()
    words = " ".join(re.sub(r"[^a-z]", " ", cell.lower()).split())
    if words in ETHNICITY_NAMES:
        return ETHNICITY_NAMES[words]
    raise ValueError(f"“{cell[:60]}” is not an ethnicity code. Export the code (such as WBRI) instead of the name.")


@lru_cache(maxsize=4096)
def whole(cell: str) -> int | None:
    """A whole number; empty is ``None``. ``11.0`` is 11; ``180ish`` and ``1,200`` are refused."""
    if not cell:
        return None
    if not WHOLE.fullmatch(cell) or not cell.isascii():
        raise ValueError(f"“{cell[:40]}” is not a whole number. Write digits only.")
    return int(cell.partition(".")[0])


@lru_cache(maxsize=4096)
def amount_e4(cell: str) -> int | None:
    """Hours as whole ten-thousandths: ``1.5`` is 15000. At most four decimals, from 0 to 10,000; empty is ``None``."""
    if not cell:
        return None
    try:
        if not re.fullmatch(r"\d{1,9}(\.\d*)?|\.\d+", cell) or not cell.isascii():
            raise InvalidOperation
        exact = Decimal(cell) * 10_000
    except InvalidOperation as fault:
        raise ValueError(f"“{cell[:40]}” is not a number of hours. Write it like 1.5.") from fault
    if exact != exact.to_integral_value():
        raise ValueError(f"“{cell[:40]}” has more than four decimals. Round it to four.")
    if exact > 100_000_000:
        raise ValueError(f"“{cell[:40]}” is more than 10,000 hours.")
    return int(exact)


@lru_cache(maxsize=4096)
def code_list(cell: str) -> tuple[str, ...]:
    """Codes separated by ``;`` in their order, without empties and repetitions."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
