"""The QR codes are those of reportlab, sooner made."""

import string

from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.barcode.qrencoder import QRCode

from senstosales.documents import qr


@given(st.text(string.ascii_letters + string.digits + ":/?&=%@ .", min_size=1, max_size=400))
def test_the_bytes_of_a_code_are_those_of_the_slow_way(text: str) -> None:
    made = QrCodeWidget(text, barLevel="M").qr
    made.version = made.calculate_version()
    slowly = QRCode.createData(made.version, made.errorCorrectLevel, made.dataList)
    assert qr.codewords(made) == slowly


def test_a_code_is_made_once_for_all_copies() -> None:
    assert qr.picture("upi://pay?pa=a@b") is qr.picture("upi://pay?pa=a@b")
