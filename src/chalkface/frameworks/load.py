"""Reads framework files, and keeps those that ship with the program in memory."""

from collections.abc import Collection
from fractions import Fraction
from functools import cache
from pathlib import Path

from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks import nodes
from chalkface.frameworks.model import (
    ANSWERED_BY,
    SETTINGS,
    UNITS,
    VOICES,
    Area,
    Band,
    Framework,
    OfficialForm,
    Source,
    Statement,
)
from chalkface.frameworks.nodes import Value

FOLDER = Path(__file__).resolve().parent.parent / "content" / "frameworks"

FRAMEWORK = ("code", "title", "edition", "setting", "publisher", "published_on", "licence", "official_form", "sources", "areas")
STATEMENT = ("code", "text", "answered_by", "unit", "threshold", "sources")
STATEMENT_OPTIONAL = ("indicator", "year_groups", "questions", "changed", "new_in", "unconfirmed")


def _share(value: Value) -> Fraction:
    try:
        share = Fraction(value.text())
    except (ValueError, ZeroDivisionError) as error:
        raise value.broken(f'{value.name} must be a share in quotes, such as "0.91"') from error
    if not 0 < share <= 1:
        raise value.broken(f"{value.name} must be above 0 and at most 1")
    return share


def _band(value: Value) -> Band:
    fields = value.fields(("from", "words"), ("unconfirmed",))
    return Band(fields["from"].number(), fields["words"].text(), nodes.optional_text(fields, "unconfirmed"))


def _official_form(value: Value) -> OfficialForm:
    fields = value.fields(("name", "almost_all", "unconfirmed", "bands"))
    bands = tuple(_band(item) for item in fields["bands"].items())
    starts = [band.start for band in bands]
    if starts != sorted(set(starts)) or starts[0] != 1 or starts[-1] > 99:
        raise fields["bands"].broken("bands must begin at 1 and rise, none above 99; none and all need no band")
    return OfficialForm(fields["name"].text(), _share(fields["almost_all"]), fields["unconfirmed"].text(), bands)


def _source(value: Value) -> Source:
    fields = value.fields(("code", "url"))
    url = fields["url"].text()
    if not url.startswith(("https://", "http://")):
        raise fields["url"].broken(f"url {url!r} is not a web address")
    return Source(fields["code"].text(), url)


def _year_group(value: Value) -> int:
    number = value.number()
    if number not in YEAR_GROUPS:
        raise value.broken(f"Year {number} is not one of Years 7 to 13")
    return number


def _indicator(fields: dict[str, Value], known: Collection[str] | None) -> str | None:
    answered_by = fields["answered_by"].one_of(ANSWERED_BY)
    if "indicator" not in fields:
        if answered_by != "judgement":
            raise fields["answered_by"].broken(f"answered by {answered_by}, but no indicator is named")
        return None
    indicator = fields["indicator"].text()
    if answered_by == "judgement":
        raise fields["indicator"].broken("answered by judgement, so no indicator may be named")
    if fields["unit"].one_of(UNITS) == "institution":
        raise fields["unit"].broken("a figure counts students, leavers or subjects, not the institution")
    if known is not None and indicator not in known:
        raise fields["indicator"].broken(f"unknown indicator {indicator!r}")
    return indicator


def _statement(value: Value, area: str, sources: Collection[str], known: Collection[str] | None) -> Statement:
    fields = value.fields(STATEMENT, STATEMENT_OPTIONAL)
    code = fields["code"].text()
    if not code.startswith(f"{area}."):
        raise fields["code"].broken(f"code {code!r} does not begin with the code of its area, {area!r}")
    for item in fields["sources"].items():
        item.one_of(tuple(sources))
    questions = fields["questions"].fields((), VOICES) if "questions" in fields else {}
    return Statement(
        code=code,
        text=fields["text"].text(),
        answered_by=fields["answered_by"].text(),
        unit=fields["unit"].one_of(UNITS),
        threshold=fields["threshold"].text(),
        sources=nodes.texts(fields, "sources"),
        indicator=_indicator(fields, known),
        year_groups=nodes.distinct(fields["year_groups"].items(), _year_group) if "year_groups" in fields else (),
        questions=tuple((voice, question.text()) for voice, question in questions.items()),
        changed=nodes.optional_text(fields, "changed"),
        new_in=nodes.optional_text(fields, "new_in"),
        unconfirmed=nodes.optional_text(fields, "unconfirmed"),
    )


def _area(value: Value, sources: Collection[str], known: Collection[str] | None) -> Area:
    fields = value.fields(("code", "title", "summary", "statements"), ("notes",))
    code = fields["code"].text()
    statements = tuple(_statement(item, code, sources, known) for item in fields["statements"].items())
    return Area(code, fields["title"].text(), fields["summary"].text(), statements, nodes.texts(fields, "notes"))


def _unique(fields: dict[str, Value]) -> None:
    """Area codes, statement codes and indicators: each once in the file. Raises at the second."""
    areas = [item.fields(("code", "title", "summary", "statements"), ("notes",)) for item in fields["areas"].items()]
    written = [item.fields(STATEMENT, STATEMENT_OPTIONAL) for area in areas for item in area["statements"].items()]
    nodes.distinct(tuple(area["code"] for area in areas))
    nodes.distinct(tuple(statement["code"] for statement in written))
    nodes.distinct(tuple(statement["indicator"] for statement in written if "indicator" in statement))


def load_framework(path: Path, known_indicators: Collection[str] | None = None) -> Framework:
    """The framework in ``path``, whose name must be its code.

    With ``known_indicators`` every indicator named must be one of them. Raises ``BrokenContent`` with file, line and
    reason at the first mistake: a broken file is never half read.
    """
    fields = nodes.read(path, "framework").fields(FRAMEWORK, ("in_force", "notes"))
    code = fields["code"].text()
    if code != path.stem:
        raise fields["code"].broken(f"code {code!r} is not the name of the file")
    in_force = fields["in_force"].fields((), ("from", "until")) if "in_force" in fields else {}
    start, end = (in_force[key].day() if key in in_force else None for key in ("from", "until"))
    if start and end and end < start:
        raise in_force["until"].broken("in force until a day before it begins")
    sources = tuple(_source(item) for item in fields["sources"].items())
    codes = nodes.distinct(tuple(item.fields(("code", "url"))["code"] for item in fields["sources"].items()))
    areas = tuple(_area(item, codes, known_indicators) for item in fields["areas"].items())
    _unique(fields)
    return Framework(
        code=code,
        title=fields["title"].text(),
        edition=fields["edition"].text(),
        setting=fields["setting"].one_of(SETTINGS),
        publisher=fields["publisher"].text(),
        published_on=fields["published_on"].text(),
        in_force_from=start,
        in_force_until=end,
        licence=fields["licence"].text(),
        official_form=_official_form(fields["official_form"]),
        sources=sources,
        areas=areas,
        notes=nodes.texts(fields, "notes"),
    )


@cache
def frameworks() -> dict[str, Framework]:
    """Every framework that ships with the program, by code; read once."""
    return {path.stem: load_framework(path) for path in sorted(FOLDER.glob("*.yaml"))}


def framework(code: str) -> Framework:
    """The framework called ``code``. Raises ``Refused`` with a sentence that names those there are."""
    found = frameworks().get(code)
    if found is None:
        raise Refused(f"There is no framework called {code!r}. There are: {', '.join(frameworks())}.")
    return found
