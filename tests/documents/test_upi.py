"""The UPI link, and the code that carries it."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from senstosales.documents import upi


def test_the_link_of_an_invoice() -> None:
    link = upi.link("narmada@sbi", "NARMADA PRECISION WORKS", "NPW/25-26/0142", Decimal("73101.5"))
    assert link == (
        "upi://pay?pa=narmada@sbi&pn=NARMADA%20PRECISION%20WORKS&am=73101.50&cu=INR"
        "&tn=Invoice%20NPW%2F25-26%2F0142&tr=NPW25260142"
    )


def test_an_amount_of_nothing_is_left_open() -> None:
    assert "am=" not in upi.link("a@b", "N", "1", Decimal(0))


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_any_name_survives_the_link(payee: str, number: str) -> None:
    try:
        payee.encode()
        number.encode()
    except UnicodeEncodeError:
        return
    link = upi.link("a@b", payee, number, Decimal(1))
    assert "+" not in link
    assert " " not in link
    fields = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert fields["pn"] == [payee.strip()[:50]]
    assert len(fields["tn"][0]) <= 50
