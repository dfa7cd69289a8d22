"""E-mail addresses by their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain import identity
from senstosales.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Asha.Verma@Example.COM ", "asha.verma@example.com"),
        ("a@b.in", "a@b.in"),
        ("o'neil+bills@mail.works.co.in", "o'neil+bills@mail.works.co.in"),
        ("आशा@उदाहरण.भारत", "आशा@उदाहरण.भारत"),
    ],
)
def test_addresses_are_kept_in_small_letters(typed, kept):
    assert identity.email_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "asha", "asha@", "@example.com", "a b@example.com", "a@b", "a@@b.in", "a@b..in",
        "a@b.in\r\nBcc: x@y.in", "a@b.in\n", "<a@b.in>", "a@b.in,c@d.in", "a@b.i", "a\x00@b.in",
        "a" * 65 + "@b.in", "a@" + "b" * 64 + ".in", "a@" + "b." * 130 + "in", '"a"@b.in',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    if typed == "a@b.in\n":
        assert identity.email_address(typed) == "a@b.in"  # blanks around it are the typist's
        return
    with pytest.raises(Invalid) as refused:
        identity.email_address(typed)
    assert refused.value.field == "email"


@given(st.text(max_size=300))
def test_whatever_is_accepted_fits_into_one_header_line(text):
    try:
        address = identity.email_address(text)
    except Invalid:
        return
    assert not any(character.isspace() or ord(character) < 32 for character in address)
    assert address.count("@") == 1
    assert len(address) <= identity.LONGEST_EMAIL
