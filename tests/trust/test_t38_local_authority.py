"""T38: what the law keeps back from the local authority's file never goes, whatever age and whoever refused."""

import random
from datetime import date, timedelta

import pytest

from chalkface.core import authority
from chalkface.core.authority import Choice, Person, formats
from chalkface.operations.authority import export_to_authority
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.proofs import scale

pytestmark = pytest.mark.trust(38)
ON = date(2026, 3, 20)
FREE = {"surname", "forename", "date_of_birth", "parent_name"}
AGES = {"15y364d": date(2010, 3, 21), "16y": date(2010, 3, 20), "16y1d": date(2010, 3, 19), "unknown": None}


def refuses(born: date | None, choices: list[Choice]) -> bool:
    """The law again, written otherwise: who decides on the day, and what they said last."""
    last = {}
    for one in sorted(choices, key=lambda choice: choice.said_on):
        if one.said_on <= ON:
            last[one.said_by] = one.is_allowed
    if born is None:
        return False in last.values()
    is_16 = (born.year + 16, born.month, born.day) <= (ON.year, ON.month, ON.day)
    return not (last["student"] if is_16 and "student" in last else last.get("parent", True))


def pupils(many: int):
    """Pupils around their sixteenth birthday with up to four choices each; the same every time."""
    rolls = random.Random(38)
    for _ in range(many):
        born = rolls.choice([*AGES.values(), date(2008, 2, 29), date(2010, 2, 28)])
        days = rolls.sample(range(-5, 400), rolls.randint(0, 4))
        who = ["parent", "student"]
        yield born, [Choice(rolls.random() < 0.5, rolls.choice(who), ON - timedelta(days=day)) for day in days]


def forbidden(many: int) -> tuple[int, int]:
    """(cells that went although they were refused, cells kept back although nobody refused) over every list."""
    leaked = lost = 0
    for born, choices in pupils(many):
        no = refuses(born, choices)
        for one in formats().values():
            names = [column.field for column in one.columns]
            values = {name: date(2026, 1, 1) if name.endswith("_on") else f"zq{name}" for name in names}
            cells = one.line(values, Person(born, tuple(choices)), ON)
            for column, cell in zip(one.columns, cells, strict=True):
                leaked += bool(cell) and no and column.field not in FREE
                lost += not cell and not no and not column.codes
    return leaked, lost


def test_no_refused_field_goes_for_any_pupil(proof):
    many = scale(quick=1_000, full=10_000)
    leaked, lost = forbidden(many)
    proof("generated pupils", many, at_least=1_000)
    proof("fields that went although refused", leaked, exactly=0)
    proof("fields kept back although nobody refused", lost, exactly=0)


@pytest.mark.trust(38, control=True)
def test_negative_control_without_the_rule_they_go(monkeypatch):
    monkeypatch.setattr(authority, "fields_that_go", lambda person, on: authority.ALWAYS | authority.OTHER)
    assert forbidden(200)[0] > 0


@pytest.mark.django_db
@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("by", ["parent", "student", "nobody"])
def test_the_whole_way_through_the_operation(school_a, age, by):
    student, access = school_a.rows["student"], school_a.access("careers_leader")
    with writing("a test"), across_schools("a test"):
        records.Enrolment.objects.filter(student=student).update(year_group=11)
        records.Student.objects.filter(pk=student.pk).update(date_of_birth=AGES[age], legal_surname="Zqsurname", upn="ZQUPN")
        records.SharingChoice.objects.all().delete()
        if by != "nobody":
            records.SharingChoice.objects.create(
                school=school_a.school, student=student, what="local_authority", is_allowed=False, said_by=by, said_on=ON
            )
    no = refuses(AGES[age], [] if by == "nobody" else [Choice(False, by, ON)])
    made = export_to_authority(access, format="intended-destinations", reason="a test")
    one = formats()["intended-destinations"]
    lines = [line for line in made.lines if any("Zqsurname" in str(cell) for cell in line)]
    assert len(lines) == 1
    for column, cell in zip(one.columns, lines[0], strict=True):
        assert not (cell and no and column.field not in FREE), column.field
    assert no or any(cell for column, cell in zip(one.columns, lines[0], strict=True) if column.field not in FREE)
