"""The site as pages of plain HTML: no script, no font, no picture, nothing to fetch but its own sheet of style."""

import re
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from chalkface.reports.public_site.paper import PublicSite

HERE = Path(__file__).parent
TEMPLATE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
    HERE.joinpath("site.html").read_text(encoding="utf-8")
)
STYLE = HERE.joinpath("style.css").read_text(encoding="utf-8")
TITLES = {"programme": "Careers programme", "access": "Provider access statement"}
FILES = {"index.html": "programme", "provider-access.html": "access"}
_VERB = re.compile(r"(?:Can|Has|Is|Knows|Keeps|Understands|Uses|Says|Shows|Makes|Takes|Does)\b")


def build(paper: PublicSite) -> bytes:
    """Everything in one file that needs nothing else, for a website that takes one page or for a frame in another."""
    links = tuple((f"#{part}", title) for part, title in TITLES.items())
    return _written(paper, "Careers", tuple(TITLES), links, style=STYLE)


def pages(paper: PublicSite) -> dict[str, bytes]:
    """The two pages that the law treats as two things, by the name of their file, each with a way to the other."""
    links = tuple((file, TITLES[part]) for file, part in FILES.items())
    return {file: _written(paper, TITLES[part], (part,), links) for file, part in FILES.items()}


def _written(
    paper: PublicSite, title: str, parts: tuple[str, ...], links: tuple[tuple[str, str], ...], style: str = ""
) -> bytes:
    text = TEMPLATE.render(site=paper, title=title, parts=parts, links=links, style=style, going_on=_going_on)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()).encode() + b"\n"


def _going_on(outcome: str) -> str:
    """An outcome that begins with its verb ("Can name …") as it goes on after "each student:"; any other as it was written."""
    return outcome[:1].lower() + outcome[1:] if _VERB.match(outcome) else outcome
