"""A GSTIN read while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.identity import gstin, gstin_so_far
from senstosales.domain.party_names import name_key, pan_of, phone_key
from senstosales.errors import Invalid

GOOD = "23AAACS0000B1ZM"


@pytest.mark.parametrize(
    ("typed", "state", "pan", "trouble"),
    [
        ("", "", "", ""),
        ("2", "", "", ""),
        ("23", "Madhya Pradesh", "", ""),
        ("23 aaacs 0000b", "Madhya Pradesh", "AAACS0000B", ""),
        (GOOD, "Madhya Pradesh", "AAACS0000B", ""),
        ("2A", "", "", "Character 2 is “A”; a figure belongs there."),
        ("23AA4", "Madhya Pradesh", "", "Character 5 is “4”; a letter belongs there."),
        ("23AAACS00-", "Madhya Pradesh", "", "Character 10 is “-”; a figure belongs there."),
        ("00", "", "", "Characters 1 and 2 are 00, which is no state."),
        ("23AAACS0000B0", "Madhya Pradesh", "AAACS0000B", "Character 13 is “0”; it counts from 1."),
    ],
)
def test_what_is_there_is_told(typed, state, pan, trouble):
    read = gstin_so_far(typed)
    assert (read.state, read.pan, read.trouble) == (state, pan, trouble)


def test_a_wrong_check_digit_is_named_with_the_one_it_would_be():
    assert gstin_so_far(GOOD[:14] + "A").trouble.startswith("Character 15 is “A”; it would be “M”")


@given(st.text("0123456789ABCXZ-", max_size=17) | st.permutations(GOOD).map("".join))
def test_it_agrees_with_the_rule_for_whole_ones(text):
    """No trouble in fifteen characters means a GSTIN that is accepted, and the other way round."""
    try:
        gstin(text)
    except Invalid:
        assert len(text) < 15 or gstin_so_far(text).trouble
    else:
        assert not gstin_so_far(text).trouble


@given(st.integers(0, 15))
def test_the_beginning_of_a_right_one_is_never_scolded(length):
    assert not gstin_so_far(GOOD[:length]).trouble


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Satpura Tools Pvt. Ltd.", "SATPURA TOOLS PRIVATE LIMITED"),
        ("M/s Agra & Sons", "Agra and Sons"),
        ("The Bharat Co.", "BHARAT COMPANY"),
    ],
)
def test_names_that_are_one(one, other):
    assert name_key(one) == name_key(other)


def test_what_tells_nothing_is_empty():
    assert name_key("M/s. The Ltd.") == ""
    assert name_key("MS Pipes") != name_key("Pipes")
    assert phone_key("255") == phone_key(None) == ""
    assert phone_key("+91 755-2500123") == phone_key("07552500123")
    assert pan_of(GOOD) == "AAACS0000B"
    assert pan_of(None) == ""
