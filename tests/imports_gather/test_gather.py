"""Figures of many schools from their exchange folders and zips, compared with the slow and obvious oracle."""

import csv
import zipfile
from datetime import date
from pathlib import Path

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.formats.exchange.tables import FILES, heading
from chalkface.imports.gather import figures_of_schools
from chalkface.indicators.kinds import EVERY_GROUP
from tests.engines import oracle
from tests.engines.random_schools import RandomSchool

DAY = date(2026, 5, 1)
FILLER = {"legal_forename": "Invented", "legal_surname": "Person", "name": "Invented", "title": "Invented", "what": "Something"}


def school(seed: int) -> dict[str, list[dict[str, str]]]:
    """A random school as a file can hold it, looked at on one day."""
    made = RandomSchool(seed, day=DAY)
    for student in made.files["students"]:
        student["ethnicity"] = {"wbri": "WBRI", "REFU": "REFU"}.get(student["ethnicity"], student["ethnicity"])
    for row in made.files.get("destinations", ()):
        row["ukprn"] = row["ukprn"] if len(row["ukprn"]) == 8 else ""
    return made.files


def write(folder: Path, files: dict[str, list[dict[str, str]]], urn: str) -> Path:
    """The folder of an exchange: all headings, and something in every cell that must be filled."""
    folder.mkdir()
    own = {
        "manifest": [{"property": "chalkface-exchange", "value": "1"}],
        "school": [{"urn": urn, "name": "Invented"}],
    }
    for stem, file in FILES.items():
        if stem not in {**own, **files}:
            continue
        names = [heading(column) for column in file.columns]
        must = {heading(column) for column in file.columns if column.required}
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, names)
            writer.writeheader()
            for row in {**own, **files}[stem]:
                writer.writerow({name: row.get(name, FILLER.get(name, "") if name in must else "") for name in names})
    return folder


def as_zip(folder: Path) -> Path:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    return target


def test_every_figure_of_every_school_is_the_oracles(tmp_path: Path) -> None:
    schools = {f"10000{number}": school(number) for number in range(3, 9)}
    paths = [write(tmp_path / urn, files, urn) for urn, files in schools.items()]
    paths[1] = as_zip(paths[1])
    found: dict[str, dict] = {urn: {} for urn in schools}
    for figure in figures_of_schools(paths, on=DAY, by=EVERY_GROUP):
        group = dict(figure.group)
        urn = group.pop("school")
        ((name, value),) = group.items() or [("", "")]
        found[urn][figure.indicator, name, value] = (figure.numerator, figure.denominator)
    for urn, files in schools.items():
        assert found[urn] == oracle.figures(oracle.School(files, DAY)), urn


def test_only_what_is_asked_for_is_given(tmp_path: Path) -> None:
    path = write(tmp_path / "one", school(3), "100003")
    made = figures_of_schools([path], on=DAY, ids=["neet-at-16", "guidance-by-16"])
    assert [(figure.indicator, figure.group) for figure in made] == [
        ("neet-at-16", {"school": "100003"}),
        ("guidance-by-16", {"school": "100003"}),
    ]


def test_a_school_given_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "one", school(3), "100003")
    with pytest.raises(Refused, match="URN 100003, which was given already"):
        figures_of_schools([path, path], on=DAY)


def test_a_fault_is_refused_with_its_place(tmp_path: Path) -> None:
    files = school(3)
    files["enrolments"][0]["year_group"] = "14"
    files["enrolments"].append({"student_id": "nobody", "academic_year": "2025", "year_group": "9"})
    path = write(tmp_path / "one", files, "100003")
    with pytest.raises(Refused, match=r"“one” has 2 faults.*enrolments.csv row 2, year_group"):
        figures_of_schools([path], on=DAY)
