"""Identifiers: shapes are demanded, check characters are only reported."""

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.identifiers import (
    UPN_LETTERS,
    laestab,
    ukprn,
    uln,
    uln_check_passes,
    upn,
    upn_check_passes,
    urn,
)

DIGITS = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("number", ["B801200005001", "P207000016049", "A37099991401A"])
def test_good_upns_pass(number):
    assert upn_check_passes(upn(number))


@pytest.mark.parametrize("number", ["A801200005001", "B207000016049", "Q207000016049"])
def test_a_wrong_check_letter_is_well_formed_and_fails(number):
    assert not upn_check_passes(upn(number))


def test_a_upn_is_tidied():
    assert upn("b801 200005001") == "B801200005001"


@pytest.mark.parametrize("number", ["B80120000500", "B8012000050011", "I801200005001", "B80120000500O", "8012000050011",
                                    "B8012O0005001", "B801200005٠01"])
def test_a_malformed_upn_is_refused(number):
    with pytest.raises(ValueError, match="is not a UPN"):
        upn(number)


@pytest.mark.parametrize("number", ["1000000043", "6045120018", "6045120107", "604 512 0018", "6045120018.0"])
def test_good_ulns_pass(number):
    assert uln_check_passes(uln(number))


def test_the_placeholder_is_no_uln():
    assert uln("9999999999") == uln("") == ""


@pytest.mark.parametrize(("number", "why"), [("6.04512E+09", "shortened"), ("604512001", "ten digits"),
                                             ("0045120018", "begin with 0"), ("60451200181", "ten digits")])
def test_a_malformed_uln_is_refused(number, why):
    with pytest.raises(ValueError, match=why):
        uln(number)


def test_a_number_whose_remainder_is_0_was_never_issued():
    never = next(nine for nine in map(str, range(100_000_000, 100_000_100))
                 if sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11 == 0)
    assert not any(uln_check_passes(f"{never}{digit}") for digit in range(10))


def test_school_numbers():
    assert laestab("370/9999") == laestab("3709999") == "3709999"
    assert urn("100001") == "100001"
    assert ukprn("10000001") == "10000001"
    for parse, bad in ((laestab, "370999"), (urn, "1000"), (urn, "10000O"), (ukprn, "1000")):
        with pytest.raises(ValueError, match="is not a"):
            parse(bad)


@given(DIGITS, st.sampled_from("0123456789" + UPN_LETTERS))
def test_exactly_one_letter_fits_any_upn(digits, last):
    assert sum(upn_check_passes(letter + digits + last) for letter in UPN_LETTERS) == 1


@given(st.integers(100_000_000, 999_999_999))
def test_at_most_one_digit_fits_any_uln(nine):
    assert sum(uln_check_passes(f"{nine}{digit}") for digit in range(10)) <= 1


@given(DIGITS, st.sampled_from("0123456789" + UPN_LETTERS), st.sampled_from(UPN_LETTERS))
def test_the_reference_agrees(shared, digits, last, letter):
    spec = importlib.util.spec_from_file_location("verify", shared / "data" / "reference" / "verify_identifiers.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    assert upn_check_passes(letter + digits + last) == reference.upn_valid(letter + digits + last)
    number = "1" + digits[:9]
    assert uln_check_passes(number) == reference.uln_valid(number)


def test_a_ukprn_is_eight_digits_with_its_zeros():
    assert [ukprn(cell) for cell in ("10007788", "00000001", "99999999", "")] == ["10007788", "00000001", "99999999", ""]
    for cell in ("1000778", "100077880", "1000778 ", "1000778٣", "1.0E+07"):
        with pytest.raises(ValueError, match="eight digits"):
            ukprn(cell)
