"""Sealed texts: read by whoever has the key, and by nobody else."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from senstosales.books import sealing

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@given(st.text(max_size=200))
def test_a_sealed_text_is_read_with_its_key_alone(text):
    sealed = sealing.seal(KEY, text)
    assert sealing.opened(KEY, sealed) == text
    assert sealing.opened(OTHER, sealed) is None
    assert sealing.seal(KEY, text) != sealed
    if len(text) > 3:
        assert text.encode() not in base64.b64decode(sealed)


@given(st.integers(0, 52), st.integers(1, 255))
def test_a_changed_one_is_none(place, change):
    raw = bytearray(base64.b64decode(sealing.seal(KEY, "12345")))
    raw[place] ^= change
    assert sealing.opened(KEY, base64.b64encode(raw).decode()) is None


@given(
    st.text(max_size=80) | st.binary(max_size=60).map(lambda raw: base64.b64encode(raw).decode())
)
def test_what_was_never_sealed_is_none(text):
    assert sealing.opened(KEY, text) is None
