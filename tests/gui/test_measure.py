from decimal import Decimal

import pytest

from senstosales.errors import Invalid
from senstosales.gui.measure import in_unit, measured


@pytest.mark.parametrize(
    ("text", "unit", "quantity", "typed"),
    [
        ("10", "KGS", "10", ""),
        ("10 kg", "KGS", "10", ""),
        ("500g", "KGS", "0.5", ""),
        ("500 gms", "KGS", "0.5", ""),
        ("1.5 ton", "KGS", "1500", ""),
        ("2 mt", "KGS", "2000", ""),
        ("250 cm", "MTR", "2.5", ""),
        ("3 dozen", "NO", "36", ""),
        ("12*2 nos.", "NO", "24", ""),
        ("4 pcs", "NOS", "4", ""),
        ("10 kg", "NOS", "10", "KGS"),
        ("4 EA", "EA", "4", ""),
        ("7 lot", "LOT", "7", ""),
        ("10 x 3", "NOS", "30", ""),
        ("", "NOS", None, ""),
    ],
)
def test_the_unit_behind_a_figure(text: str, unit: str, quantity: str | None, typed: str) -> None:
    assert measured(text, unit) == (None if quantity is None else Decimal(quantity), typed)


def test_less_than_a_thousandth_is_refused_not_rounded() -> None:
    with pytest.raises(Invalid, match="3 decimals"):
        in_unit("1 gm", "TON")


def test_another_kind_of_unit_is_refused() -> None:
    with pytest.raises(Invalid, match="counted in KGS, not in MTR"):
        in_unit("5 m", "KGS")
    with pytest.raises(Invalid, match="is not an amount"):
        in_unit("5 apples", "KGS")
