"""The parts that the contract's four documents share (its section 3), field by field."""

from senstosales.api.contracts.vouchers.rules import (
    Email,
    Field,
    Flag,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
)

NAME = 200
CODE = 40
PICTURE = 300_000
"""Characters of a `signatureUrl`: some clients send the picture itself, as a data URL."""

_ANY = Text()


def _optional(*names: str) -> tuple[Field, ...]:
    """Texts that may be null or left out."""
    return tuple(Field(name, _ANY, nullable=True) for name in names)


LINE = Record(
    (
        Field("itemId", Text(), required=True),
        Field("itemName", Text(), required=True),
        Field("hsnSac", Text(longest=CODE), default=""),
        Field("quantity", Number(below=10**9, decimals=3), required=True),
        Field("unit", Text(longest=CODE), default="Nos"),
        Field("unitPrice", Number(below=10**10), required=True),
        Field("discountType", OneOf(("percentage", "flat")), required=True),
        Field("discountValue", Number(), required=True),
        Field("discountPercent", Number(), required=True),
        Field("gstPercent", Number(most=100, decimals=3), required=True),
        Field("taxInclusive", Flag(), default=False),
        Field("cessType", OneOf(("Percentage", "Fixed", "Per Unit")), required=True),
        Field("cessValue", Number(below=10**10), required=True),
    )
)
CHARGE = Record(
    (
        Field("name", Text(longest=NAME), required=True),
        Field("amount", Number(below=10**10), required=True),
        Field("gstPercent", Number(most=100, decimals=3), required=True),
        Field("hsnSac", Text(longest=CODE), default=""),
        Field("isTaxInclusive", Flag(), default=False),
    )
)
TCS = Record(
    (
        Field("percentage", Number(below=10**6), required=True),
        Field("basis", OneOf(("taxableAmount", "finalAmount")), required=True),
    )
)
TRANSPORT = Record(
    (
        *_optional("vehicleNumber", "mode", "transporterName", "transporterId", "docNo", "docDate"),
        Field("approxDistance", Number()),
        *_optional(
            "placeOfSupply", "dateOfSupply", "placeOfSupplyStateCode", "placeOfSupplyStateName"
        ),
        Field("supplyTypeDisplay", OneOf(("intrastate", "interstate")), nullable=True),
    )
)
BANK = Record(
    _optional("bankName", "accountHolderName", "accountNumber", "ifscCode", "branch", "upiId")
)
OTHER = Record(
    (
        Field("reverseCharge", Flag(), default=False),
        *_optional("poNumber", "poDate", "challanNumber", "eWayBillNumber"),
    )
)
CUSTOM = Record((Field("name", Text(), required=True), Field("value", Text(), required=True)))
SELLER = Record(
    (
        Field("firmName", Text("Seller firmName is required"), required=True),
        Field("gstNumber", Text("Seller GST number is required"), required=True),
    ),
    open_=True,
)
QUOTATION_SELLER = Record(
    (*SELLER.fields, Field("dispatchAddress", Record((), open_=True), nullable=True)), open_=True
)
CONTACT = Record(
    (
        Field("name", Text("Contact name is required"), required=True),
        Field("phone", Text()),
        Field("email", Email()),
    )
)

LINES = ListOf(LINE, longest=2000)
CHARGES = ListOf(CHARGE, longest=100)
CUSTOMS = ListOf(CUSTOM)
TEXTS = ListOf(Text())
CONTACTS = ListOf(CONTACT)
PICTURE_URL = Text(longest=PICTURE)
