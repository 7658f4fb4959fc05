"""A small invented framework, as text and as parsed, for the tests of this folder."""

from pathlib import Path

from chalkface.frameworks.load import load_framework
from chalkface.frameworks.model import Framework

TEXT = """\
code: small-2030
title: The Small Framework
edition: First
setting: school
publisher: Nobody
published_on: "2030"
in_force:
  from: 2030-09-01
  until: 2031-08-31
licence: Free.
official_form:
  name: The form
  almost_all: "0.91"
  unconfirmed: Invented.
  bands:
    - {from: 1, words: few}
    - {from: 51, words: most, unconfirmed: A guess.}
    - {from: 91, words: almost all}
sources:
  - {code: page, url: "https://example.org/page"}
areas:
  - code: "1"
    title: Whole school
    summary: What the school does.
    notes:
      - A note.
    statements:
      - code: "1.1"
        text: You have a plan.
        answered_by: judgement
        unit: institution
        threshold: in place
        sources: [page]
        questions:
          leader: Where is it?
  - code: "2"
    title: By 16
    summary: What everybody has had by 16.
    statements:
      - code: "2.1"
        text: Everybody in Year 11 has had guidance.
        answered_by: figure
        indicator: guidance-by-16
        unit: students
        year_groups: [11]
        threshold: one
        sources: [page]
      - code: "2.2"
        text: Every subject is linked.
        answered_by: both
        indicator: subjects-linked-to-careers
        unit: subjects
        year_groups: [7, 8, 9, 10, 11, 12, 13]
        threshold: every one
        sources: [page]
        unconfirmed: A reading.
  - code: "3"
    title: By 18
    summary: What everybody has had by 18.
    statements:
      - code: "3.1"
        text: Everybody in Year 13 has had guidance.
        answered_by: figure
        indicator: guidance-by-18
        unit: students
        year_groups: [13]
        threshold: one
        sources: [page]
"""


def write(folder: Path, text: str = TEXT, name: str = "small-2030") -> Path:
    """The text as a file of that name in the folder."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def small(folder: Path) -> Framework:
    """The small framework, parsed."""
    return load_framework(write(folder))


def line_of(text: str, part: str) -> int:
    """The line, from 1, on which ``part`` first stands."""
    return text[: text.index(part)].count("\n") + 1
