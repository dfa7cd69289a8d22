"""How a paper ends: where to pay, who received the goods, who signed."""

from senstosales.documents import upi
from senstosales.documents.blocks import PAD, Block, Fact, Line, below, beside, facts, stack
from senstosales.documents.flow import Piece
from senstosales.documents.matter import Matter
from senstosales.documents.stationery import received, signature
from senstosales.documents.typeface import Face
from senstosales.domain.kinds import Status
from senstosales.queries.papers import Letterhead, VoucherDetail

SIGN_WIDE = 200.0
_SIGN_HIGH = 72.0


def bank_and_signature(
    detail: VoucherDetail, matter: Matter, left: float, right: float
) -> list[Piece]:
    """Account and QR code left, signature right; or the consignee's signature left."""
    seller = detail.seller
    sign = signature(seller, SIGN_WIDE - 2 * PAD, _SIGN_HIGH)
    wide = right - left - SIGN_WIDE
    if matter.received:
        blocks = [(received(sign.height), wide), (sign, SIGN_WIDE)]
        return [beside(blocks, left, keep=True)]
    blocks = []
    code = pay_code(detail, matter)
    if code:
        blocks.append((code, upi.QR_SIDE + 2 * PAD))
        wide -= upi.QR_SIDE + 2 * PAD
    account = bank(seller, wide - 2 * PAD, scan=code is not None) if matter.payable else None
    blocks += [(account or stack([]), wide), (sign, SIGN_WIDE)]
    return [beside(blocks, left, keep=True, divided=False)]


def pay_code(detail: VoucherDetail, matter: Matter) -> Block | None:
    """The UPI code of a paper that is in force and asks for money."""
    in_force = detail.status not in (Status.CANCELLED, Status.DRAFT)
    if not (matter.scan_for and detail.seller.upi_id and in_force):
        return None
    text = upi.link(
        detail.seller.upi_id, detail.seller.name, detail.number, detail.total, matter.scan_for
    )
    return upi.code(text)


def bank(seller: Letterhead, wide: float, *, scan: bool) -> Block:
    """The account to pay to; nothing where the office has named none."""
    said = [
        Fact("Account name", seller.bank_holder or ""),
        Fact("Bank", seller.bank_name or ""),
        Fact("Account No.", seller.bank_account or "", strong=True),
        Fact("IFSC", seller.bank_ifsc or "", strong=True),
        Fact("Branch", seller.bank_branch or ""),
        Fact("UPI", seller.upi_id or ""),
    ]
    if not any(fact.value for fact in said):
        return stack([])
    heading = "Pay to this account, or scan to pay by UPI" if scan else "Pay to this account"
    return below(stack([Line(heading, Face.SEMIBOLD)]), facts(said, wide))
