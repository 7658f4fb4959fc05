"""Figures counted in the database: equal to the slow count of the design's page, and let out through one exit."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.disclosure import Count, Hidden, is_small
from chalkface.core.errors import NotAllowed, Refused
from chalkface.indicators.catalogue import indicators
from chalkface.indicators.kinds import EVERY_GROUP
from chalkface.queries import figures as exit_of_figures
from chalkface.queries.figures import published_figures, school_figures
from chalkface.queries.keeping import key_of
from tests.conftest import REPOSITORY
from tests.engines import oracle
from tests.queries.conftest import DAY

LEAVING = 2024
pytestmark = pytest.mark.django_db


class Indexed(oracle.School):
    """The oracle with its two slowest look-ups answered from an index; what they answer is the same."""

    def __init__(self, files, day, leaving_year) -> None:
        self.group_of = {(row["student_id"], int(row["academic_year"])): int(row["year_group"]) for row in files["enrolments"]}
        self.registers: dict[str, list] = {}
        for row in files["participations"]:
            self.registers.setdefault(row["student_id"], []).append(row)
        self.partners_at: dict[str, list] = {}
        for row in files["activity_partners"]:
            self.partners_at.setdefault(row["activity_id"], []).append(row["partner_id"])
        self.of_one: list | None = None
        super().__init__(files, day, leaving_year)

    def year_group(self, student, year):
        return self.group_of.get((student, year))

    def partners_of(self, activity):
        return self.partners_at.get(activity, [])

    def rows(self, name):
        return self.of_one if name == "participations" and self.of_one is not None else super().rows(name)

    def attended(self, student, kinds):
        self.of_one = self.registers.get(student, [])
        try:
            return super().attended(student, kinds)
        finally:
            self.of_one = None


def access_of(school, role: str) -> Access:
    return Access(school.pk, role, DAY)


def test_every_figure_of_every_group_equals_the_slow_count(example, example_files):
    expected = oracle.figures(Indexed(example_files, DAY, LEAVING))
    counted = school_figures(access_of(example, "operator"), on=DAY, year=LEAVING, by=EVERY_GROUP)
    found = {}
    for one in counted:
        ((group, value),) = one.group.items() or [("", "")]
        found[one.indicator, group, value] = (one.numerator, one.denominator)
    applying = {(one.id, group) for one in indicators() for group in ("", *one.by)}
    assert found == {key: numbers for key, numbers in expected.items() if key[:2] in applying}
    assert len(found) > 600 and sum(numerator for numerator, _ in found.values()) > 10_000


def test_only_who_sees_names_gets_exact_figures(example):
    for role in MEMBER_ROLES:
        access = access_of(example, role)
        if access.sees_exact_figures:
            assert school_figures(access, on=DAY, indicators=["guidance-by-16"])[0].denominator
        else:
            with pytest.raises(NotAllowed):
                school_figures(access, on=DAY)
    with pytest.raises(NotAllowed):
        published_figures(access_of(example, "school_admin"), on=DAY)


@pytest.mark.parametrize("role", ["governor", "senior_leader", "tutor", "teacher"])
def test_no_small_number_is_let_out(example, role):
    shown = published_figures(access_of(example, role), on=DAY, year=LEAVING, by=EVERY_GROUP)
    hidden = [one for one in shown if one.is_hidden]
    assert len(hidden) > 50 and len(shown) - len(hidden) > 200
    assert not [one for one in shown if isinstance(one.count, Count) and is_small(one.count, example.threshold)]
    assert all((one.numerator, one.denominator, one.value, one.interval) == (None,) * 4 for one in hidden)


def test_negative_control_without_the_exit_small_numbers_appear(example, monkeypatch):
    monkeypatch.setattr(exit_of_figures, "hide", lambda tables, threshold: {one.name: one.counts for one in tables})
    shown = published_figures(access_of(example, "governor"), on=DAY, year=LEAVING, by=EVERY_GROUP)
    assert [one for one in shown if isinstance(one.count, Count) and is_small(one.count, example.threshold)]


def test_what_leaves_is_hidden_also_when_its_maker_sees_all(example):
    leader, governor = access_of(example, "careers_leader"), access_of(example, "governor")
    asked = {"on": DAY, "year": LEAVING, "by": EVERY_GROUP}
    assert not any(one.is_hidden for one in published_figures(leader, **asked))
    assert published_figures(leader, **asked, for_others=True) == published_figures(governor, **asked)


def test_a_group_hidden_beside_one_other_cannot_be_taken_off_the_total(example):
    shown = published_figures(access_of(example, "governor"), on=DAY, year=LEAVING, by=EVERY_GROUP)
    for one in indicators():
        for group in one.by:
            parts = [shown_one for shown_one in shown if shown_one.indicator == one.id and group in shown_one.group]
            hidden = [part for part in parts if isinstance(part.count, Hidden)]
            total = next(shown_one for shown_one in shown if shown_one.indicator == one.id and not shown_one.group)
            # A published 0 % or 100 % tells of its parts by itself.
            if not total.is_hidden and total.value not in (0.0, 1.0):
                assert len(hidden) != 1, (one.id, group)


def test_a_second_look_costs_one_query(example):
    access = access_of(example, "governor")
    published_figures(access, on=DAY, by=EVERY_GROUP)
    with CaptureQueriesContext(connection) as queries:
        published_figures(access, on=DAY, by=EVERY_GROUP)
    assert len(queries) == 1


def test_what_is_kept_is_told_apart_by_school_state_day_and_year(example):
    other = type(example)(pk=example.pk + 1, urn="1", data_version=example.data_version)
    later = type(example)(pk=example.pk, urn=example.urn, data_version=example.data_version + 1)
    keys = {key_of(school, "leavers", on=DAY, year=2025) for school in (example, other, later)}
    keys |= {key_of(example, "leavers", on=DAY, year=2024), key_of(example, "leavers", on=date(2026, 3, 21), year=2025)}
    assert len(keys) == 5


def test_an_unknown_indicator_or_group_is_refused_with_a_sentence(example):
    with pytest.raises(Refused, match="guidance-by-16"):
        school_figures(access_of(example, "operator"), on=DAY, indicators=["guidance-by-61"])
    with pytest.raises(Refused, match="year_group"):
        school_figures(access_of(example, "operator"), on=DAY, by=["tutor_group"])


def test_raw_sql_is_run_in_one_place_of_the_queries_and_pages():
    source = REPOSITORY / "src" / "chalkface"
    found = {
        path.name
        for floor in ("queries", "web", "reports")
        for path in (source / floor).rglob("*.py")
        if re.search(r"\.cursor\(|\.raw\(|RawSQL|\.extra\(", path.read_text("utf-8"))
    }
    assert found == {"counting.py", "health.py"}  # health asks whether the database itself answers and takes a write
