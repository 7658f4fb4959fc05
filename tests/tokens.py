"""The canaries of the cast: what every text that a person could read carries, so that a page can be searched for it."""


def token(letter: str, table: str, column: str) -> str:
    """The canary of one field of one school: long enough to be found, short enough to fit."""
    return f"zq{letter}{table}{column}".replace("_", "")[:90]
