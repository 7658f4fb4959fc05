"""The statements of an edition as a person chooses among them."""

from chalkface.frameworks.load import frameworks

LONGEST = 90


def statement_choices(framework: str) -> list[dict[str, str]]:
    """Every statement of an edition as options of a select, in reading order, each shortened to a line."""
    return [
        {"value": one.code, "label": f"{one.code} {_line(one.text)}"} for one in frameworks()[framework].statements.values()
    ]


def _line(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
