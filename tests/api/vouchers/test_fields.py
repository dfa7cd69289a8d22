"""Every table of the contract, both ways: what it documents is there, and nothing else."""

import pytest

from senstosales.api.contracts.vouchers import parts
from senstosales.api.contracts.vouchers.families import FAMILIES
from senstosales.api.contracts.vouchers.rules import (
    ABSENT,
    Email,
    Flag,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
)
from tests.api.vouchers import contract
from tests.api.vouchers.bodies import INVOICE, KINDS, QUOTATION

SHARED = {
    "Line item": parts.LINE,
    "Additional charge": parts.CHARGE,
    "TCS info": parts.TCS,
    "Transport info": parts.TRANSPORT,
    "Bank details": parts.BANK,
    "Other details": parts.OTHER,
    "Custom field": parts.CUSTOM,
    "Seller (seller)": parts.SELLER,
    "Contact person": parts.CONTACT,
}
TYPES = {
    "string": (Text, Email, OneOf), "number": (Number,), "boolean": (Flag,), "object": (Record,),
    "array": (ListOf,),
}  # fmt: skip
WITHHELD = {"shippingStateCode", "shippingStateName"}
"""Of quotations: not in the document, known to its clients, told only where they were sent."""
IDS = {"id", "salesDebitNoteId", "deliveryChallanId"}


def check(rows, record):
    fields = {field.name: field for field in record.fields}
    for row in rows:
        field = fields[row.name]
        assert isinstance(field.rule, TYPES[row.type.split(" ")[0]]), row
        if row.name not in IDS:  # a null there is not read either
            assert field.nullable == row.nullable, row
        if "≥ 0" in row.notes or "0–100" in row.notes:
            assert field.rule.least == 0, row
        if "0–100" in row.notes:
            assert field.rule.most == 100, row
        if row.words and isinstance(field.rule, OneOf):
            assert list(field.rule.words) == row.words, row
        if row.default is not ...:
            assert field.default == row.default, row


@pytest.mark.parametrize("title", SHARED)
def test_a_shared_type_has_the_fields_of_its_table(title):
    rows, record = contract.shared(title), SHARED[title]
    assert [field.name for field in record.fields] == [row.name for row in rows]
    assert [field.required for field in record.fields] == [row.required == "Yes" for row in rows]
    check(rows, record)


def test_the_seller_of_a_quotation_may_name_where_goods_leave():
    names = [row.name for row in contract.shared("Quotation seller")]
    assert names == ["dispatchAddress"]
    assert [field.name for field in parts.QUOTATION_SELLER.fields] == [
        "firmName", "gstNumber", "dispatchAddress",
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(4))
def test_a_document_has_the_fields_of_its_table(number):
    kind, family = KINDS[number], FAMILIES[number]
    rows = contract.base(kind.section)
    names = [field.name for field in family.base.fields if field.name not in WITHHELD]
    assert names == [row.name for row in rows]
    required = {row.name for row in rows if row.required == "Yes"}
    sometimes = {row.name for row in rows if row.required.startswith("Yes ")}
    for status, record in family.create.records.items():
        fields = {field.name: field for field in record.fields}
        needed = {name for name, field in fields.items() if field.required}
        if kind is QUOTATION:
            assert needed == (required | sometimes if status == "sent" else required)
        else:
            strict = status not in ("draft", "pending")
            assert needed == (required | sometimes if strict else required)
    check([row for row in rows if row.name not in sometimes], family.base)
    assert not any(field.required for field in family.update.fields)
    assert all(field.default is ABSENT for field in family.update.fields)


def test_a_full_document_is_echoed_field_by_field(api, kind):
    sent = kind.full()
    made = api.made(kind, **sent)
    documented = (
        {row.name for row in contract.base(kind.section)} | contract.LIVE | {kind.id_key, "id"}
    )
    assert set(made) == documented
    assert set(sent) | IDS >= {row.name for row in contract.base(kind.section)}
    assert {key: made[key] for key in sent} == sent
    assert api.got(kind, made["id"]) == made


def test_a_bare_document_looks_like_the_sample(api, kind):
    made = api.made(kind)
    sample = contract.sample(kind.section)
    assert set(made) == set(sample)
    for key, value in sample.items():
        if value in (None, "", []) and key not in ("items", "buyerName"):
            assert made[key] == value, key


def test_a_bare_draft_looks_like_the_sample_of_quotations(api, kind):
    body = kind.body(status=kind.lenient, buyerName=..., items=..., globalDiscountType=...,
                     globalDiscountValue=...)  # fmt: skip
    made = api.post(api.at(kind), json=body).json()[kind.one]
    assert made["buyerName"] == ""
    assert made["items"] == []
    assert (made["globalDiscountType"], made["globalDiscountValue"]) == ("percentage", 0)
    assert made["status"] == kind.lenient


def test_defaults_inside_the_parts(api):
    line = {key: INVOICE.full()["items"][0][key] for key in
            ("itemId", "itemName", "quantity", "unitPrice", "discountType", "discountValue",
             "discountPercent", "gstPercent", "cessType", "cessValue")}  # fmt: skip
    made = api.made(
        INVOICE,
        items=[line],
        additionalCharges=[{"name": "Freight", "amount": 1, "gstPercent": 0}],
        otherDetails={},
    )
    told = {"hsnSac": "", "unit": "Nos", "taxInclusive": False}
    assert made["items"] == [{**line, **told}]
    assert made["additionalCharges"][0] == {
        "name": "Freight", "amount": 1, "gstPercent": 0, "hsnSac": "", "isTaxInclusive": False,
    }  # fmt: skip
    assert made["otherDetails"] == {"reverseCharge": False}


def test_what_is_not_documented_is_dropped_but_for_the_seller(api, kind):
    seller = {"firmName": "N", "gstNumber": "G", "logo": {"x": [1, 2.5, None]}, "stateCode": "27"}
    line = {**kind.body()["items"][0], "sku": 1}
    made = api.made(kind, seller=seller, items=[line], colour="red", totals={"x": 1}, PK="p",
                    createdAt="1999-01-01", businessId="b", userId="u")  # fmt: skip
    assert made["seller"] == seller
    assert "sku" not in made["items"][0]
    assert not {"colour", "totals"} & set(made)
    assert made["createdAt"] == "2026-03-16T06:30:00.000Z"
    assert (made["businessId"], made["userId"]) == (api.business, api.user)


def test_a_quotation_drops_what_only_other_documents_have(api):
    made = api.made(QUOTATION, transportInfo={"mode": 1}, otherDetails=7, roundOff="x", type="y",
                    shippingStateCode="23", shippingStateName="Madhya Pradesh")  # fmt: skip
    assert not {"transportInfo", "otherDetails", "roundOff", "type"} & set(made)
    assert made["shippingStateCode"] == "23"


def test_keys_and_times(api, kind):
    made = api.made(kind)
    assert made["PK"] == f"USER#{api.user}#BUSINESS#{api.business}"
    sort = {"invoices": "INVOICE", "quotations": "QUOTATION",
            "sales-debit-notes": "SALES_DEBIT_NOTE", "delivery-challans": "DELIVERY_CHALLAN"}  # fmt: skip
    assert made["SK"] == f"{sort[kind.path]}#{made['id']}"
    assert made[kind.id_key] == made["id"]
    assert made["createdAt"] == made["updatedAt"] == "2026-03-16T06:30:00.000Z"


def test_ids_in_a_body_are_not_read(api, kind):
    made = api.made(kind, id="mine", **{kind.id_key: "mine"})
    assert made["id"] != "mine"
    assert made[kind.id_key] == made["id"]
    assert api.changed(kind, made["id"], id="other", updatedAt="x")["id"] == made["id"]


def test_numbers_come_back_as_they_were_sent(api):
    line = {**INVOICE.body()["items"][0], "unitPrice": 33.333333333333336, "quantity": 0.125,
            "gstPercent": 0.25, "discountPercent": 7.123456789}  # fmt: skip
    made = api.made(INVOICE, items=[line], roundOff=-0.01)
    assert made["items"] == [line]
    assert made["roundOff"] == -0.01
    assert isinstance(api.made(INVOICE)["items"][0]["quantity"], int)
