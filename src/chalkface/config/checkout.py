"""Where the source lies, for the commands that write into it."""

from pathlib import Path

from chalkface.core.errors import Refused


def checkout() -> Path:
    """The folder of the checkout. Raises ``Refused`` for an installed copy, which has no documents to write."""
    folder = Path(__file__).resolve().parents[3]
    if not (folder / "pyproject.toml").is_file() or not (folder / "docs").is_dir():
        raise Refused("The dev commands work in a checkout of the source, and this is an installed copy.")
    return folder
