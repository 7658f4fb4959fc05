"""The history is uneven in the ways it was meant to be: strong here, weak there, with the same students missed again."""

from datetime import date

import pytest

from chalkface.core.years import academic_year_of
from tests.example_school.conftest import made
from tests.example_school.shares import Counted

EDUCATION_OR_WORK = {
    "school_sixth_form", "sixth_form_college", "further_education", "higher_education", "supported_internship",
    "other_education", "apprenticeship",
}  # fmt: skip
LATE = [(1, "2021-06-30"), (2, "2026-07-10"), (3, "2040-07-20"), (1, "2026-07-10")]
AUTUMN = [(1, "2026-11-24"), (2, "2026-11-24"), (1, "2031-12-01")]
EMPLOYERS_BY_JULY = {7: (0.1, 0.45), 8: (0.85, 1), 9: (0.8, 1), 10: (0.85, 1), 11: (0.5, 0.85), 12: (0.15, 0.45)}
WORK, MARKET = "workplace_experience", "labour_market_information"


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _between(low: float, value: float, high: float) -> None:
    assert low <= value <= high


@pytest.mark.parametrize(("seed", "day"), LATE)
def test_by_the_end_of_the_year(seed: int, day: str) -> None:
    counted = made(seed, day)
    for group, (low, high) in EMPLOYERS_BY_JULY.items():
        _between(low, counted.share("employer_encounter", group, this_year=True), high)
    _between(0.9, counted.guided(11, *range(7, 12)), 0.99)
    _between(0.88, counted.guided(13, 12, 13), 0.99)
    _between(0.35, counted.subjects_linked(), 0.65)
    _between(0.6, counted.share(WORK, 11, *range(7, 12)), 0.97)
    _between(0.35, counted.share(WORK, 13, 12, 13), 0.8)
    _between(0.4, counted.provider_access(8), 0.85)
    _between(0.05, counted.provider_access(10), 0.4)
    _between(0.45, counted.actions_closed(), 0.7)


@pytest.mark.parametrize(("seed", "day"), AUTUMN)
def test_in_the_autumn(seed: int, day: str) -> None:
    counted = made(seed, day)
    assert 25 <= len(counted.without_approved_provider()) <= 60
    _between(0.91, counted.guided(11, *range(7, 12)), 0.99)
    _between(0.91, counted.guided(13, 12, 13), 0.99)
    assert counted.aspirations(11) > 0.75 > 0.1 > counted.aspirations(7)
    assert counted.share("employer_encounter", 8, this_year=True) > 0.75
    assert counted.share("employer_encounter", 12, this_year=True) < 0.35
    assert counted.share("employer_encounter", 12, this_year=True, meaningful=True) < 0.1


KEY_STAGES = {7: (7, 8, 9), 8: (7, 8, 9), 9: (7, 8, 9), 10: (10, 11), 11: (10, 11), 12: (12, 13), 13: (12, 13)}


@pytest.mark.parametrize("day", ["2026-10-15", "2027-02-10", "2031-12-01"])
def test_from_this_october_on_nobody_is_without_labour_market_information(day: str) -> None:
    counted = made(1, day)
    assert all(counted.share(MARKET, group, *stage) == 1 for group, stage in KEY_STAGES.items())
    again = [key for key, row in counted.activity.items() if row["title"].endswith("(repeated)")]
    seen = {row["attended"] for row in counted.school["participations"] if row["activity_id"] in again}
    assert len(again) >= 7 and seen == {"true"}, "who missed it, and each newcomer, had it later"


def test_labour_market_information_reached_fewer_in_the_years_before() -> None:
    before = Counted(made(1, "2026-11-24").school, date(2026, 7, 10))
    assert 0.5 < before.share(MARKET, 7, 7) < 0.8 and before.share(MARKET, 12, 12) < 0.7


def test_in_early_september_hardly_anything_has_happened() -> None:
    counted = made(1, "2025-09-04")
    assert all(counted.share("employer_encounter", group, this_year=True) == 0 for group in range(7, 14))
    assert counted.share(WORK, 11, *range(7, 12)) > 0.6, "the years before are remembered"
    assert any(row["attended"] == "" for row in counted.school["participations"]), "registers of the weeks ahead are open"


@pytest.mark.parametrize(("seed", "day"), AUTUMN)
def test_the_missed_are_often_the_same_and_often_disadvantaged(seed: int, day: str) -> None:
    counted = made(seed, day)
    premium = {key for key, row in counted.student.items() if row["pupil_premium"] == "true"}
    marks: dict[str, list[bool]] = {}
    for row in counted.school["participations"]:
        if row["attended"]:
            marks.setdefault(row["student_id"], []).append(row["attended"] == "true")
    missing = {key: 1 - _mean([float(mark) for mark in found]) for key, found in marks.items() if len(found) >= 8}
    theirs, others = ([v for k, v in missing.items() if (k in premium) is wanted] for wanted in (True, False))
    assert _mean(theirs) > 1.3 * _mean(others)
    worst = sorted(missing.values(), reverse=True)[: len(missing) // 10]
    assert sum(worst) > 0.3 * sum(missing.values())


def test_missing_providers_weighs_on_the_disadvantaged() -> None:
    """Over several schools, since one year group has few of them."""
    missed, premium, all_premium, everyone = 0, 0, 0, 0
    for seed in range(1, 6):
        counted = made(seed, "2026-11-24")
        without, members = counted.without_approved_provider(), counted.on_roll(11)
        missed, everyone = missed + len(without), everyone + len(members)
        premium += sum(counted.student[key]["pupil_premium"] == "true" for key in without)
        all_premium += sum(counted.student[key]["pupil_premium"] == "true" for key in members)
    assert premium / missed > 1.15 * all_premium / everyone


def _trend(stage: int, route: str) -> tuple[float, float]:
    """Mean share of a route among the leavers of the two oldest and of the two newest finished years, over three schools."""

    def share(ago: int) -> float:
        rows = [row for seed in (1, 2, 3) for row in made(seed, "2026-11-24").destinations(stage, ago)]
        return sum(row["route"] == route or (route == "unknown" and not row["route"]) for row in rows) / len(rows)

    return _mean([share(5), share(4)]), _mean([share(2), share(1)])


def test_destinations_improve_over_the_years() -> None:
    for stage, low, high in ((16, 0.01, 0.1), (18, 0.04, 0.18)):
        before, after = _trend(stage, "apprenticeship")
        assert low < before < after < high
        lost_before, lost_after = _trend(stage, "unknown")
        assert 0.15 > lost_before > lost_after > 0.005
    before, after = _trend(18, "higher_education")
    assert 0.4 < after < 0.7


def _level_3(counted: Counted, ago: int) -> float:
    rows = counted.destinations(16, ago)
    return sum(row["level"] == "3" and row["route"] in EDUCATION_OR_WORK for row in rows) / len(rows)


def test_more_take_level_3_programmes() -> None:
    schools = [made(seed, "2026-11-24") for seed in (1, 2, 3)]
    before = _mean([_level_3(school, ago) for school in schools for ago in (5, 4)])
    after = _mean([_level_3(school, ago) for school in schools for ago in (2, 1)])
    assert 0.6 < before < after < 0.85


def test_a_few_go_to_universities_counted_by_number() -> None:
    numbers = [
        row["ukprn"] for seed in (1, 2, 3) for ago in range(1, 6) for row in made(seed, "2026-11-24").destinations(18, ago)
    ]
    assert 0.05 < sum(bool(number) for number in numbers) / len(numbers) < 0.2
    assert 3 <= sum(number in ("10007774", "10007788") for number in numbers) <= 40


def test_nobody_went_to_a_workplace_four_years_ago() -> None:
    held = [row["starts_on"] for row in made(1, "2026-07-10").activity.values() if row["kind"] == WORK]
    years = {academic_year_of(date.fromisoformat(start)) for start in held}
    assert years == {2020, 2022, 2023, 2024, 2025}


def test_judgements_do_not_always_agree() -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for row in made(1, "2026-11-24").school["judgements"]:
        said.setdefault((row["statement"], row["judged_on"][:4]), set()).add(row["level"])
    assert sum(len(levels) > 1 for levels in said.values()) >= 8
