"""What a parent sees of a child, on the days around the birthdays, by the child's choice and by the school's rule."""

from datetime import date

import pytest

from chalkface.core.family import Child, age_on, parent_sees

BORN = date(2010, 3, 20)
ALWAYS = {"see_own_pages", "see_students", "see_encounters", "see_programme", "act_on_agreed"}


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (BORN, date(2026, 3, 19), 15),
        (BORN, date(2026, 3, 20), 16),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (None, date(2026, 3, 1), None),
    ],
)
def test_an_age_changes_on_the_birthday(born, on, age):
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("child", "rule", "on", "more"),
    [
        (Child(BORN), "when_shared", date(2026, 3, 19), {"see_aspirations"}),
        (Child(BORN), "under_16", date(2026, 3, 19), {"see_aspirations", "see_guidance"}),
        (Child(BORN), "under_16", date(2026, 3, 20), {"see_aspirations"}),
        (Child(BORN, shares_plan=False), "under_16", date(2026, 3, 19), {"see_aspirations"}),
        (Child(BORN, shares_plan=True), "when_shared", date(2026, 3, 20), {"see_aspirations", "see_guidance"}),
        (Child(BORN, shares_hopes=False), "when_shared", date(2026, 3, 19), {"see_aspirations"}),
        (Child(BORN, shares_hopes=False), "when_shared", date(2026, 3, 20), set()),
        (Child(None, shares_hopes=False), "under_16", date(2026, 3, 20), set()),
    ],
)
def test_at_16_the_choice_of_the_young_person_replaces_the_rule(child, rule, on, more):
    assert parent_sees(child, rule, on) == ALWAYS | more


@pytest.mark.parametrize(
    ("child", "on"),
    [
        (Child(BORN, shares_plan=True, shares_hopes=True), date(2028, 3, 20)),
        (Child(date(2008, 2, 29), shares_plan=True), date(2026, 3, 1)),
        (Child(BORN, left_on=date(2026, 3, 18), shares_plan=True), date(2026, 3, 19)),
    ],
)
def test_the_door_is_shut_at_18_and_on_leaving(child, on):
    assert parent_sees(child, "under_16", on) == frozenset()


def test_the_day_before_18_and_the_last_day_at_school_it_is_open():
    assert parent_sees(Child(BORN), "under_16", date(2028, 3, 19)) >= ALWAYS
    assert parent_sees(Child(BORN, left_on=date(2026, 3, 19)), "under_16", date(2026, 3, 19)) >= ALWAYS
