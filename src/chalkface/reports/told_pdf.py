"""A told document as PDF: A4, readable aloud (PDF/UA-1), whole in black and white."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from chalkface.reports.told import Told
from chalkface.reports.typeset import typeset

TEMPLATE = Path(__file__).with_name("told.typ")


def pdf_of(told: Told, *, made_on: date) -> bytes:
    """The PDF of ``told``."""
    return typeset(TEMPLATE, asdict(told), made_on=made_on)
