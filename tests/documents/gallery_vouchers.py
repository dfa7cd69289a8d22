"""Writes papers of every kind and design from real books: python -m tests.documents.gallery_vouchers DIR."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from senstosales.books.store import Books, open_books
from senstosales.documents import templates
from senstosales.domain.gst import DiscountBasis
from senstosales.domain.kinds import Nature, Status, VoucherKind, VoucherState
from senstosales.queries.papers import VoucherDetail
from tests.clock import Clock
from tests.documents import samples as s
from tests.documents import vouchers as v

INVOICE, QUOTATION = VoucherKind.INVOICE, VoucherKind.QUOTATION


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        books = open_books(Path(home) / "books.sqlite3", create=True, clock=Clock())
        try:
            v.set_up(books)
            for name, detail in shapes(books).items():
                for template in templates.TEMPLATES[detail.kind]:
                    data = templates.pdf(detail, template, ("original",), s.PRINTED)
                    (folder / f"{name}-{template}.pdf").write_bytes(data)
                (folder / f"{name}.xlsx").write_bytes(templates.xlsx(detail))
        finally:
            books.close()


def shapes(books: Books) -> dict[str, VoucherDetail]:
    """Papers of many shapes by name."""
    found = {
        f"{kind.value}-{count}": v.kept(books, v.draft(kind, count))
        for kind in VoucherKind
        for count in (1, 30, 300)
    }
    found |= {f"{kind.value}-rich": v.kept(books, v.rich(kind)) for kind in VoucherKind}
    signed = replace(found["invoice-rich"].seller, signature=v.signature(), stamp=v.stamp())
    found["invoice-signed"] = replace(found["invoice-1"], seller=signed)
    found["quotation-signed"] = replace(found["quotation-1"], seller=signed)
    found["challan-signed"] = replace(found["challan-1"], seller=signed)
    before_tax = {"discount_basis": DiscountBasis.BEFORE_TAX, "tcs": None}
    found["invoice-trade"] = v.kept(
        books, v.rich(lines=v.lines(3, discount=v.TEN_PERCENT), **before_tax)
    )
    found["invoice-bill"] = v.kept(books, v.draft(nature=Nature.BILL_OF_SUPPLY))
    found["invoice-reverse"] = v.kept(books, v.draft(reverse_charge=True))
    found["invoice-igst"] = v.kept(books, v.draft(buyer=v.FAR, lines=v.lines(3, inclusive=True)))
    found["invoice-export"] = v.kept(
        books, v.draft(place_of_supply="96", under_lut=True, buyer=v.PartyOnPaperDraft(name="Zed"))
    )
    found["invoice-draft"] = v.kept(
        books, v.draft(state=VoucherState.DRAFT, buyer=v.PartyOnPaperDraft(name=""), lines=())
    )
    found["invoice-cancelled"] = replace(
        found["invoice-1"], status=Status.CANCELLED, cancelled_reason="Wrong buyer named"
    )
    huge = v.lines(3, price=v.D("987654321.1234"), quantity=v.D("123.456"))
    found["invoice-huge"] = v.kept(books, v.draft(lines=huge))
    long = v.PARTICULARS.model_copy(
        update={
            "terms": tuple(f"{s.LONG[: 40 + 9 * at]}" for at in range(40)),
            "notes": "\n\n".join([s.LONG] * 4),
            "remarks": s.LONG,
        }
    )
    found["invoice-long"] = v.kept(books, v.rich(particulars=long))
    found["quotation-long"] = v.kept(books, v.rich(QUOTATION, particulars=long))
    service = v.lines(2, hsn="998719", unit="NA", quantity=v.D(1))
    found["invoice-service"] = v.kept(books, v.draft(lines=service))
    natures = (Nature.RETURNABLE, Nature.APPROVAL, Nature.OTHER)
    for nature in natures:
        free = v.lines(2, price=v.D(0), gst_rate=v.D(0))
        made = v.draft(VoucherKind.CHALLAN, nature=nature, lines=free)
        found[f"challan-{nature.name.lower()}"] = v.kept(books, made)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
