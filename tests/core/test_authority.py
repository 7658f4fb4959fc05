"""T38: what may go to the local authority, by age on the day, against a rule written here a second time; and its lists."""

import random
from datetime import date, timedelta

import pytest

from chalkface.core import authority
from chalkface.core.authority import ALWAYS, OTHER, Choice, Person, code_of, fields_that_go, formats, read_format, route_of

PUPILS = 10_000
LEAP = date(2008, 2, 29)


def _pupil(rng: random.Random) -> tuple[Person, date]:
    """A pupil whose birthday, choices and the day of the export lie close together, so that the edges are met often."""
    on = date(2024, 1, 1) + timedelta(rng.randrange(900))
    sixteenth = on + timedelta(rng.choice((-400, -2, -1, 0, 1, 2, 400)))
    born = rng.choice((None, LEAP, date(sixteenth.year - 16, sixteenth.month, min(sixteenth.day, 28))))
    choices = tuple(
        Choice(rng.random() < 0.4, rng.choice(("student", "parent")), on + timedelta(rng.choice((-500, -3, -1, 0, 1, 30))))
        for _ in range(rng.randrange(5))
    )
    return Person(born, choices), on


def _is_sixteen(born: date, on: date) -> bool:
    try:
        return on >= born.replace(year=born.year + 16)
    except ValueError:  # 29 February in a year that has none
        return on >= date(born.year + 16, 3, 1)


def _forbidden(person: Person, on: date) -> bool:
    """The rule said again, another way: whose last word it is, and whether it was no."""
    last = {}
    for choice in sorted(person.choices, key=lambda one: one.said_on):  # sorting keeps the order of one day
        if choice.said_on <= on:
            last[choice.said_by] = choice.is_allowed
    if person.born is None:
        return False in last.values()
    if not _is_sixteen(person.born, on):
        return last.get("parent") is False
    return last["student"] is False if "student" in last else last.get("parent") is False


def _leaks(seed: int) -> tuple[int, int]:
    """How many of the pupils' lines held a field that was refused, and how many pupils had refused."""
    rng, leaks, refused = random.Random(seed), 0, 0
    values = {field: f"secret {field}" for field in ALWAYS | OTHER}
    lists = [one for one in formats().values()]
    for _ in range(PUPILS):
        person, on = _pupil(rng)
        if not _forbidden(person, on):
            continue
        refused += 1
        for wanted in lists:
            line = wanted.line({**values, "destination_route": "apprenticeship"}, person, on)
            leaks += any(cell for cell, column in zip(line, wanted.columns, strict=True) if column.field in OTHER)
    return leaks, refused


def test_of_ten_thousand_pupils_no_refused_field_goes():
    leaks, refused = _leaks(38)
    assert refused > 1_000, "too few of the pupils refused for this to say anything"
    assert leaks == 0


def test_negative_control_a_rule_that_forgets_the_birthday_leaks(monkeypatch):
    def by_parent_only(person, on):
        last = [one for one in person.choices if one.said_by == "parent" and one.said_on <= on]
        return bool(last) and not last[-1].is_allowed

    monkeypatch.setattr(authority, "has_refused", by_parent_only)
    assert _leaks(38)[0] > 100


def test_who_has_not_refused_goes_whole():
    rng = random.Random(5)
    for _ in range(2_000):
        person, on = _pupil(rng)
        assert fields_that_go(person, on) == (ALWAYS if _forbidden(person, on) else ALWAYS | OTHER)


def test_born_on_29_february_the_parent_decides_until_28_february_and_the_student_from_1_march():
    said = (Choice(True, "parent", date(2023, 9, 1)), Choice(False, "student", date(2023, 9, 1)))
    leap, later = Person(date(2007, 3, 1), said), Person(date(2008, 2, 29), said)
    assert OTHER <= fields_that_go(leap, date(2023, 2, 28)) and not OTHER & fields_that_go(leap, date(2023, 9, 2))
    in_2025 = Person(date(2009, 2, 28), said)
    assert OTHER <= fields_that_go(in_2025, date(2025, 2, 27)) and not OTHER & fields_that_go(in_2025, date(2025, 2, 28))
    assert OTHER <= fields_that_go(later, date(2024, 2, 28)) and not OTHER & fields_that_go(later, date(2024, 2, 29))


def test_a_birthday_alone_sends_nothing_out_and_the_students_word_replaces_the_parents():
    refused = Choice(False, "parent", date(2025, 1, 1))
    alone = Person(date(2009, 6, 1), (refused,))
    assert not OTHER & fields_that_go(alone, date(2026, 1, 1)) and authority.waits_for_student(alone, date(2026, 1, 1))
    spoken = Person(date(2009, 6, 1), (refused, Choice(True, "student", date(2025, 7, 1))))
    assert OTHER <= fields_that_go(spoken, date(2026, 1, 1)) and not authority.waits_for_student(spoken, date(2026, 1, 1))


def test_nothing_of_health_need_or_money_can_be_put_in_a_list_and_a_mistake_is_named_with_its_line():
    text = "title: T\nmeaning: M\nof: on_roll\nyear_groups: [11]\nsource: S\nas_of: 2025-09-01\ndays: '%d/%m/%Y'\ncolumns:\n"
    for bad in ("sen_provision", "pupil_premium", "ethnicity", "looked_after", "address"):
        with pytest.raises(ValueError, match=rf"x\.yaml, line 9: {bad} is not a field that can go"):
            read_format("x", "x.yaml", f"{text}  - {{heading: H, field: {bad}}}\n")
    with pytest.raises(ValueError, match="line 9: there is no list of codes nowhere"):
        read_format("x", "x.yaml", f"{text}  - {{heading: H, field: upn, codes: nowhere}}\n")
    with pytest.raises(ValueError, match="as_of is the day"):
        read_format("x", "x.yaml", text.replace("as_of: 2025-09-01\n", "") + "  - {heading: H, field: upn}\n")
    assert read_format("x", "x.yaml", f"{text}  - {{heading: H, field: upn}}\n").columns[0].field == "upn"


def test_codes_are_dated_and_a_route_without_a_code_stays_empty():
    assert code_of("nccis-activity", "apprenticeship", date(2026, 1, 1)) == "310"
    assert code_of("nccis-activity", "apprenticeship", date(2010, 1, 1)) == "310"  # before the oldest edition: the oldest
    assert code_of("nccis-activity", "undecided", date(2026, 1, 1)) == ""
    assert any("neet" in one for one in formats()["activity-of-leavers"].unconfirmed(date(2026, 1, 1)))


def test_a_code_leads_back_to_the_route_it_stands_for_and_says_whether_it_is_confirmed():
    on = date(2025, 9, 1)
    for route in ("school_sixth_form", "apprenticeship", "neet"):
        assert route_of("nccis-activity", code_of("nccis-activity", route, on), on)[0] == route
    assert route_of("nccis-activity", "310", on) == ("apprenticeship", True)
    assert route_of("nccis-activity", "320", on) == ("employment_with_training", False)
    assert route_of("nccis-activity", "999", on) == ("", False)
