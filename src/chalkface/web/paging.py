"""Which page of a long list is asked for."""


def page_number(text: str) -> int:
    """1 for anything that is not a sensible page number."""
    return int(text) if text.isdecimal() and 0 < len(text) <= 6 and int(text) > 0 else 1
