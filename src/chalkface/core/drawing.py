"""Draws a chart's specification as a small SVG that may stand inside a page under a strict content policy."""

import json
import re
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any

import vl_convert

NOISE = re.compile(
    r' (?:aria-\w+|role|class|pointer-events|xmlns:xlink|version|font-family)="[^"]*"| (?:opacity|stroke-width)="1"'
)
EMPTY = re.compile(
    r'<path(?:(?! d=)[^>])* d=""[^>]*/>|<path(?: transform="[^"]*")?(?: fill="none")? d="M0,0h0v0h0Z"[^>]*/>|<g>\s*</g>|<g/>'
)
LONG = re.compile(r"(\d+\.\d)\d+")


def render_svg(spec: dict[str, Any], *, font: str = "") -> str:
    """The SVG of a Vega-Lite specification: role img, a title (``usermeta.title``) and a description for screen readers.

    ``font``: the family for a file of its own; inside a page the text takes the page's. Drawn once for each
    specification, then kept by its text (the latest 256). Nothing is fetched: every address is refused.
    Raises ``ValueError`` when Vega-Lite cannot read the specification.
    """
    return _drawn(json.dumps(spec, sort_keys=True), font)


@lru_cache(maxsize=256)
def _drawn(text: str, font: str) -> str:
    spec = json.loads(text)
    svg = slim(vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))
    key = "chart-" + sha256(text.encode()).hexdigest()[:10]
    words = (
        f'<title id="{key}">{escape(spec["usermeta"]["title"])}</title><desc id="{key}-d">{escape(spec["description"])}</desc>'
    )
    family = f' font-family="{escape(font)}"' if font else ""
    return svg.replace("<svg", f'<svg role="img" aria-labelledby="{key}" aria-describedby="{key}-d"{family}', 1).replace(
        ">", f">{words}", 1
    )


def slim(svg: str) -> str:
    """The same picture without what we do not use: per-mark roles and labels, classes, empty paths, long fractions."""
    svg = LONG.sub(r"\1", NOISE.sub("", svg))
    while True:
        shorter = EMPTY.sub("", svg)
        if shorter == svg:
            return svg
        svg = shorter
