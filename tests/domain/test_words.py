"""Amounts in words, held against an independent speaker of Indian English."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from senstosales.domain.words import in_words, rupees_in_words, words_then_rupees
from senstosales.errors import Invalid


def second_opinion(number: int) -> list[str]:
    text = num2words(number, lang="en_IN")
    return [word for word in text.replace(",", " ").replace("-", " ").split() if word != "and"]


@given(st.integers(0, 10**9 - 1))
def test_numbers_are_said_as_others_say_them(number):
    ours = [word.lower() for word in in_words(number).replace("-", " ").split() if word != "and"]
    assert ours == second_opinion(number)


@given(st.integers(0, 10**15 - 1))
def test_no_two_amounts_sound_alike(paise):
    assert rupees_in_words(Decimal(paise).scaleb(-2)) != rupees_in_words(
        Decimal(paise + 1).scaleb(-2) if paise + 1 < 10**15 else Decimal(0)
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "Rupees Zero Only"), ("0.01", "Rupees Zero and Paise One Only"),
     ("43992", "Rupees Forty-Three Thousand Nine Hundred and Ninety-Two Only"),
     ("1234.05", "Rupees One Thousand Two Hundred and Thirty-Four and Paise Five Only"),
     ("99.99", "Rupees Ninety-Nine and Paise Ninety-Nine Only"),
     ("100000", "Rupees One Lakh Only"), ("10000000", "Rupees One Crore Only"),
     ("10000000001", "Rupees One Thousand Crore and One Only"),
     ("-5.50", "Minus Rupees Five and Paise Fifty Only")],
)  # fmt: skip
def test_amounts(amount, words):
    assert rupees_in_words(Decimal(amount)) == words


def test_a_fraction_of_a_paisa_is_refused():
    with pytest.raises(Invalid):
        rupees_in_words(Decimal("1.005"))
    with pytest.raises(Invalid):
        words_then_rupees(Decimal("1.005"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [("2175.41", "Two Thousand One Hundred Seventy Five Rupees and Forty One Paise Only"),
     ("0", "Zero Rupees Only"), ("0.00", "Zero Rupees Only"),
     ("0.05", "Zero Rupees and Five Paise Only"), ("101", "One Hundred One Rupees Only"),
     ("1000000.10", "Ten Lakh Rupees and Ten Paise Only"),
     ("12345678.00", "One Crore Twenty Three Lakh Forty Five Thousand Six Hundred Seventy Eight Rupees Only"),
     ("10000000001", "One Thousand Crore One Rupees Only"),
     ("1E+14", "One Crore Crore Rupees Only"),
     ("-5.50", "Minus Five Rupees and Fifty Paise Only")],
)  # fmt: skip
def test_amounts_as_clients_of_the_vouchers_contract_say_them(amount, words):
    assert words_then_rupees(Decimal(amount)) == words


@given(st.integers(0, 10**9 - 1), st.integers(0, 99))
def test_they_are_the_same_words(rupees, paise):
    ours = words_then_rupees(Decimal(100 * rupees + paise).scaleb(-2)).lower()
    whole, _, rest = ours.removesuffix(" only").partition(" rupees")
    assert whole.split() == second_opinion(rupees)
    assert rest == (f" and {' '.join(second_opinion(paise))} paise" if paise else "")
