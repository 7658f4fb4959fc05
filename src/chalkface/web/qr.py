"""A QR code as a drawing in the page: nothing is fetched and no script runs."""

import segno
from markupsafe import Markup


def qr_svg(text: str, what: str) -> Markup:
    """The code of ``text``, black on white whatever the colours of the page; ``what`` is said to who cannot see it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(scale=3, border=4, dark="#000", light="#fff", title=what, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 - drawn by the library from our own address
