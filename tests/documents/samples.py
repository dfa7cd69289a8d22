"""Made-up papers of a made-up firm, in all the shapes the papers must survive."""

import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from PIL import Image, ImageDraw

from senstosales.domain.amounts import divide, half_up
from senstosales.domain.kinds import Status, TaxSplit
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import (
    ChallanDetail,
    Letterhead,
    PaperLine,
    Particulars,
    PartyOnPaper,
    Reference,
    VoucherDetail,
    summarise_hsn,
)

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRINTED = date(2026, 3, 6)


def gstin(first_fourteen: str) -> str:
    """The 14 characters with their check character."""
    total = 0
    for place, character in enumerate(first_fourteen):
        product = _ALPHABET.index(character) * (1 + place % 2)
        total += product // 36 + product % 36
    return first_fourteen + _ALPHABET[(36 - total % 36) % 36]


def logo() -> bytes:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((50, 0, 350, 300), outline="black", width=16)
    pen.polygon([(120, 220), (200, 60), (280, 220)], outline="black", width=14)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


SELLER = Letterhead(
    name="NARMADA PRECISION WORKS",
    business_line="Manufacturers of machined components, fabrications and insulation parts",
    address="Plot 7, Sector C, Industrial Area, Govindpura, Bhopal 462023, Madhya Pradesh",
    gstin=gstin("23ABCFN1234K1Z"),
    pan="ABCFN1234K",
    udyam="UDYAM-MP-10-0012345",
    state_code="23",
    state_name="Madhya Pradesh",
    phone="0755 2580117",
    email="office@narmada-precision.example",
    bank_name="State Bank of India",
    bank_account="30012345678",
    bank_ifsc="SBIN0001234",
    bank_branch="Govindpura, Bhopal",
    upi_id="narmadaprecision@sbi",
    jurisdiction="Bhopal",
    logo=logo(),
)
BUYER = PartyOnPaper(
    name="Bharat Heavy Electricals Limited",
    designation="The Senior Manager (Stores)",
    address="Heavy Electrical Plant, Piplani, Bhopal 462022",
    gstin=gstin("23AAACB4146P1Z"),
    state_code="23",
    state_name="Madhya Pradesh",
)
CONSIGNEE = PartyOnPaper(
    name="BHEL Locomotive and Electrical Machines Store",
    designation="The Store Keeper (LEM), Division 217",
    address="Gate 5, BHEL Township, Piplani, Bhopal 462022",
    gstin=BUYER.gstin,
    state_code="23",
    state_name="Madhya Pradesh",
)
FAR_BUYER = PartyOnPaper(
    name="Bharat Heavy Electricals Limited",
    address="Heavy Power Equipment Plant, Ranipur, Haridwar 249403",
    gstin=gstin("05AAACB4146P1Z"),
    state_code="05",
    state_name="Uttarakhand",
)
SHORT = "AIR BAFFLE ASSY. AS PER DRG. 14459100017, VAR.00, REV.00; WEIGHT OF EACH BAFFLE = 42 KG"
_LONG_PARTS = (
    "TERMINAL COVER PLATE AS PER BHEL DRG NO. 44459020011 REV 01, VAR.00 (ITEM 01 TO 03)/CLW DRG",
    "NO.4TWD.990.017 ALT 2. MATERIAL: GLASS EPOXY LAMINATE SHEET GRADE EP3 TO SPECN. ZZ90414 REV.04,",
    "CUT EDGES SEALED WITH VARNISH; HOLES DEBURRED AND COUNTERSUNK ON BOTH SIDES. EACH PIECE TO BE",
    "PUNCHED WITH VENDOR CODE, DRG NO. AND DATE OF SUPPLY. INSPECTION AT VENDORS WORKS BY TPI;",
    "DIMENSION REPORT, TC & GC IN THREE COPIES WITH EACH LOT. PACKING: 50 NOS. PER WOODEN CASE LINED",
    "WITH WATERPROOF PAPER, EACH CASE MARKED WITH ORDER NO., ITEM NO. AND GROSS WEIGHT IN KG. NO",
    "DEVIATION WITHOUT WRITTEN CONSENT OF THE PURCHASER",
)
LONG = " ".join(_LONG_PARTS).ljust(638, ".")[:638]


def _line(number: int, description: str, quantity: str, rate: str, **more: object) -> PaperLine:
    return replace(
        PaperLine(
            id=number,
            position=number,
            description=description,
            quantity=Decimal(quantity),
            unit="NO",
            rate=Decimal(rate),
            item_no=number,
            lot_no=1,
            material_code=f"AM99001800{number:02d}",
            hsn="85030090",
            gst_rate=Decimal(18),
        ),
        **more,  # type: ignore[arg-type]
    )


def priced(line: PaperLine, split: TaxSplit, *, inclusive: bool) -> PaperLine:
    """The line with its taxes, worked the way the books work them."""
    rate = line.gst_rate or Decimal(0)
    gross = half_up(line.quantity * line.rate)
    taxable = divide(gross * 100, 100 + rate) if inclusive else gross
    if split is TaxSplit.IGST:
        igst = gross - taxable if inclusive else half_up(taxable * rate / 100)
        cgst = sgst = Decimal("0.00")
    else:
        cgst = sgst = half_up(taxable * rate / 200)
        igst = Decimal("0.00")
        if inclusive:
            taxable = gross - cgst - sgst
    total = taxable + cgst + sgst + igst
    return replace(line, taxable=taxable, cgst=cgst, sgst=sgst, igst=igst, total=total)


def lines(count: int) -> tuple[PaperLine, ...]:
    short = "SUPPORT BRACKET TO DRG NO 24459050001, REV.00 AND MATL. SPECN. NO. ZZ90414, REV.04"
    return tuple(
        _line(
            number,
            LONG if number % 17 == 5 else f"{short} ITEM {number}",
            str(5 + number),
            f"{159 + number * 3}.{number % 100:02d}",
            hsn=("85030090", "85469090", "73269099")[number % 3],
            unit=("NO", "ST", "KG")[number % 3],
        )
        for number in range(1, count + 1)
    )


FULL = Particulars(
    our_ref="NPW/Q/118",
    amendment_date=date(2026, 1, 12),
    dispatched_to="Division 217, LEM Store",
    department_no="217",
    inspection_company="Sample Inspection Bureau Pvt Ltd, Bhopal",
    certificate_number="GC/25-26/0142",
    certificate_date=date(2026, 3, 5),
    report="DR/25-26/0142 dated 04-Mar-2026",
    test_certificates=("TC 118 dated 02-Mar-2026", "TC 119 dated 03-Mar-2026"),
    vehicle_no="MP04 GA 1234",
    lr_no="LR 55821",
    transporter="Vindhya Road Lines",
    mode_of_transport="Road",
    eway_bill_no="371234567890",
    destination="Piplani, Bhopal",
    dispatched_through="Loading vehicle",
    terms_of_delivery="Delivery to LEM store, free of charge",
    payment_terms="100 % against SRV within 45 days",
    gemc_number="511600012345610",
    gemc_date=date(2025, 12, 2),
    srv_no="SRV 904412",
    srv_date=date(2026, 3, 9),
    remarks="Two cases, hand delivery",
)


def invoice(
    goods: tuple[PaperLine, ...] | None = None,
    *,
    split: TaxSplit = TaxSplit.CGST_SGST,
    inclusive: bool = False,
    particulars: Particulars | None = None,
    round_off: bool = True,
    **more: object,
) -> VoucherDetail:
    if goods is None:
        goods = (_line(1, SHORT, "5", "12390", packets=5, drawing="14459100017"),)
    goods = tuple(priced(line, split, inclusive=inclusive) for line in goods)
    taxable, cgst, sgst, igst = (
        sum((getattr(line, name) for line in goods), Decimal("0.00"))
        for name in ("taxable", "cgst", "sgst", "igst")
    )
    exact = taxable + cgst + sgst + igst
    total = half_up(half_up(exact, 0)) if round_off else exact
    buyer = FAR_BUYER if split is TaxSplit.IGST else BUYER
    detail = VoucherDetail(
        id=1,
        version=1,
        number="NPW/25-26/0142",
        date=date(2026, 3, 5),
        fiscal_year="2025-26",
        status=Status.ISSUED,
        seller=SELLER,
        buyer=buyer,
        consignee=buyer,
        order=Reference("6629110", date(2025, 12, 7)),
        challan=Reference("DC/25-26/0138", date(2026, 3, 5)),
        lines=goods,
        particulars=particulars or Particulars(payment_terms="100 % against SRV within 45 days"),
        tax_split=split,
        tax_note="intra-state",
        price_inclusive=inclusive,
        place_of_supply=buyer.state_code or "",
        place_of_supply_name=buyer.state_name or "",
        taxable=taxable,
        cgst=cgst,
        sgst=sgst,
        igst=igst,
        round_off=total - exact,
        total=total,
        supplier_code="S4471",
        hsn_summary=summarise_hsn(goods),
    )
    return replace(detail, **more)  # type: ignore[arg-type]


def challan(
    goods: tuple[PaperLine, ...] | None = None, particulars: Particulars = FULL, **more: object
) -> ChallanDetail:
    if goods is None:
        goods = (_line(1, SHORT, "5", "12390", packets=5, lot_no=2),)
    detail = ChallanDetail(
        id=1,
        version=1,
        number="DC/25-26/0138",
        date=date(2026, 3, 5),
        fiscal_year="2025-26",
        status=Status.ISSUED,
        seller=SELLER,
        consignee=BUYER,
        order=Reference("6629110", date(2025, 12, 7)),
        amend_no=2,
        lines=goods,
        particulars=particulars,
        value=sum((half_up(line.quantity * line.rate) for line in goods), Decimal("0.00")),
        invoice=Reference("NPW/25-26/0142", date(2026, 3, 5)),
        created_at=datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
        supplier_code="S4471",
    )
    return replace(detail, **more)  # type: ignore[arg-type]


def crores() -> tuple[PaperLine, ...]:
    """Lines of the widest figures that a paper must hold."""
    return (
        _line(1, LONG, "1", "84745762.7034", hsn="85030090"),
        _line(2, SHORT, "12345.678", "6865.5", unit="KG"),
        _line(3, SHORT, "1", "99999999.99"),
    )


def mixed() -> tuple[PaperLine, ...]:
    return (
        _line(1, SHORT, "5", "12390", hsn="85030090"),
        _line(2, "Teak wedge, seasoned", "120.5", "33.3333", hsn="44219990", gst_rate=Decimal(5)),
        _line(3, "परीक्षण हेतु नमूना, निःशुल्क किट – हिन्दी विवरण", "1", "100", gst_rate=Decimal("0.25")),
    )


@dataclass(frozen=True)
class RegisterRow:
    """One row of a made-up invoice register."""

    id: int
    number: str
    on: date
    party: str
    order: str
    value: Decimal
    rate: Decimal
    quantity: Decimal
    done: int
    status: Status
    at: datetime


REGISTER = (
    Column("number", "Invoice No.", Look.NUMBER, 16),
    Column("on", "Date", Look.DATE, 11),
    Column("party", "Buyer", Look.TEXT, 34),
    Column("order", "Order No.", Look.NUMBER, 10),
    Column("quantity", "Quantity", Look.QUANTITY, 10),
    Column("rate", "Rate", Look.RATE, 12),
    Column("value", "Value", Look.MONEY, 16),
    Column("done", "Dispatched", Look.PERCENT, 9),
    Column("status", "Status", Look.STATUS, 14),
    Column("at", "Entered", Look.MOMENT, 17),
)


def register_row(number: int) -> RegisterRow:
    return RegisterRow(
        id=number,
        number=f"NPW/25-26/{number:04d}",
        on=date(2025, 4 + number % 8, 1 + number % 28),
        party=(BUYER.name, "=cmd|' /C calc'!A0", "भेल भोपाल", "@SUM(1)")[number % 4],
        order=str(6629110 + number),
        value=Decimal(number * 123456) + Decimal("0.75"),
        rate=Decimal("1234.5678"),
        quantity=Decimal(number) / 2,
        done=number,
        status=Status.PART_DISPATCHED,
        at=datetime(2026, 3, 5, 20, 30, tzinfo=UTC),
    )
