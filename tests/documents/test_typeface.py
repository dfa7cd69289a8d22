"""Letters: measured, wrapped, and never an empty box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.documents import invoice
from senstosales.documents.typeface import Face, clean, runs, width, wrap
from tests.documents import reading
from tests.documents import samples as s

ROOM = 120.0


@given(st.text(max_size=300), st.sampled_from(list(Face)))
def test_lines_never_exceed_their_room_and_lose_nothing(text: str, face: Face) -> None:
    lines = wrap(text, face, 9, ROOM)
    assert all(width(line, face, 9) <= ROOM + 0.01 for line in lines)
    assert reading.squeezed("".join(lines)) == reading.squeezed(clean(text))


@given(st.text(max_size=200))
def test_every_character_has_a_glyph_or_a_question_mark(text: str) -> None:
    from reportlab.pdfbase import pdfmetrics

    printed = clean(text).replace("\n", " ")
    parts = list(runs(printed, Face.REGULAR))
    assert sum(len(part) for _, part in parts) == len(printed)
    for font, part in parts:
        glyphs = pdfmetrics.getFont(font).face.charToGlyph
        assert all(ord(character) in glyphs for character in part)


def test_long_words_break_after_a_mark_where_there_is_one() -> None:
    lines = wrap("SUPPLIER/NARMADA-PRECISION-WORKS/GOVINDPURA/BHOPAL", Face.REGULAR, 9, ROOM)
    assert len(lines) > 1
    assert all(line[-1] in "-/" for line in lines[:-1])


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("किट", "\u093fकट"),
        ("प्रिय", "प\u094d\u093fरय"),
        ("कविता", "क\u093fवता"),
        ("⌀12 μm, 5 Ω", "Ø12 µm, 5 ohm"),
        ("a\u00a0b\x02c", "a b c"),
    ],
)
def test_cleaned_text(written: str, printed: str) -> None:
    assert clean(written) == printed


def test_hindi_and_rupee_sign_are_set_in_bundled_fonts() -> None:
    buyer = s.replace(s.BUYER, name="भारत हेवी इलेक्ट्रॉनिक्स 漢")
    data = invoice.pdf(s.invoice(buyer=buyer), invoice.INVOICE_COPIES[:1], s.PRINTED)
    said = reading.text(data)
    assert "भारत" in said
    assert "₹ 73,101.00" in said
    assert "漢" not in said
    used = {name.split("+")[-1].split("-")[0] for name in reading.fonts(data)}
    assert {"InterTabular", "NotoSansDevanagari"} <= used
