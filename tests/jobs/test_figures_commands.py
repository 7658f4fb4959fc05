"""``figures``, ``review`` and ``missing``: the documents that other programs read, and how they refuse."""

import csv
import json
from datetime import date

import pytest

from chalkface.config.cli import main
from chalkface.imports.example_school.build import example_school
from chalkface.indicators.catalogue import indicators
from tests.cast import DAY

pytestmark = pytest.mark.django_db
ON = ["--school", "school-a", "--on", DAY.isoformat()]


def printed(capsys, *words: str) -> object:
    assert main([*words, "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return json.loads(output.out)


def test_figures_are_exact_and_broken_down_as_asked(school_a, capsys):
    found = printed(capsys, "figures", *ON, "--indicator", "employer-encounter-this-year", "--by", "sex", "--by", "year_group")
    assert [one["group"] for one in found] == [{}, {"sex": "F"}, {"year_group": 9}]
    assert found[0] == {
        "indicator": "employer-encounter-this-year",
        "on": "2026-03-20",
        "group": {},
        "numerator": 1,
        "denominator": 2,
        "value": 0.5,
        "interval": pytest.approx([0.0945312, 0.9054688], abs=1e-6),
    }


def test_figures_of_all_indicators_give_null_for_nobody(school_a, capsys):
    found = {one["indicator"]: one for one in printed(capsys, "figures", *ON) if not one["group"]}
    assert set(found) == {one.id for one in indicators()}
    nobody = found["guidance-by-16"]
    assert (nobody["numerator"], nobody["denominator"], nobody["value"], nobody["interval"]) == (0, 0, None, None)


def test_the_leaving_year_can_be_chosen(school_a, capsys):
    plain = printed(capsys, "figures", *ON, "--indicator", "apprenticeship-at-16", "--year", "2020")
    assert plain[0]["denominator"] == 0


def test_figures_for_reading_are_lines_of_words(school_a, capsys):
    assert main(["figures", *ON, "--indicator", "employer-encounter-this-year"]) == 0
    assert capsys.readouterr().out == "employer-encounter-this-year: 1 of 2 (50%)\n"


def test_the_review_is_printed_as_a_document_and_as_words(school_a, capsys):
    document = printed(capsys, "review", *ON, "--framework", "gatsby-2025")
    assert document["framework"] == "gatsby-2025" and document["on"] == "2026-03-20"
    assert document["statements_met"] == 0 and document["statements_total"] == 32
    assert main(["review", *ON, "--framework", "gatsby-2025"]) == 0
    assert "0 of 8 benchmarks met; 0 of 32 statements met" in capsys.readouterr().out


def test_missing_names_the_students_behind_a_gap(school_a, capsys):
    other = school_a.rows["other_student"]
    assert printed(capsys, "missing", *ON, "--indicator", "employer-encounter-this-year") == [
        {"student_id": other.key, "name": other.name}
    ]
    student = {"student_id": school_a.rows["student"].key, "name": school_a.rows["student"].name}
    actions = printed(capsys, "missing", *ON, "--indicator", "agreed-actions-closed")
    assert actions == [{"action_id": key} | student for key in ("zqaactionkey", "zqaagreedkey")]
    assert printed(capsys, "missing", *ON, "--indicator", "subjects-linked-to-careers") == [
        {"year_group": 9, "subject": "zqataughtsubject"}
    ]


def test_many_schools_are_counted_from_their_files_with_the_school_in_the_group(tmp_path, capsys):
    day = date(2026, 3, 20)
    for name, seed, urn in (("one", 1, "999101"), ("two", 2, "999102")):
        files = example_school(seed, day)
        files["school"][0]["urn"] = urn
        for stem, rows in files.items():
            path = tmp_path / name / f"{stem}.csv"
            path.parent.mkdir(exist_ok=True)
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    words = ["--exchange", str(tmp_path / "one"), str(tmp_path / "two"), "--on", "2026-03-20", "--by", "sex"]
    found = printed(capsys, "figures", *words, "--indicator", "guidance-by-16")
    assert [one["group"] for one in found if len(one["group"]) == 1] == [{"school": "999101"}, {"school": "999102"}]
    assert {one["group"].get("sex") for one in found} >= {"F", "M"}
    assert all(0 < one["numerator"] < one["denominator"] for one in found)


def test_spark_is_named_as_what_it_needs(tmp_path, capsys):
    assert main(["figures", "--exchange", str(tmp_path), "--engine", "spark"]) == 1
    assert "cluster" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["figures", "--school", "nowhere"],
        ["figures", *ON, "--indicator", "guidance-by-17"],
        ["figures", *ON, "--by", "house"],
        ["figures", "--school", "school-a", "--on", "yesterday"],
        ["figures", "--school", "school-a", "--on", "0001-01-01"],
        ["figures", *ON, "--year", "99999999999"],
        ["figures", "--exchange", "nowhere-at-all"],
        ["review", *ON, "--framework", "gatsby-1914"],
        ["missing", *ON, "--indicator", "none"],
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(school_a, capsys, words):
    assert main(words) == 1
    output = capsys.readouterr()
    assert output.out == "" and output.err.strip() and "Traceback" not in output.err
