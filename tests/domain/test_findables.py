"""The pieces by which the find box finds a word: whatever may be typed of it must be among them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain import findables
from senstosales.domain.findables import Findable, fold, looked_up, pieces, sought, words_of

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
SHOP = st.text("abz09-/. ärß₹क", max_size=24)


def found(text: str, typed: str) -> bool:
    held = pieces(text).split(" ")
    return all(
        set(looked_up(word)[0]) <= set(held) and (not looked_up(word)[1] or word in text)
        for word in sought(typed)
    )


@given(SHOP, st.data())
def test_a_word_is_found_by_every_beginning_of_it(said, data):
    text = words_of([said])
    for word in text.split():
        end = data.draw(st.integers(1, len(word)))
        assert found(text, word[:end]), (text, word[:end])


@given(SHOP, st.data())
def test_a_word_with_a_figure_is_found_by_any_three_characters_with_a_figure(said, data):
    text = words_of([said])
    for word in text.split():
        if len(word) >= 3:
            start = data.draw(st.integers(0, len(word) - 3))
            piece = word[start : data.draw(st.integers(start + 3, len(word)))]
            if any(character.isdigit() for character in piece):
                assert found(text, piece), (text, piece)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("DC/25-26/118", "118"), ("DC/25-26/118", "25-26/118"), ("DC/25-26/118", "dc/25"),
        ("AM9900150010", "00150"), ("6639103", "39103"), ("GEMC-511687712345", "687712"),
        ("23AAACB4146P1ZN", "aaacb"), ("Bharat Heavy", "HEAV"), ("works,bhopal", "bhopal"),
        ("Straße", "strasse"), ("ＤＣ　４５", "dc 45"), ("कलपुर्जा", "कल"),
        ("DRG NO 4440004999 REV 00", "04999"),
    ],
)  # fmt: skip
def test_found_by(text, typed):
    assert found(words_of([text]), typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("bracket", "rack"),
        ("6639103", "03"),
        ("6639103", "6639104"),
        ("electricals", "electricity"),
    ],
)
def test_not_found_by(text, typed):
    assert not found(words_of([text]), typed)


@given(WORDS)
def test_folding_twice_is_folding_once_and_what_is_folded_can_be_stored(said):
    folded = fold(said)
    assert fold(folded) == folded
    assert folded.encode() is not None
    assert "\x00" not in folded


@given(st.text(max_size=40))
def test_pieces_are_what_the_index_takes_for_one_word_each(said):
    for piece in pieces(fold(said)).split(" "):
        assert all(not character.isascii() or character.isalnum() for character in piece)
    for word in sought(said):
        assert all(piece and " " not in piece for piece in looked_up(word)[0])


def test_signs_are_nothing_to_look_for_and_a_letter_waits_for_its_next():
    assert sought("% \\ ___ -") == []
    assert sought("bracket w") == ["bracket"]
    assert sought("w") == ["w"]
    assert sought("order 5") == ["order", "5"]


def test_the_newest_stands_lowest_and_no_business_or_kind_reaches_into_another():
    days = [findables.day_number(date(year, 4, 1)) for year in (9999, 2026, 2019, 1900)]
    places = [findables.places_of_day(7, Findable.CHALLAN, day) for day in days]
    assert places == sorted(places)
    seen = []
    for business in (1, 2, 3_000_000):
        for kind in Findable:
            first, last = (
                findables.first_place(business, kind),
                findables.last_place(business, kind),
            )
            assert first + 500 * findables.SLOTS < findables.places_of_day(business, kind, days[0])
            assert findables.places_of_day(business, kind, 0) + findables.SLOTS - 1 == last < 2**63
            undated = [findables.undated_place(business, kind, key) for key in (2**26 - 1, 9, 1)]
            assert undated == sorted(undated)
            assert first <= undated[0] <= undated[-1] <= last
            seen.append((first, last))
    assert all(before[1] < after[0] for before, after in pairwise(seen))
