"""Identifiers that are well formed and that nobody can have.

No local authority in England has the number 999, so neither the school's LAESTAB nor any UPN that starts with it was ever
issued. The register of schools numbers them from 100000 upwards and has not passed 160000; no series starts with a 9, so
the URN is free too. No ULN is made up: any number that passes its check could be somebody's. The same holds for the
UKPRNs of partners. Only universities named as destinations have their real UKPRN, as they must, to be counted.
"""

NAME = "Kingsferry School (example)"
URN = "999001"
LOCAL_AUTHORITY = "999"
LAESTAB = "9999001"
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(year: int, serial: int) -> str:
    """A UPN of the example school: check letter, LAESTAB, two digits of the year, three of the serial (0-999)."""
    digits = f"{LAESTAB}{year % 100:02d}{serial:03d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return CHECK_LETTERS[total % 23] + digits
