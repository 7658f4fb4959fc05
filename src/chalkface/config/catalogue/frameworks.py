"""``frameworks.md``: every statement of every framework, what answers it and from when it counts as met."""

from chalkface.config.catalogue.text import bullets, document, paragraph, table
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import Area, Framework, Statement

LEAD = (
    "What a school can be measured against. The statements are our own words, keyed by the owner's numbers; where our "
    "reading has not been checked against the owner's text, the last column says so."
)


def page() -> str:
    return document("Frameworks", LEAD, [_part(one) for one in frameworks().values()])


def _part(one: Framework) -> str:
    facts = [
        ("Edition", f"{one.edition}, for: {one.setting}."),
        ("Published", f"by {one.publisher}, {one.published_on}."),
        ("In force", _in_force(one)),
        ("Licence", one.licence),
        ("Official form", f"{one.official_form.name}. {one.official_form.unconfirmed}"),
    ]
    return "\n\n".join([f"## {one.code}", paragraph(f"{one.title}."), bullets(facts), *(_area(area) for area in one.areas)])


def _in_force(one: Framework) -> str:
    begins = f"from {one.in_force_from}" if one.in_force_from else ""
    ends = f"until {one.in_force_until}" if one.in_force_until else ""
    return " ".join(filter(None, (begins, ends)))


def _area(area: Area) -> str:
    rows = [_row(statement) for statement in area.statements]
    heads = ("code", "in our words", "answered by", "indicator", "met when", "unconfirmed")
    return "\n\n".join([f"### {area.code}. {area.title}", paragraph(area.summary), table(heads, rows)])


def _row(one: Statement) -> tuple[str, ...]:
    indicator = f"[{one.indicator}](indicators.md#{one.indicator})" if one.indicator else ""
    return (one.code, one.text, one.answered_by, indicator, one.threshold, one.unconfirmed)
