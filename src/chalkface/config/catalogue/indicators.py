"""``indicators.md``: who is counted, what they must have, what to know, and the example that proves it."""

from inspect import cleandoc

from chalkface.config.catalogue.text import bullets, code, document, table
from chalkface.core.words import day_words
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.kinds import Share
from chalkface.indicators.words import among_words, having, meaning

LEAD = (
    "Every figure Chalkface counts. A share is a numerator over a denominator, both always shown. Who may see the names "
    "behind it, and when a small number is hidden, is decided elsewhere and alike for all of them."
)


def page() -> str:
    index = table(
        ("indicator", "title", "gives evidence for"),
        ((f"[{one.id}](#{one.id})", one.title, ", ".join(one.serves) or one.purpose) for one in indicators()),
    )
    return document("Indicators", LEAD, [index, *(_part(one) for one in indicators())])


def _part(one: Share) -> str:
    facts = [
        ("Title", f"{one.title}."),
        ("Who is counted", f"{among_words(one)}."),
        ("In the numerator", f"those who {having(one)}."),
        ("In full", meaning(one)),
        ("Why", one.why),
        ("To know", one.caveats),
        ("Better", f"{one.better}."),
        ("Broken down by", ", ".join(group.replace("_", " ") for group in one.by)),
        ("Gives evidence for", ", ".join(one.serves)),
        ("Purpose", one.purpose),
    ]
    return "\n\n".join([f"## {one.id}", bullets(facts), _example(one)])


def _example(one: Share) -> str:
    example = one.example
    leavers = f", leavers of {example.leaving_year}" if example.leaving_year is not None else ""
    drawn = "\n\n".join(f"{name}\n{_indented(rows)}" for name, rows in example.rows.items())
    asked = f"On {day_words(example.on)}{leavers}, this school gives **{example.numerator} of {example.denominator}**:"
    return f"{asked}\n\n{code(drawn)}"


def _indented(rows: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in cleandoc(rows).splitlines())
