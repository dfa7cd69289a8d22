"""The four documents of the contract (its sections 5 to 8): their fields, words, numbers and templates."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from senstosales.api.contracts.vouchers import parts
from senstosales.api.contracts.vouchers.rules import (
    ByWord,
    Field,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
)
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.services.stated_documents import StatedKind

LONGEST_NUMBER = 100
_ANY = Text()
_DISCOUNTS = OneOf(("percentage", "flat"))


@dataclass(frozen=True, eq=False)
class Family:
    """One of the four documents.

    `states` are its status words in the contract's order and what each is in the books; `strict`
    those that need a buyer and at least one line. `discriminated` is the order in which a wrong
    status names them. `templates` are the layouts of its PDF.
    """

    kind: VoucherKind
    stated: StatedKind
    name: str
    path: str
    many: str
    id_key: str
    path_id: str
    sort_key: str
    number: str
    date: str
    prefix: str
    states: Mapping[str, VoucherState]
    discriminated: tuple[str, ...]
    strict: frozenset[str]
    templates: tuple[str, ...]
    base: Record
    strict_said: tuple[str, str] = ("buyerName is required", "At least one line item is required")

    @property
    def one(self) -> str:
        """The key of a document in an answer."""
        return self.stated.value

    @cached_property
    def create(self) -> ByWord:
        """What a body that creates may hold, by its status."""
        return ByWord("status", {word: self._of(word) for word in self.discriminated})

    @cached_property
    def update(self) -> Record:
        """What a body that changes may hold."""
        return self.base.partial()

    def _of(self, status: str) -> Record:
        """A draft may want much; a quotation that is answered may, too, be all but empty."""
        buyer, lines = self.strict_said
        if status in self.strict:
            changes = {
                "buyerName": Field("buyerName", Text(buyer), required=True),
                "items": Field(
                    "items", dataclasses.replace(parts.LINES, empty=lines), required=True
                ),
            }
        else:
            changes = {
                "buyerName": Field("buyerName", _ANY, default=""),
                "items": Field("items", parts.LINES, default=[]),
                "globalDiscountType": Field("globalDiscountType", _DISCOUNTS, default="percentage"),
                "globalDiscountValue": Field("globalDiscountValue", Number(), default=0),
            }
        return self.base.with_(changes)


def _number(key: str, empty: str, prefix: str, called: str) -> Field:
    return Field(
        key,
        Text(
            empty,
            prefix=prefix,
            without_prefix=f"{called} must start with {prefix}",
            longest=LONGEST_NUMBER,
            one_line=True,
        ),
        required=True,
    )


def _nullable(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, _ANY, nullable=True, default=None) for name in names)


def _plain(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, _ANY, default="") for name in names)


def _ids(*names: str) -> tuple[Field, ...]:
    """Keys that a client may send back as it got them; they are not read."""
    return tuple(Field(name, _ANY, nullable=True) for name in names)


def _status(*words: str) -> Field:
    return Field("status", OneOf(words), required=True)


_BUYER = (
    *_nullable("buyerId"),
    Field("buyerName", Text("buyerName is required"), required=True),
    *_plain("buyerGstin"),
    *_nullable("buyerStateCode", "buyerStateName"),
    Field("buyerAddress", _ANY, default="", null_is=""),
    *_plain("shippingName", "shippingGstin"),
    Field("shippingAddress", _ANY, default="", null_is=""),
)
_GOODS = (
    Field(
        "items",
        ListOf(parts.LINE, "At least one line item is required", longest=2000),
        required=True,
    ),
    Field("additionalCharges", parts.CHARGES, default=[]),
    Field("globalDiscountType", _DISCOUNTS, required=True),
    Field("globalDiscountValue", Number(), required=True),
    Field("tcsInfo", parts.TCS, nullable=True, default=None),
)
_BANK = Field("bankDetails", parts.BANK, nullable=True, default=None)
_CARRIAGE = (
    Field("transportInfo", parts.TRANSPORT, nullable=True, default=None),
    _BANK,
    Field("otherDetails", parts.OTHER, nullable=True, default=None),
)
_WRITING = (
    Field("customFields", parts.CUSTOMS, default=[]),
    Field("termsAndConditions", parts.TEXTS, default=[]),
    Field("terms", parts.TEXTS, default=[]),
)
_PICTURES = (
    Field("signatureUrl", parts.PICTURE_URL, nullable=True, default=None),
    Field("stampUrl", parts.PICTURE_URL, nullable=True, default=None),
)
_END = (
    *_WRITING,
    Field("roundOff", Number(least=None), nullable=True, default=None),
    *_plain("notes"),
    *_PICTURES,
)
_SELLER = Field("seller", parts.SELLER, required=True)

INVOICES = Family(
    kind=VoucherKind.INVOICE,
    stated=StatedKind.INVOICE,
    name="Invoice",
    path="invoices",
    many="invoices",
    id_key="invoiceId",
    path_id="invoiceId",
    sort_key="INVOICE",
    number="invoiceNumber",
    date="invoiceDate",
    prefix="INV-",
    states={
        "draft": VoucherState.DRAFT,
        "saved": VoucherState.ISSUED,
        "cancelled": VoucherState.CANCELLED,
    },
    discriminated=("saved", "draft", "cancelled"),
    strict=frozenset({"saved", "cancelled"}),
    templates=("classic", "modern", "minimal"),
    base=Record(
        (
            *_ids("id"),
            _number("invoiceNumber", "invoiceNumber is required", "INV-", "Invoice number"),
            *_nullable("invoiceDate", "dueDate"),
            Field("type", OneOf(("taxInvoice", "billOfSupply")), required=True),
            _status("draft", "saved", "cancelled"),
            _SELLER,
            *_BUYER,
            *_GOODS,
            *_CARRIAGE,
            *_END,
        )
    ),
)
QUOTATIONS = Family(
    kind=VoucherKind.QUOTATION,
    stated=StatedKind.QUOTATION,
    name="Quotation",
    path="quotations",
    many="quotations",
    id_key="quotationId",
    path_id="quotationId",
    sort_key="QUOTATION",
    number="quotationNumber",
    date="quotationDate",
    prefix="QTN-",
    states={
        "draft": VoucherState.DRAFT,
        "sent": VoucherState.SENT,
        "accepted": VoucherState.ACCEPTED,
        "rejected": VoucherState.REJECTED,
        "expired": VoucherState.EXPIRED,
    },
    discriminated=("draft", "sent", "accepted", "rejected", "expired"),
    strict=frozenset({"sent"}),
    strict_said=(
        "buyerName is required when status is sent",
        "At least one item is required when status is sent",
    ),
    templates=("classic", "compact", "modern"),
    base=Record(
        (
            *_ids("id"),
            _number("quotationNumber", "quotationNumber is required", "QTN-", "Quotation number"),
            *_nullable("quotationDate", "validUntil"),
            _status("draft", "sent", "accepted", "rejected", "expired"),
            Field("seller", parts.QUOTATION_SELLER, required=True),
            *_BUYER,
            # Not in the document; the contract's clients send them and want them back.
            Field("shippingStateCode", _ANY, nullable=True),
            Field("shippingStateName", _ANY, nullable=True),
            *_GOODS,
            _BANK,
            Field("contactPersons", parts.CONTACTS, default=[]),
            *_WRITING,
            *_plain("notes"),
            *_PICTURES,
        )
    ).with_(
        {
            "buyerName": Field("buyerName", _ANY, default=""),
            "items": Field("items", parts.LINES, default=[]),
            "globalDiscountType": Field("globalDiscountType", _DISCOUNTS, default="percentage"),
            "globalDiscountValue": Field("globalDiscountValue", Number(), default=0),
        }
    ),
)
DEBIT_NOTES = Family(
    kind=VoucherKind.DEBIT_NOTE,
    stated=StatedKind.DEBIT_NOTE,
    name="Sales Debit Note",
    path="sales-debit-notes",
    many="salesDebitNotes",
    id_key="salesDebitNoteId",
    path_id="salesDebitNoteId",
    sort_key="SALES_DEBIT_NOTE",
    number="invoiceNumber",
    date="invoiceDate",
    prefix="SDN-",
    states=INVOICES.states,
    discriminated=INVOICES.discriminated,
    strict=INVOICES.strict,
    templates=("classic",),
    base=Record(
        (
            *_ids("id", "salesDebitNoteId"),
            _number(
                "invoiceNumber",
                "Sales Debit Note Number is required",
                "SDN-",
                "Sales Debit Note number",
            ),
            *_nullable("invoiceDate", "dueDate"),
            _status("draft", "saved", "cancelled"),
            Field("referenceInvoiceId", _ANY, nullable=True, default=None),
            Field(
                "referenceInvoiceNumber",
                Text(longest=LONGEST_NUMBER),
                nullable=True,
                default=None,
            ),
            *_plain("reason"),
            _SELLER,
            *_BUYER,
            *_GOODS,
            *_CARRIAGE,
            *_END,
        )
    ),
)
CHALLANS = Family(
    kind=VoucherKind.CHALLAN,
    stated=StatedKind.CHALLAN,
    name="Delivery Challan",
    path="delivery-challans",
    many="deliveryChallans",
    id_key="deliveryChallanId",
    path_id="challanId",
    sort_key="DELIVERY_CHALLAN",
    number="challanNumber",
    date="challanDate",
    prefix="DC-",
    states={
        "pending": VoucherState.ISSUED,
        "delivered": VoucherState.ISSUED,
        "cancelled": VoucherState.CANCELLED,
    },
    discriminated=("delivered", "pending", "cancelled"),
    strict=frozenset({"delivered", "cancelled"}),
    templates=("classic",),
    base=Record(
        (
            *_ids("id", "deliveryChallanId"),
            _number("challanNumber", "Challan Number is required", "DC-", "Challan number"),
            *_nullable("challanDate"),
            _status("pending", "delivered", "cancelled"),
            _SELLER,
            *_BUYER,
            *_GOODS,
            *_CARRIAGE,
            *_END,
        )
    ),
)
FAMILIES = (INVOICES, QUOTATIONS, DEBIT_NOTES, CHALLANS)
