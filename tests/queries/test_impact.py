"""Where leavers went: the routes add up, equal the indicators, hide what is small, and say no more than the numbers do."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Table, is_small
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.impact import LEFT_OUT, STAGES, UNKNOWN, route_table, stages
from chalkface.core.published_measures import measures
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.queries import leavers
from chalkface.queries.impact import impact, leavers_by_group
from chalkface.queries.keeping import forget
from chalkface.queries.leavers import exact_destinations, exact_routes, leavers_let_out
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


def test_routes_divide_the_leavers_and_equal_the_indicators(example):
    routes, destinations = (what(example, on=DAY, years=YEARS) for what in (exact_routes, exact_destinations))
    compared = 0
    for year in YEARS:
        for stage in STAGES:
            lines = stages()[stage].lines
            for group, count in routes[year][route_table(stage, lines[0].code)].items():
                assert sum(routes[year][route_table(stage, line.code)][group].numerator for line in lines) == count.denominator
            for line in (line for line in lines if line.same_as):
                for group, count in routes[year][route_table(stage, line.code)].items():
                    same = destinations[year][line.same_as].get(group, Count(0, 0))
                    reached = same.denominator - same.numerator if line.complement else same.numerator
                    assert (count.numerator, count.denominator) == (reached, same.denominator), (year, line.code, group)
                    compared += 1
    assert compared > 500


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
    counted = exact_routes(example, on=DAY, years=[2023])[2023]
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
    trends = [one.trend for stage in found.stages for one in stage.measures if one.trend]
    assert any("No clear change" in trend for trend in trends) and len(trends) > 8
    for stage in found.stages:
        for one in stage.measures:
            shown = [count for _, count in one.years if count is not None]
            assert all(isinstance(count, Count) for count in shown)
            if "more than chance" in one.trend:
                first, last = shown[0], shown[-1]
                assert abs(last.numerator / last.denominator - first.numerator / first.denominator) > 0.03


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


def narrowed(counts):
    """Everybody and the parts by sex and pupil premium: enough for an attack that takes a second."""
    kept = {EVERYBODY, *(group for group in counts if {name for name, _ in group} <= {"sex", "pupil_premium"})}
    return {group: count for group, count in counts.items() if group in kept}


def learnt(example, let_out, year: int, stage: int) -> set:
    """What somebody works out who knows every published table of one stage, and which of them count the same people.

    Not counted is what a published 0 % or 100 % says alone of its parts: that is its message.
    """
    exact = {**exact_destinations(example, on=DAY, years=[year])[year], **exact_routes(example, on=DAY, years=[year])[year]}
    lines = stages()[stage].lines
    names = [*(route_table(stage, line.code) for line in lines), *(line.same_as for line in lines if line.same_as)]
    tables = [Table(name, narrowed(exact[name]), "leavers") for name in names]
    published = {name: narrowed(let_out[name]) for name in names}
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
        if published[table.name][group] is HIDDEN and is_small(count, example.threshold)
    ]
    return attacked(tables, published, stage, small) - attacked(tables, loud, stage, small)


def attacked(tables, published, stage: int, wanted: list) -> set:
    lines = stages()[stage].lines
    attacker = Attacker(tables, published, [[route_table(stage, line.code) for line in lines]])
    for line in (line for line in lines if line.same_as):
        for group in published[line.same_as]:
            (reached, people), (same, _) = (
                attacker._columns((name, group)) for name in (route_table(stage, line.code), line.same_as)
            )
            attacker._learn({reached: 1, same: 1, people: -1} if line.complement else {reached: 1, same: -1}, 0, 0)
    return attacker.recovered(wanted)


def test_nothing_hidden_can_be_worked_out_from_routes_and_indicators_together(example):
    for year in YEARS[1:]:
        let_out = leavers_let_out(example, on=DAY, years=[year])[year]
        for stage in STAGES:
            assert learnt(example, let_out, year, stage) == set(), (year, stage)


def test_negative_control_hidden_apart_the_indicators_give_the_routes_away(example, monkeypatch):
    forget()
    monkeypatch.setattr(leavers, "_mirror", lambda one, other: None)
    given_away = set()
    for year, let_out in leavers_let_out(example, on=DAY, years=YEARS[1:]).items():
        for stage in STAGES:
            given_away |= learnt(example, let_out, year, stage)
    forget()
    assert given_away


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
