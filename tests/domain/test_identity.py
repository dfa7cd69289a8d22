"""Document numbers after Rule 46, GSTINs with their check digit, PAN, IFSC, UPI."""

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain import identity
from senstosales.domain.law import states
from senstosales.errors import Invalid

UPPER, DIGITS = string.ascii_uppercase, string.digits
BASE_36 = DIGITS + UPPER


def check_digit_by_hand(body: str) -> str:
    """Written a second way: products of base 36 with factor 1 and 2, their digits summed."""
    total = 0
    for place, character in enumerate(body):
        high, low = divmod(BASE_36.index(character) * (2 if place % 2 else 1), 36)
        total += high + low
    return BASE_36[-total % 36]


bodies = st.builds(
    lambda state, letters, number, last, entity: f"{state}{letters}{number}{last}{entity}Z",
    st.sampled_from(sorted(states())),
    st.text(UPPER, min_size=5, max_size=5),
    st.text(DIGITS, min_size=4, max_size=4),
    st.sampled_from(UPPER),
    st.sampled_from("123456789" + UPPER),
)


@given(bodies)
def test_a_true_gstin_is_taken_however_it_is_typed(body):
    number = body + check_digit_by_hand(body)
    assert identity.gstin(number) == number
    assert identity.gstin(f" {number[:2].lower()} {number[2:].lower()}\n") == number


@given(bodies, st.integers(0, 14), st.sampled_from(BASE_36))
def test_one_wrong_character_is_noticed(body, place, character):
    number = body + check_digit_by_hand(body)
    wrong = number[:place] + character + number[place + 1 :]
    if wrong != number:
        with pytest.raises(Invalid):
            identity.gstin(wrong)


@pytest.mark.parametrize("number", ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4", "23AAKFN4471M1ZX"])
def test_gstins_known_to_be_right(number):
    assert identity.gstin(number) == number


@pytest.mark.parametrize("number", ["", "23", "23AAAAA0000A1Z", "00AAAAA0000A1ZZ", "23AAAAA0000A0Z5", "२३AAAAA0000A1Z5", "23AAKFN4471M1ZXX"])  # fmt: skip
def test_what_is_no_gstin(number):
    with pytest.raises(Invalid) as caught:
        identity.gstin(number)
    assert caught.value.field == "gstin"


@given(st.text(string.ascii_letters + DIGITS + "-/", min_size=1, max_size=16))
def test_numbers_of_rule_46(number):
    if number.strip("0/-"):
        assert identity.document_number(f"  {number} ") == number
    else:
        with pytest.raises(Invalid):
            identity.document_number(number)


@given(st.text(min_size=0, max_size=20))
def test_no_other_number_gets_through(text):
    with suppress(Invalid):
        number = identity.document_number(text)
        assert 1 <= len(number) <= 16
        assert set(number) <= set(string.ascii_letters + DIGITS + "-/")


@pytest.mark.parametrize("number", ["S/24-25/00000001X", "12 34", "12_34", "12.34", "№5", "०१", "0000", "-/-", ""])  # fmt: skip
def test_numbers_rule_46_forbids(number):
    with pytest.raises(Invalid):
        identity.document_number(number)


def test_numbers_are_compared_without_regard_to_case():
    assert identity.number_key(" s/24-25/7a ") == identity.number_key("S/24-25/7A")


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [(identity.pan, "aaaca1234b", ["AAACA1234", "AAAC11234B", "AAACA12345", ""]),
     (identity.ifsc, "sbin0001234", ["SBIN1001234", "SBIN000123", "SB1N0001234"]),
     (identity.upi_id, "narmada.works@sbi", ["narmada", "@sbi", "n@sbi", "narmada@", "नर्मदा@sbi"])],
)  # fmt: skip
def test_other_identifiers(rule, right, wrong):
    assert rule(f" {right} ").lower() == right
    for text in wrong:
        with pytest.raises(Invalid):
            rule(text)
