"""The register of duties: each once, each with a strength, a source and whom it binds; and nothing ever taken out of it."""

from datetime import date
from importlib.resources import files

import pytest
import yaml

from chalkface.core.duties import KINDS, STRENGTHS, duties, duties_for, duty, read_register
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.indicators.catalogue import indicators

ON = date(2026, 3, 20)
# Every code that was ever given out. A new duty is added at the end; none is taken out or used again (give it "until").
GIVEN_OUT = tuple(f"SG-{number:02d}" for number in range(1, 24))
STRENGTH_OF_LAW = ("SG-01", "SG-02", "SG-03", "SG-05", "SG-06", "SG-07", "SG-08", "SG-09", "SG-17", "SG-18", "SG-22")

GOOD = """
sources:
  act: {title: The Act, url: "https://law.example/act"}
duties:
  - code: X-01
    title: Something
    area: guidance
    who: The school
    what: Does it.
    when: always
    strength: must
    kinds: [school]
    source: act
    where: section 1
    confirmation: C
    check_months: 12
    evidence: a minute
"""


def test_no_code_that_was_given_out_is_gone():
    assert tuple(duties())[: len(GIVEN_OUT)] == GIVEN_OUT


def test_every_duty_says_who_what_when_and_where_it_comes_from():
    for one in duties().values():
        assert all((one.title, one.who, one.what, one.when, one.where, one.evidence, one.area)), one.code
        assert one.source_address.startswith(("https://", "http://")) and one.source, one.code
        assert one.strength in STRENGTHS and set(one.kinds) <= set(KINDS) and one.kinds, one.code
        assert one.what.endswith(".") and one.what[0].isupper(), one.code  # read after who it binds


def test_the_law_is_never_called_less_than_must():
    assert tuple(code for code, one in duties().items() if one.strength == "must") == STRENGTH_OF_LAW


def test_what_was_not_read_at_its_source_says_so():
    second_hand = [one for one in duties().values() if one.confirmation != "C"]
    assert second_hand and all("check" in one.unconfirmed for one in second_hand)
    assert not any(one.unconfirmed for one in duties().values() if one.confirmation == "C")


def test_figures_and_statements_that_a_duty_names_exist():
    for one in duties().values():
        assert set(one.indicators) <= {known.id for known in indicators()}, one.code
        if one.statement:
            framework, _, statement = one.statement.partition(":")
            assert statement in frameworks()[framework].statements, one.code


def test_each_kind_of_school_has_its_own_duties():
    assert {one.code for one in duties_for("college", ON)} == {"SG-04", "SG-18", "SG-21", "SG-22"}
    assert [one.code for one in duties_for("school", ON)] == [code for code in GIVEN_OUT if code != "SG-22"]
    assert duties_for("special", ON) == duties_for("school", ON)


def test_the_date_on_the_website_is_one_duty():
    assert [code for code, one in duties().items() if one.names_a_date] == ["SG-08"]


def test_a_duty_that_no_longer_holds_is_kept_and_asked_of_nobody(monkeypatch):
    (ended,) = read_register("x.yaml", GOOD.replace("evidence:", "until: 2026-03-19\n    evidence:"))
    monkeypatch.setattr("chalkface.core.duties.duties", lambda: {"X-01": ended})
    assert duties_for("school", date(2026, 3, 19)) == (ended,)
    assert duties_for("school", ON) == ()


def test_a_good_entry_is_read():
    (one,) = read_register("x.yaml", GOOD)
    assert (one.code, one.kinds, one.source, one.indicators) == ("X-01", ("school",), "The Act", ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("strength: must", "strength: perhaps"), "strength 'perhaps' is not one of"),
        (("strength: must", "strength:"), "strength is missing"),
        (("source: act", "source: hearsay"), "source 'hearsay' is not one of"),
        (("confirmation: C", "confirmation: D"), "confirmation 'D'"),
        (("kinds: [school]", "kinds: [nursery]"), "kind 'nursery'"),
        (("kinds: [school]", "kinds: []"), "kinds is missing"),
        (("check_months: 12", "check_months: 99"), "check_months must be"),
        (("evidence: a minute", "proof: a minute"), "proof is not known"),
    ],
)
def test_an_entry_that_is_wrong_is_refused_by_file_and_code(change, said):
    with pytest.raises(ValueError, match=r"^x\.yaml: X-01: ") as refused:
        read_register("x.yaml", GOOD.replace(*change))
    assert said in str(refused.value)


def test_a_code_is_written_once_in_all_registers():
    found = []
    for file in files("chalkface.content").joinpath("duties").iterdir():
        found += [entry["code"] for entry in yaml.safe_load(file.read_text("utf-8"))["duties"]]
    assert sorted(found) == sorted(set(found)) == sorted(duties())


def test_an_unknown_duty_is_refused_in_words():
    with pytest.raises(Refused, match="no duty 'SG-99'"):
        duty("SG-99")
