"""Awards as content: what a file may say, what is refused with its line, and that every name of evidence is answered."""

from datetime import date

import pytest
import yaml

from chalkface.core.awards import CONFIRMATION, KINDS, Body, award, awards, read_award
from chalkface.core.errors import Refused

SMALL = """
title: A small award
kind: award
about: For a test.
edition: The first
confirmation: H
notes: [Read it first.]
lasts_months: 24
sources:
  - {title: Nobody, url: "https://example.org/"}
bodies:
  - {code: one, title: One, confirmation: C, from: 2020-01-01, until: 2024-12-31}
states:
  - {code: given, title: Given, means: "It is given.", runs_out: true}
criteria:
  - {code: A1, title: First, asks: "Is it there?", confirmation: S, evidence: ["duty:SG-04", "papers:strategic-plan"]}
  - {code: A2, title: Second, asks: "Is that too?", confirmation: C, evidence: ["papers:strategic-plan"]}
"""


def changed(*path, value) -> str:
    """The small award with one value other than it should be; None takes the key out."""
    written = yaml.safe_load(SMALL)
    place = written
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return yaml.safe_dump(written, sort_keys=False)


def test_a_file_is_read_whole():
    one = read_award("small", SMALL)
    assert (one.code, one.kind, one.lasts_months) == ("small", "award", 24)
    assert one.bodies == (Body("one", "One", "C", date(2020, 1, 1), date(2024, 12, 31)),)
    assert one.state("given").runs_out and one.state("gone") is None
    assert one.papers == ("strategic-plan",)
    assert one.criterion("A1").unconfirmed and not one.criterion("A2").unconfirmed
    with pytest.raises(Refused, match="has no criterion A9"):
        one.criterion("A9")


def test_a_body_gives_between_its_days_and_always_where_none_is_known():
    (body,) = read_award("small", SMALL).bodies
    assert body.gives_on(date(2020, 1, 1)) and body.gives_on(date(2024, 12, 31))
    assert not body.gives_on(date(2019, 12, 31)) and not body.gives_on(date(2025, 1, 1))
    assert Body("two", "Two", "U").gives_on(date(1900, 1, 1))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("title",), None, "title is missing"),
        (("kind",), "prize", "kind is not one of award, review, view"),
        (("confirmation",), "X", "confirmation is not one of"),
        (("lasts_months",), 61, "lasts_months must be from 1 to 60"),
        (("lasts_months",), "36", "lasts_months is not a whole number"),
        (("colour",), "blue", "colour is not known"),
        (("bodies", 0, "from"), "2020", "from is not a day"),
        (("states", 0, "runs_out"), "yes", "runs_out is not true or false"),
        (("criteria", 0, "code"), "a-1", "the code 'a-1' is not of the form"),
        (("criteria", 1, "code"), "A1", "criteria: A1 is there twice"),
        (("criteria", 0, "evidence"), ["duty SG-04"], "the evidence 'duty SG-04' is not written kind:code"),
        (("criteria", 0, "confirmation"), "Q", "confirmation is not one of"),
        (("notes",), ["A note", {"It says": "this"}], "put it in quotation marks"),
        (("sources", 0), "https://example.org/", "each of sources has a title and a url"),
    ],
)
def test_a_mistake_is_said_by_file_and_what_is_wrong(path, value, said):
    with pytest.raises(ValueError, match="small.yaml: ") as raised:
        read_award("small", changed(*path, value=value))
    assert said in str(raised.value)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(ValueError) as raised:
        read_award("small", SMALL.replace("kind: award", "kind: prize").replace("title: First", "name: First"))
    assert "kind is not one of" in str(raised.value) and "title is missing" in str(raised.value)


def test_awards_come_first_then_reviews_then_views():
    kinds = [one.kind for one in awards().values()]
    assert kinds == sorted(kinds, key=KINDS.index) and set(kinds) == set(KINDS)


def test_the_national_standard_has_its_eight_areas_each_with_what_was_read_of_it():
    one = award("quality-in-careers")
    assert [each.code for each in one.criteria] == [f"QC-{number}" for number in range(1, 9)]
    # Five areas were read in others' accounts; the last three are grouped by us.
    assert [each.confirmation for each in one.criteria] == ["S"] * 5 + ["H"] * 3
    assert one.lasts_months == 36 and one.unconfirmed == CONFIRMATION["S"]
    assert {body.code for body in one.bodies if body.unconfirmed} >= {"complete-careers", "ck-careers", "positive-steps"}


def test_an_award_that_there_is_not_is_refused():
    with pytest.raises(Refused, match="no award or review called medal"):
        award("medal")
