"""The pack as one archive: the same pack on the same day is the same file, byte for byte."""

from chalkface.reports.hand_over.paper import HandOver
from chalkface.reports.zipped import zip_of


def build(paper: HandOver) -> bytes:
    """The ZIP of ``paper``."""
    return zip_of(((file.name, file.content) for file in paper.files), made_on=paper.first.made_on)
