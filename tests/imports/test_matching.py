"""Nobody is matched by name alone."""

from datetime import date

import pytest

from chalkface.imports.matching import Register, folded, reference_of, unsettled
from chalkface.imports.parsed import NameReference
from chalkface.queries.roll import Known

BIRTHDAY = date(2009, 12, 11)


def student(pk: int, forename: str, surname: str, form: str = "11A", born: date | None = None, **more: str) -> Known:
    return Known(
        pk, more.get("key", f"{pk:06d}"), more.get("upn", ""), "", forename, surname, more.get("called", ""),
        more.get("known_as", ""), born, None, {2025: (11, form)},
    )  # fmt: skip


ROLL = [
    student(1, "Mohammed", "Ali", "11B", BIRTHDAY, called="Mo"),
    student(2, "Mohammed", "Ali", "11C", BIRTHDAY),
    student(3, "Zoë", "Brontë-Hart", "11A", date(2010, 8, 31), known_as="Hart", key="004513"),
    student(4, "Aoife", "O'Neill", "11A", date(2009, 9, 1), upn="B370999914001"),
    student(5, "Ellie", "Twin", "11D", date(2010, 2, 2)),
    student(6, "Ella", "Twin", "11D", date(2010, 2, 2)),
]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(ROLL)


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        (NameReference("Mohammed Ali", form="11B"), 1),
        (NameReference("ali, mohammed", form="11c"), 2),
        (NameReference("Mo Ali (11B)"), 1),
        (NameReference("zoe hart", form="11A"), 3),
        (NameReference("Hart Zoe", form="11a"), 3),
        (NameReference("O’Neill, Aoife", date_of_birth=date(2009, 9, 1)), 4),
        (NameReference("aoife oneill", email="b370999914001@testfield.example"), 4),
        (NameReference("Zoe", email="004513@testfield.example"), 3),
        (NameReference("", local_id="000005"), 5),
    ],
)
def test_who_is_surely_meant(register, reference, meant):
    assert register.surely(reference) == meant


@pytest.mark.parametrize(
    "reference",
    [
        NameReference("Mohammed Ali"),  # two of them
        NameReference("Mohammed Ali", form="11"),  # a year is no tutor group
        NameReference("Mohammed Ali", date_of_birth=BIRTHDAY),  # with one birthday
        NameReference("Zoë Brontë-Hart"),  # the only one, but a name alone
        NameReference("Aoife O'Neil", form="11A"),  # misspelt
        NameReference("Aoife O'Neill", form="11A", date_of_birth=date(2010, 9, 1)),  # the birthday contradicts
        NameReference("Twin", form="11D"),
        NameReference("Mohammed Ali", local_id="000004"),  # the number is of somebody with quite another name
        NameReference("Nobody Here", form="11A"),
        NameReference("", form="11A"),
    ],
)
def test_who_is_left_to_a_person(register, reference):
    assert register.surely(reference) is None


def test_candidates_are_ranked_and_a_tutor_group_counts(register):
    first, second, *_ = register.candidates(NameReference("Mohamed Ali", form="11C"))
    assert (first.student, second.student) == (2, 1) and first.score > second.score
    assert [one.student for one in register.candidates(NameReference("A. O'Neill"))][:1] == [4]
    assert {one.student for one in register.candidates(NameReference("Ell Twin", form="11D"))} >= {5, 6}
    assert register.candidates(NameReference("Qqqq Xxxx")) == []


def test_a_choice_is_kept_by_everything_the_file_says(register):
    one, other = NameReference("Mohammed Ali", form="11"), NameReference("Mohammed Ali")
    settled, left = unsettled([one, other, one], register, {reference_of(one): 2})
    assert settled == {one: 2} and list(left) == [other]


def test_a_choice_of_somebody_who_is_not_here_is_no_choice(register):
    one = NameReference("Mohammed Ali")
    settled, left = unsettled([one], register, {reference_of(one): 999})
    assert settled == {} and list(left) == [one]


def test_names_are_compared_without_case_accents_and_order():
    assert folded("Brontë-Hart, Zoë") == "zoe bronte hart"
    assert folded("NGUYỄN Minh  Anh") == "nguyen minh anh"
