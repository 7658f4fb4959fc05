"""The two numbers of a school, told apart by their shape: published files have put one in the other's column."""


def is_urn(text: str) -> bool:
    """Six digits starting with 1."""
    return len(text) == 6 and text.isascii() and text.isdecimal() and text.startswith("1")


def is_laestab(text: str) -> bool:
    """Seven digits: three of the local authority, four of the school."""
    return len(text) == 7 and text.isascii() and text.isdecimal()


def school_numbers(urn: str, laestab: str) -> tuple[str, str, str]:
    """The URN and LAESTAB behind two cells, each ``""`` when no cell holds it, and a remark when out of place."""
    if is_urn(urn) and is_laestab(laestab):
        return urn, laestab, ""
    if is_laestab(urn) and is_urn(laestab):
        return laestab, urn, "the URN and the LAESTAB stood in each other's column and were swapped back"
    if is_laestab(urn):
        return "", urn, "the URN column holds a LAESTAB; the school is known by its LAESTAB only"
    if is_urn(laestab):
        return laestab, "", "the LAESTAB column holds a URN; the school is known by its URN only"
    if is_urn(urn):
        return urn, "", "the LAESTAB is not seven digits; the school is known by its URN only" if laestab else ""
    if is_laestab(laestab):
        return "", laestab, "the URN is not six digits starting with 1; the school is known by its LAESTAB only"
    return "", "", "neither a URN nor a LAESTAB that can be read; the school is known by its name only"
