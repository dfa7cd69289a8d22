"""Colours for the heads of papers: read strictly, and never too light to be copied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.colours import channels, contrast_on_white, paper_colour
from senstosales.errors import Invalid


@pytest.mark.parametrize(
    ("text", "kept"), [("#1c3a5e", "#1C3A5E"), ("1C3A5E", "#1C3A5E"), (" #000000 ", "#000000")]
)
def test_a_dark_colour_is_kept_as_six_figures(text: str, kept: str) -> None:
    assert paper_colour(text) == kept


@pytest.mark.parametrize("text", ["", "blue", "#12", "#12345G", "#1C3A5E00", "##1C3A5E"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="# and six figures"):
        paper_colour(text)


@pytest.mark.parametrize("text", ["#FFFFFF", "#FFD700", "#7FBFFF", "#777777"])
def test_a_colour_that_would_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="too light"):
        paper_colour(text)


def test_black_and_white_are_the_ends_of_contrast() -> None:
    assert contrast_on_white(channels("#000000")) == pytest.approx(21)
    assert contrast_on_white(channels("#FFFFFF")) == pytest.approx(1)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.integers(0, 2))
def test_darker_is_never_harder_to_read(parts: tuple[int, ...], place: int) -> None:
    darker = [max(0, part - 1) if at == place else part for at, part in enumerate(parts)]
    before, after = ("#{:02X}{:02X}{:02X}".format(*each) for each in (parts, darker))
    assert contrast_on_white(channels(after)) >= contrast_on_white(channels(before))
