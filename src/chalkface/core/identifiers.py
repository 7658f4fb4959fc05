"""The numbers that identify students and schools: their shape, and their check characters.

A malformed number is refused. A well-formed one that fails its check is only remarked on: most invented numbers, and some
real ones, fail it.
"""

from functools import lru_cache
from operator import mul

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_WEIGHTS = tuple(range(2, 14))
UPN_DIGITS = {character: value for value, character in enumerate("0123456789")} | {
    letter: value for value, letter in enumerate(UPN_LETTERS)}
ULN_WEIGHTS = tuple(range(10, 1, -1))
ZEROS_OF_UPN, ZEROS_OF_ULN = ord("0") * sum(UPN_WEIGHTS[:11]), ord("0") * sum(ULN_WEIGHTS)  # digits are summed as bytes
ULN_NOT_YET_KNOWN = "9999999999"


def upn(cell: str) -> str:
    """A Unique Pupil Number: letter, eleven digits, and a digit or (temporary) a letter. Empty stays empty.

    Raises ``ValueError`` with a sentence when it is malformed; the check letter is left to ``upn_check_passes``.
    """
    if not cell:
        return ""
    number = cell.upper().replace(" ", "")
    if len(number) == 13 and number.isascii() and number[1:12].isdecimal() and number[0] in UPN_LETTERS \
            and number[12] in UPN_DIGITS:
        return number
    raise ValueError(f"“{cell[:40]}” is not a UPN: a UPN is a letter (not I, O or S) and twelve digits, the last of which "
                     f"may be a letter.")


def upn_check_passes(number: str) -> bool:
    """Whether the first letter fits the other twelve characters: weights 2 to 13, sum modulo 23."""
    last = number[12]
    total = sum(map(mul, UPN_WEIGHTS, number[1:12].encode())) - ZEROS_OF_UPN + 13 * UPN_DIGITS[last]
    return UPN_LETTERS[total % 23] == number[0]


def uln(cell: str) -> str:
    """A Unique Learner Number: ten digits, the first not 0. Empty and the placeholder 9999999999 are ``""``.

    Raises ``ValueError`` with a sentence when it is malformed; the check digit is left to ``uln_check_passes``.
    """
    number = cell.replace(" ", "").removesuffix(".0")  # a spreadsheet may write a number with a decimal; no digit is lost
    if not number or number == ULN_NOT_YET_KNOWN:
        return ""
    if len(number) == 10 and number.isascii() and number.isdecimal() and number[0] != "0":
        return number
    if "E+" in number.upper():
        raise ValueError(f"“{cell[:40]}” is a ULN that Excel has shortened, and its digits are lost. Format the column as "
                         f"text and export it again.")
    raise ValueError(f"“{cell[:40]}” is not a ULN: a ULN has ten digits and does not begin with 0.")


def uln_check_passes(number: str) -> bool:
    """Whether the tenth digit fits the first nine: weights 10 to 2, 10 less the sum modulo 11."""
    remainder = (sum(map(mul, ULN_WEIGHTS, number[:9].encode())) - ZEROS_OF_ULN) % 11
    return remainder != 0 and 10 - remainder == int(number[9])


@lru_cache(maxsize=1024)
def laestab(cell: str) -> str:
    """A local authority number and an establishment number as seven digits: ``370/9999`` is ``3709999``."""
    number = cell.replace("/", "").replace(" ", "").replace("-", "")
    if not number or (len(number) == 7 and number.isascii() and number.isdecimal()):
        return number
    raise ValueError(f"“{cell[:40]}” is not a DfE number: it has seven digits, such as 3709999.")


@lru_cache(maxsize=1024)
def urn(cell: str) -> str:
    """A school's Unique Reference Number: five or six digits."""
    if not cell or (cell.isascii() and cell.isdecimal() and len(cell) in (5, 6, 7) and cell[0] != "0"):
        return cell
    raise ValueError(f"“{cell[:40]}” is not a URN: a URN is a number of six digits.")


@lru_cache(maxsize=4096)
def ukprn(cell: str) -> str:
    """A UK Provider Reference Number: eight digits. Real ones begin with 1, but no list of them is held to check against."""
    if not cell or (cell.isascii() and cell.isdecimal() and len(cell) == 8):
        return cell
    raise ValueError(f"“{cell[:40]}” is not a UKPRN: a UKPRN has eight digits.")
