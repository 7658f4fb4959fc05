"""Reading what a form sent: the text to a value, or a sentence that says what is wrong."""

from chalkface.core.errors import Refused


def whole_number(text: str, what: str) -> int:
    """A whole number. Raises ``Refused`` naming the question."""
    if not text.strip().isdecimal() or len(text) > 9:
        raise Refused(f"{what} must be a whole number.")
    return int(text)
