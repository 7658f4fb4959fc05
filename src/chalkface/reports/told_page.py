"""A told document as one HTML file that needs nothing else: no script, no font, no address to fetch. Prints on A4."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from chalkface.reports.told import Told

TEMPLATE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
    Path(__file__).with_name("told.html").read_text(encoding="utf-8")
)


def html_of(told: Told) -> bytes:
    """The HTML of ``told``, in UTF-8."""
    return TEMPLATE.render(told=told).encode()
