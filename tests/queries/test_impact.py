"""Where leavers went: the routes add up, equal the indicators, hide what is small, and say no more than the numbers do."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Table, is_small
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.impact import LEFT_OUT, STAGES, UNKNOWN, parts, route_table, stages
from chalkface.core.published_measures import measures
from chalkface.core.statistics import cochran_armitage, p_words
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.figure import figures
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.queries import counting, leavers
from chalkface.queries.impact import MeasureOverYears, impact, leavers_by_group
from chalkface.queries.keeping import forget
from chalkface.queries.leaver_groups import Beside, Part
from chalkface.queries.leavers import exact_leavers, leavers_let_out, sums_of, wholes_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.core.attacker import Attacker
from tests.queries.conftest import DAY
from tests.queries.loading import load_school

pytestmark = pytest.mark.django_db
YEARS = [2019, 2020, 2021, 2022, 2023, 2024]
LEAVER = {"sex": "F", "pupil_premium": "true", "sen_provision": "N"}


def access_of(school, role: str = "careers_leader", on: date = DAY) -> Access:
    return Access(school.pk, role, on)


def a_school(*records: list[dict[str, str]], year: int = 2024, urn: str = "999077", stage: int = 16):
    """One leaver for each list of destination records."""
    files = {
        "school": [{"name": "Holm School", "low_year": "7", "high_year": "13"}],
        "students": [],
        "enrolments": [],
        "destinations": [],
    }
    for number, of_one in enumerate(records):
        key = f"s{number}"
        files["students"].append({"student_id": key, "legal_forename": "Ash", "legal_surname": f"Holm{number}", **LEAVER})
        group = "11" if stage == 16 else "13"
        files["enrolments"].append({"student_id": key, "academic_year": str(year), "year_group": group})
        for one in of_one:
            files["destinations"].append({"student_id": key, "stage": str(stage), "academic_year": str(year + 1), **one})
    return load_school(files, urn=urn, slug=f"holm-{urn}")


def route(route: str, status: str = "started", on: str = "2025-10-01") -> dict[str, str]:
    return {"route": route, "status": status, "recorded_on": on}


def test_every_route_has_one_line_and_every_indicator_a_measure():
    for code in STAGES:
        stage = stages()[code]
        routes = [route for line in stage.lines for route in line.routes]
        assert sorted(routes) == sorted(set(titles()) - set(LEFT_OUT) - {"undecided"} - ({"higher_education"} - set(routes)))
        assert {one.indicator for one in stage.measures} == {
            one.id for one in leavers.DESTINATION_INDICATORS if one.among.stage == code
        }
        assert all(one.published in measures() and one.differs for one in stage.measures if one.published)
        assert all(one.why_alone for one in stage.measures if not one.published)
        assert all(indicator_called(line.same_as) for line in stage.lines if line.same_as)


def by_the_indicators(school, year: int) -> dict[str, dict]:
    """The destination indicators as their own statements count them."""
    counts: dict[str, dict] = {}
    answer = {"leavers": counting.cells(school, ["leavers"], on=DAY, year=year)["leavers"]}
    for one in figures(leavers.DESTINATION_INDICATORS, answer, on=DAY, by=PEOPLE_GROUPS):
        counts.setdefault(one.indicator, {})[frozenset(one.group.items())] = Count(one.numerator, one.denominator)
    return counts


def test_the_tally_gives_every_indicator_and_the_routes_divide_the_leavers(example):
    counted, compared = exact_leavers(example, on=DAY, years=YEARS), 0
    for year in YEARS:
        for indicator, of_groups in by_the_indicators(example, year).items():
            for group, count in of_groups.items():
                if count.denominator:
                    assert counted[year][indicator][group] == count, (year, indicator, group)
                    compared += 1
        for stage in map(stages().__getitem__, STAGES):
            for whole in wholes_of(stage):
                for group, count in counted[year][whole[0]].items():
                    assert sum(counted[year][name][group].numerator for name in whole) == count.denominator
            for total, divided in sums_of(stage):
                for group, count in counted[year][total].items():
                    assert sum(counted[year][name][group].numerator for name in divided) == count.numerator
    assert compared > 1000


def test_the_routes_equal_a_count_by_hand(example, example_files):
    """Year 11 leavers of 2023, straight from the rows of the exchange format."""
    year_11 = {
        row["student_id"] for row in example_files["enrolments"] if (row["academic_year"], row["year_group"]) == ("2023", "11")
    }
    latest: dict[str, tuple] = {}
    for place, row in enumerate(example_files["destinations"]):
        if (
            row["student_id"] in year_11
            and (row["stage"], row["academic_year"]) == ("16", "2024")
            and row["recorded_on"] <= DAY.isoformat()
        ):
            rank = (row["status"] in ("started", "sustained", "not_sustained"), row["recorded_on"], place, row["route"])
            latest[row["student_id"]] = max(latest.get(row["student_id"], rank), rank)
    gone = {student: latest[student][3] if student in latest else "" for student in year_11}
    expected = Counter(stages()[16].line_of(route) for route in gone.values() if route not in LEFT_OUT)
    counted = exact_leavers(example, on=DAY, years=[2023])[2023]
    assert {
        line.code: counted[route_table(16, line.code)][EVERYBODY].numerator
        for line in stages()[16].lines
        if expected[line.code]
    } == expected


def test_a_record_of_what_happened_outranks_a_plan_and_a_plan_is_said_to_be_one(db):
    school = a_school(
        [route("apprenticeship", "intended", "2025-11-01"), route("further_education", "started", "2025-09-20")],
        [route("apprenticeship", "offered", "2025-05-01")],
        [route("moved_away")],
        [],
        [route("unknown", "")],
    )
    found = impact(access_of(school, on=date(2025, 12, 1)), on=date(2025, 12, 1)).stage(16)
    lines = {line.code: counts[-1] for line, counts in found.routes}
    assert lines["college"] == Count(1, 4) and lines["apprenticeship"] == Count(1, 4) and lines[UNKNOWN] == Count(2, 4)
    assert found.only_plans == Count(1, 4)
    assert found.years == (2024,) and found.unknown == (Count(2, 4),)


def test_this_years_leavers_have_plans_which_are_kept_apart(db):
    school = a_school([route("apprenticeship", "intended", "2025-11-01")], [], [], year=2025)
    assert impact(access_of(school), on=DAY).stage(16) is None
    by_group = leavers_by_group(access_of(school), on=DAY, year=2025, stage=16)
    assert by_group.are_plans and dict((line.code, counts[0]) for line, counts in by_group.lines)["apprenticeship"] == Count(
        1, 3
    )


def test_whether_it_lasted_is_not_read_too_early(db):
    school = a_school(*([route("further_education", "sustained")] for _ in range(4)), year=2023)
    early = impact(access_of(school, on=date(2025, 3, 31)), on=date(2025, 3, 31)).stage(16).measure("sustained-at-16")
    assert early.latest is None and early.sentence == "" and early.trend == ""
    late = impact(access_of(school, on=date(2026, 4, 1)), on=date(2026, 4, 1)).stage(16).measure("sustained-at-16")
    assert late.latest[0] == 2023


def test_a_trend_is_called_one_only_when_chance_would_hardly_make_it(example):
    found = impact(access_of(example), on=DAY)
    said = 0
    for stage in found.stages:
        for one in stage.measures:
            shown = [(year, count.numerator, count.denominator) for year, count in one.years if count is not None]
            trend = cochran_armitage(shown)
            said += bool(one.trend)
            assert one.has_moved == ("by more than chance" in one.trend_for_all)
            if one.trend and len(shown) > 2 and trend:
                own = one.trend.rpartition("others do not see: ")[2]  # what is said with every number
                assert ("by more than chance" in own) == (trend.p < 0.05), one.trend
                assert ("a rise" in own.lower()) == (trend.p < 0.05 and trend.z > 0)
                assert p_words(trend.p) in own
    assert said > 8


def test_a_rise_a_fall_and_neither_over_three_years():
    def over(*reached: int) -> str:
        years = tuple((2022 + at, Count(number, 100)) for at, number in enumerate(reached))
        return MeasureOverYears(stages()[16].measures[1], years, (), (), (), (), (), (), ()).trend

    assert over(5, 10, 20) == (
        "A rise over the 3 years from 2022/23 (5%) to 2024/25, by more than chance would explain (p < 0.001)."
    )
    assert over(20, 10, 5).startswith("A fall over the 3 years")
    assert over(5, 20, 5) == (
        "No clear trend over the 3 years from 2022/23 (5%) to 2024/25: the ups and downs could be chance (p = 1.00)."
    )
    assert over(0, 0, 0) == "The same in all 3 years from 2022/23 (0%) to 2024/25."


def test_the_trend_says_the_same_to_everybody_and_what_more_the_numbers_say_comes_after():
    def read(*reached: int | None, told: tuple[int, ...] = ()) -> str:
        def over(hidden: tuple[int, ...]) -> tuple:
            return tuple((2022 + at, HIDDEN if at in hidden else Count(number, 100)) for at, number in enumerate(reached))

        exact = MeasureOverYears(stages()[16].measures[1], over(()), (), (), (), (), (), (), (), over(told))
        governor = MeasureOverYears(stages()[16].measures[1], over(told), (), (), (), (), (), (), ())
        assert governor.trend == "" or exact.trend.startswith(governor.trend)
        return exact.trend

    assert read(1, 10, 20) == read(1, 10, 20, told=(9,)) and "others" not in read(1, 10, 20).lower()
    both = read(1, 10, 12, told=(0,))
    assert both.startswith("No clear change since 2023/24 (10%)")
    assert "With every number, which others do not see: a rise over the 3 years" in both
    assert read(20, 10, 2, told=(2,)).startswith("Others are told of no change, for a year is hidden from them. With every")


def test_an_apprenticeship_is_told_by_its_level_and_one_without_says_so(db):
    def apprentice(level: str) -> list[dict[str, str]]:
        return [{**route("apprenticeship"), "level": level}]

    school = a_school(*map(apprentice, ("1", "2", "3", "3", "", "6")), [route("employment")], urn="999078")
    one = impact(access_of(school), on=DAY).stage(16).measure("apprenticeship-at-16")
    assert {part.title: counts[-1] for part, counts in one.parts} == {
        "Level 2": Count(2, 7), "Level 3": Count(2, 7), "Level 4 or above": Count(1, 7), "Level not recorded": Count(1, 7),
    }  # fmt: skip
    assert not impact(access_of(school), on=DAY).stage(16).measure("neet-at-16").parts


def test_work_with_training_is_told_apart_from_work_of_which_none_is_recorded(db):
    rows = [[route(name)] for name in ("employment", "employment", "employment_with_training", "neet")]
    school = a_school(*rows, urn="999077")
    one = impact(access_of(school), on=DAY).stage(16).measure("employment-at-16")
    assert one.latest[1] == Count(3, 4)
    assert {part.title: counts[-1] for part, counts in one.parts} == {
        "With training": Count(1, 4), "No training recorded": Count(2, 4),
    }  # fmt: skip


def test_a_difference_of_few_is_not_told():
    def beside(one: int, other: int) -> Beside:
        nobody = Count(0, 0)
        return Beside("2024/25", False, Part(Count(0, one), nobody), Part(Count(other, other), nobody))

    assert beside(10, 10).difference and not beside(10, 10).is_of_few
    for few in (beside(9, 500), beside(500, 1)):
        assert few.is_of_few and few.difference is None and few.points == few.verdict == ""
    assert not beside(0, 500).is_of_few and beside(0, 500).difference is None


def test_each_route_and_level_of_a_line_is_in_one_of_its_parts():
    for stage, (name, of_line) in product(stages().values(), parts().items()):
        (line,) = (line for line in stage.lines if line.code == name)
        for taken, level in product(line.routes, range(-1, 9)):
            assert sum(part.holds(taken, level) for part in of_line) == 1, (name, taken, level)


def test_a_small_cohort_is_shown_over_three_years_together(db):
    school = a_school(*([route("apprenticeship")] for _ in range(8)), urn="999079")
    for year in (2022, 2023):
        more_leavers(school, year, 10, 4)
    for role, expected in (("careers_leader", Count(16, 28)), ("governor", HIDDEN)):
        stage = impact(access_of(school, role), on=DAY).stage(16)
        ((pool, shown),) = stage.measure("apprenticeship-at-16").pools
        assert stage.are_few
        # Two of the three years are told to a governor: the three together would tell the third.
        assert (pool.label, shown) == ("2022/23 to 2024/25", expected), role


def test_a_school_of_which_no_year_can_be_shown_is_shown_three_at_once(db):
    school = a_school(*([route("apprenticeship")] for _ in range(5)), urn="999080")
    for year in (2022, 2023):
        more_leavers(school, year, 5, 2)
    one = impact(access_of(school, "governor"), on=DAY).stage(16).measure("apprenticeship-at-16")
    assert all(count is HIDDEN for _, count in one.years)
    ((_, shown),) = one.pools
    assert shown == Count(9, 15)


def more_leavers(school, year: int, number: int, apprentices: int) -> None:
    with writing("a test"), across_schools("a test"):
        for place in range(number):
            named = {"legal_forename": "Ash", "legal_surname": "Holm"}
            one = records.Student.objects.create(school=school, key=f"m{year}-{place}", **named)
            records.Enrolment.objects.create(school=school, student=one, academic_year=year, year_group=11)
            records.Destination.objects.create(
                school=school, student=one, stage=16, academic_year=year + 1, status="started",
                route="apprenticeship" if place < apprentices else "further_education", recorded_on=date(year + 1, 10, 1),
            )  # fmt: skip


def test_others_see_no_small_number_and_the_same_is_hidden_wherever_it_is_counted(example):
    exact, shown = (impact(access_of(example, role), on=DAY) for role in ("careers_leader", "governor"))
    assert exact.exact and not shown.exact
    hidden = 0
    for ours, theirs in zip(exact.stages, shown.stages, strict=True):
        for one, other in zip(ours.measures, theirs.measures, strict=True):
            for (_, count), (_, seen) in zip(one.years, other.years, strict=True):
                assert seen in (count, HIDDEN)
                assert count is None or seen is HIDDEN or not is_small(count, example.threshold)
                hidden += seen is HIDDEN
        lines = {line.code: counts for line, counts in theirs.routes}
        for line in (line for line in theirs.stage.lines if line.same_as):
            measure = dict(theirs.measure(line.same_as).years)
            for year, count in zip(theirs.years, lines[line.code], strict=True):
                assert (count is HIDDEN) == (measure[year] is HIDDEN), (line.code, year)
    assert hidden
    assert impact(access_of(example), on=DAY, for_others=True) == shown


ATTACKED = {"sex", "pupil_premium", "guidance"}


def narrowed(counts):
    """Everybody and the parts by some groups: enough for an attack that takes a second."""
    kept = {EVERYBODY, *(group for group in counts if {name for name, _ in group} <= ATTACKED)}
    return {group: count for group, count in counts.items() if group in kept}


def learnt(example, shown, year: int, stage: int) -> set:
    """The small cells that somebody works out who knows every published table of one stage and how they hang together:
    routes, measures, levels and plans, by who the leavers are and by what they did.

    "Works out": every filling of the hidden cells with whole numbers from nought up, that fits all published cells and all
    sums (of groups, of routes, of levels, of what is nested), has the same number there. Not counted is what a published
    0 % or 100 % says alone of its parts: that is its message.
    """
    read_off = {line.same_as for line in stages()[stage].lines if line.same_as}
    exact = exact_leavers(example, on=DAY, years=[year])[year]
    names = [name for name in exact if name.endswith(str(stage)) and name not in read_off]
    tables = [Table(name, narrowed(exact[name]), "leavers") for name in names]
    published = {name: narrowed(shown.get(name, dict.fromkeys(exact[name], HIDDEN))) for name in names}
    loud = {
        name: {
            group: count if count is not HIDDEN and count.numerator in (0, count.denominator) else HIDDEN
            for group, count in of.items()
        }
        for name, of in published.items()
    }
    small = [
        ("reached", (table.name, group))
        for table in tables
        for group, count in table.counts.items()
        if table.name in shown and published[table.name][group] is HIDDEN and is_small(count, example.threshold)
    ]
    how = (wholes_of(stages()[stage]), sums_of(stages()[stage]))
    found = Attacker(tables, published, *how).recovered(small)
    return found - Attacker(tables, loud, *how).recovered(sorted(found, key=str)) if found else found


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_hidden_can_be_worked_out_from_all_that_is_published_of_a_year(example, stage):
    for year in (2020, 2023, 2025):
        assert learnt(example, leavers_let_out(example, on=DAY, years=[year])[year], year, stage) == set(), year


def test_negative_control_without_what_joins_the_tables_they_give_each_other_away(example, monkeypatch):
    monkeypatch.setattr(leavers, "sums_of", lambda stage: [])
    monkeypatch.setattr(leavers, "wholes_of", lambda stage: [])
    exact = exact_leavers(example, on=DAY, years=[2021])[2021]
    assert learnt(example, leavers.let_out(exact, example.threshold), 2021, 16)


def test_what_is_read_off_a_line_is_hidden_where_the_line_is(example):
    shown = leavers_let_out(example, on=DAY, years=[2021])[2021]
    for stage in STAGES:
        for line in (line for line in stages()[stage].lines if line.same_as):
            for group, count in shown[route_table(stage, line.code)].items():
                same = shown[line.same_as][group]
                assert (same is HIDDEN) == (count is HIDDEN)
                if count is not HIDDEN:
                    reached = count.denominator - count.numerator if line.complement else count.numerator
                    assert same == Count(reached, count.denominator)
    assert not any(name.startswith("unseen") for name in shown)


@pytest.mark.parametrize("by", PEOPLE_GROUPS)
def test_each_group_column_adds_up_for_who_sees_it_all(example, by):
    found = leavers_by_group(access_of(example), on=DAY, year=2023, stage=16, by=by)
    everybody = [counts[0] for _, counts in found.lines]
    for place in range(1, len(found.columns)):
        column = [counts[place] for _, counts in found.lines]
        assert sum(count.numerator for count in column) == column[0].denominator
    for place, total in enumerate(everybody):
        assert sum(count.numerator for count in found.lines[place][1][1:]) == total.numerator


def test_what_is_asked_wrongly_is_refused_in_words(example):
    with pytest.raises(Refused, match="16"):
        leavers_by_group(access_of(example), on=DAY, year=2023, stage=17)
    with pytest.raises(Refused, match="Pupil premium"):
        leavers_by_group(access_of(example), on=DAY, year=2023, stage=16, by="name")
    with pytest.raises(NotAllowed):
        impact(access_of(example, "school_admin"), on=DAY)
    assert leavers_by_group(access_of(example), on=DAY, year=1999, stage=16) is None


def test_six_years_take_few_queries_and_then_two(example):
    forget()
    for most in (7, 2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            impact(access_of(example, "governor"), on=DAY)
        assert len(asked) <= most
