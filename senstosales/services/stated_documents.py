"""Documents as clients of the vouchers contract state them, and what the tax engine makes of them.

Only what decides the figures is read, and it is read as those clients do: their rules for discounts,
cess, charges and the place of supply. What the contract asks for beside that is the business of its
REST door. Needs no books.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from senstosales.domain import gst, law
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import TaxSplit
from senstosales.errors import Invalid, Problem

# A number beyond these is a slip or an attack. Within them every figure is exact.
_LIMIT = Decimal(10) ** 18
_MOST_DECIMALS = 400


class StatedKind(StrEnum):
    """The four documents of the contract, by the name their body has in its answers."""

    INVOICE = "invoice"
    QUOTATION = "quotation"
    DEBIT_NOTE = "salesDebitNote"
    CHALLAN = "deliveryChallan"


_NUMBERS = {
    StatedKind.INVOICE: "invoiceNumber",
    StatedKind.QUOTATION: "quotationNumber",
    StatedKind.DEBIT_NOTE: "invoiceNumber",
    StatedKind.CHALLAN: "challanNumber",
}
# What a document of the kind does not have: the contract drops it unread.
_DROPPED = {
    StatedKind.INVOICE: set(),
    StatedKind.QUOTATION: {"type", "transportInfo", "otherDetails", "roundOff"},
    StatedKind.DEBIT_NOTE: {"type"},
    StatedKind.CHALLAN: {"type"},
}
_OF_DEBIT_NOTES = {"salesDebitNoteId", "referenceInvoiceId", "referenceInvoiceNumber", "reason"}


def _wrong(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("rule", "{sentence}", {"sentence": sentence})


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong("must be a number")
    number = Decimal(value)
    if not number.is_finite():
        raise _wrong("must be a number")
    if number.copy_abs() >= _LIMIT:
        raise _wrong("is impossibly large")
    if int(number.as_tuple().exponent) < -_MOST_DECIMALS:
        raise _wrong("has too many decimals")
    return number


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise _wrong("must not be less than 0")
    return value


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 100:
        raise _wrong("must be between 0 and 100")
    return value


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _wrong("must be text")
    return str(value)


def _null_is(value: object) -> BeforeValidator:
    """A null says as little as nothing."""
    return BeforeValidator(lambda given: value if given is None else given)


Signed = Annotated[Decimal, BeforeValidator(_number)]
Amount = Annotated[Signed, AfterValidator(_not_negative)]
OptionalAmount = Annotated[Amount, _null_is(ZERO)]
Percent = Annotated[Signed, AfterValidator(_share)]
Text = Annotated[str, BeforeValidator(_text)]
Switch = Annotated[StrictBool, _null_is(False)]


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class StatedLine(_Stated):
    """A line item (section 3 of the contract)."""

    itemId: Text = ""
    itemName: Text = ""
    hsnSac: Text = ""
    quantity: Amount
    unit: Text = "Nos"
    unitPrice: Amount
    discountType: gst.DiscountKind | None = None
    discountValue: OptionalAmount = ZERO
    discountPercent: OptionalAmount = ZERO
    gstPercent: Percent
    taxInclusive: Switch = False
    cessType: gst.CessKind | None = None
    cessValue: OptionalAmount = ZERO

    @model_validator(mode="after")
    def _kinds_are_said(self) -> Self:
        if self.discountType is None and (self.discountValue or self.discountPercent):
            raise _wrong("has a discount without discountType")
        if self.cessType is None and self.cessValue:
            raise _wrong("has a cess without cessType")
        return self

    @property
    def discount(self) -> gst.Discount | None:
        """A percentage is in discountPercent, or in discountValue where that is 0 or not said."""
        if self.discountType is None:
            return None
        value = self.discountValue
        if self.discountType is gst.DiscountKind.PERCENTAGE:
            value = self.discountPercent or value
        return gst.Discount(self.discountType, value)

    @property
    def cess(self) -> gst.Cess | None:
        return gst.Cess(self.cessType, self.cessValue) if self.cessType else None


class StatedCharge(_Stated):
    """An additional charge (section 3)."""

    name: Text = ""
    amount: Amount
    gstPercent: Percent
    hsnSac: Text = ""
    isTaxInclusive: Switch = False


class StatedTcs(_Stated):
    """tcsInfo (section 3)."""

    percentage: Amount
    basis: gst.TcsBasis


class StatedTransport(_Stated):
    """What transportInfo says about the place of supply (section 3)."""

    placeOfSupplyStateCode: Text = ""
    supplyTypeDisplay: Text = ""


class StatedDetails(_Stated):
    """What otherDetails says about the tax (section 3)."""

    reverseCharge: Switch = False


class StatedDocument(_Stated):
    """One of the four documents (sections 5 to 8); `number` is its own, whatever the key.

    globalDiscountBasis is ours: `beforeTax` asks for the lawful trade discount.
    """

    kind: StatedKind
    number: Text = ""
    type: Literal["taxInvoice", "billOfSupply"] = "taxInvoice"
    seller: Annotated[dict[str, Any], _null_is({})] = {}
    buyerGstin: Text = ""
    buyerStateCode: Text = ""
    buyerStateName: Text = ""
    shippingAddress: Text = ""
    items: Annotated[tuple[StatedLine, ...], _null_is(())] = ()
    additionalCharges: Annotated[tuple[StatedCharge, ...], _null_is(())] = ()
    globalDiscountType: Annotated[gst.DiscountKind, _null_is(gst.DiscountKind.PERCENTAGE)] = (
        gst.DiscountKind.PERCENTAGE
    )
    globalDiscountValue: OptionalAmount = ZERO
    globalDiscountBasis: Annotated[Literal["afterTax", "beforeTax"], _null_is("afterTax")] = (
        "afterTax"
    )
    tcsInfo: StatedTcs | None = None
    transportInfo: StatedTransport | None = None
    otherDetails: StatedDetails | None = None
    roundOff: Signed | None = None

    @property
    def is_bill_of_supply(self) -> bool:
        return self.type == "billOfSupply"

    @property
    def reverse_charge(self) -> bool:
        return self.otherDetails is not None and self.otherDetails.reverseCharge


def kind_of(body: Mapping[str, Any]) -> StatedKind:
    """Which document a body is, by its number's key; a debit note's number has an invoice's key."""
    for kind in (StatedKind.QUOTATION, StatedKind.CHALLAN):
        if _NUMBERS[kind] in body:
            return kind
    number = body.get("invoiceNumber")
    if _OF_DEBIT_NOTES & body.keys() or (isinstance(number, str) and number.startswith("SDN-")):
        return StatedKind.DEBIT_NOTE
    return StatedKind.INVOICE


def number_in(body: Mapping[str, Any]) -> str:
    """The document's own number, or an empty text where it bears none that can be shown."""
    number = body.get(_NUMBERS[kind_of(body)])
    return number if isinstance(number, str) else ""


def read(body: Mapping[str, Any], kind: StatedKind | None = None) -> StatedDocument:
    """A document from the JSON of its body, numbers as `Decimal` or `int`; raises `Invalid`."""
    if kind is None:
        kind = kind_of(body)
        if _NUMBERS[kind] not in body and "items" not in body:
            raise Invalid("it has neither a number of its own nor items.")
    values = {key: value for key, value in body.items() if key not in _DROPPED[kind]}
    try:
        return StatedDocument.model_validate(
            {**values, "kind": kind, "number": body.get(_NUMBERS[kind])}
        )
    except ValidationError as error:
        problems = [
            Problem(".".join(map(str, found["loc"])), _sentence(found)) for found in error.errors()
        ]
        raise Invalid(problems[0].sentence, field=problems[0].field, problems=problems) from error


_SAID_WRONGLY = {
    "missing": "is missing",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def _sentence(found: ErrorDetails) -> str:
    words = [f"line {part + 1}" if isinstance(part, int) else part for part in found["loc"]]
    said = _SAID_WRONGLY.get(found["type"], f"is not right ({found['msg']})")
    if found["type"] in ("enum", "literal_error"):
        said = f"must be {found['ctx']['expected']}"
    elif found["type"] == "rule":
        said = found["msg"]
    return f"{' of '.join(reversed(words)) or 'it'} {said}."


def taxable(document: StatedDocument) -> gst.TaxableDocument:
    """What the tax engine takes.

    Reverse charge is left out: the clients' totals have the tax in them all the same.
    """
    discount = gst.Discount(document.globalDiscountType, document.globalDiscountValue)
    tcs = document.tcsInfo
    return gst.TaxableDocument(
        [
            gst.TaxableLine(
                line.quantity,
                line.unitPrice,
                line.gstPercent,
                line.taxInclusive,
                line.discount,
                line.cess,
            )
            for line in document.items
        ],
        charges=[
            gst.TaxableCharge(charge.amount, charge.gstPercent, charge.isTaxInclusive)
            for charge in document.additionalCharges
        ],
        split=split_of(document),
        discount=discount if discount.value else None,
        discount_basis=(
            gst.DiscountBasis.BEFORE_TAX
            if document.globalDiscountBasis == "beforeTax"
            else gst.DiscountBasis.AFTER_TAX
        ),
        tcs=gst.Tcs(tcs.percentage, tcs.basis) if tcs else None,
        untaxed=document.is_bill_of_supply,
        round_off=document.roundOff,
    )


def compute(document: StatedDocument) -> gst.TaxedDocument:
    """The figures of a document; raises `Invalid` for sums that no document can have."""
    taxed = gst.compute(taxable(document))
    if taxed.before_discount >= _LIMIT:
        raise Invalid("its total is impossibly large.")
    return taxed


def split_of(document: StatedDocument) -> TaxSplit:
    """Which taxes the document bears; IGST where that cannot be told."""
    seller, place = seller_state(document.seller), place_of_supply(document)
    display = ""
    if document.transportInfo:
        display = document.transportInfo.supplyTypeDisplay.strip().casefold()
    if display == "intrastate":
        known = seller or place
        return gst.split_for(known, known) if known else TaxSplit.CGST_SGST
    if display == "interstate" or not seller or not place:
        return TaxSplit.IGST
    return gst.split_for(seller, place)


def place_of_supply(document: StatedDocument) -> str | None:
    """The state code by which the clients tell where the supply ends; None where they cannot."""
    if document.kind is not StatedKind.QUOTATION:
        transport = document.transportInfo
        return state_of(transport.placeOfSupplyStateCode) if transport else None
    lines = [line for line in document.shippingAddress.splitlines() if line.strip()]
    return (
        (law.state_in(lines[-1]) if lines else None)
        or _state_of_gstin(document.buyerGstin)
        or state_of(document.buyerStateCode)
        or state_of(document.buyerStateName)
    )


def seller_state(seller: Mapping[str, Any]) -> str | None:
    """The state code of a seller, from whatever of it is said."""
    said = {key: value for key, value in seller.items() if isinstance(value, str | int | Decimal)}
    return (
        state_of(str(said.get("stateCode", "")))
        or _state_of_gstin(str(said.get("gstNumber", "")))
        or state_of(str(said.get("stateName", "")))
        or state_of(str(said.get("state", "")))
    )


def state_of(text: str) -> str | None:
    """A state from its code, with or without the nought before it, or from its name."""
    bare = text.strip()
    return law.state_in(bare.zfill(2) if bare.isdecimal() else bare)


def _state_of_gstin(gstin: str) -> str | None:
    code = gstin.strip()[:2]
    return code if code in law.states() else None
