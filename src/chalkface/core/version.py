"""Which version of Chalkface this is."""

from importlib.metadata import PackageNotFoundError, version


def our_version() -> str:
    """The version that is installed, or "source" when it runs from a checkout."""
    try:
        return version("chalkface")
    except PackageNotFoundError:
        return "source"
