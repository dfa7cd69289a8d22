"""What is read from documents in the vouchers contract's shape: kind, discount, place of supply."""

from decimal import Decimal

import pytest

from senstosales.domain.gst import Discount, DiscountKind
from senstosales.domain.kinds import TaxSplit
from senstosales.errors import Invalid
from senstosales.services.stated_documents import (
    StatedKind,
    compute,
    kind_of,
    read,
    split_of,
    taxable,
)

D = Decimal
ITEM = {
    "itemId": "1", "itemName": "Bolt", "quantity": 1, "unitPrice": 100, "discountType": "percentage",
    "discountValue": 0, "discountPercent": 0, "gstPercent": 18, "cessType": "Percentage", "cessValue": 0,
}  # fmt: skip
MP = {"firmName": "Works", "gstNumber": "23AAKFN4471M1ZX"}


def invoice(**more):
    return {"invoiceNumber": "INV-1", "type": "taxInvoice", "seller": MP, "items": [ITEM], **more}


@pytest.mark.parametrize(
    ("body", "kind"),
    [({"invoiceNumber": "INV-1"}, StatedKind.INVOICE), ({"invoiceNumber": "X"}, StatedKind.INVOICE),
     ({"invoiceNumber": "SDN-1"}, StatedKind.DEBIT_NOTE),
     ({"invoiceNumber": "X", "referenceInvoiceId": None}, StatedKind.DEBIT_NOTE),
     ({"quotationNumber": "QTN-1"}, StatedKind.QUOTATION),
     ({"challanNumber": "DC-1"}, StatedKind.CHALLAN), ({"items": []}, StatedKind.INVOICE)],
)  # fmt: skip
def test_which_document_a_body_is(body, kind):
    assert kind_of(body) is kind
    assert read(body).kind is kind


@pytest.mark.parametrize(
    ("kind", "value", "percent", "taken"),
    [("percentage", 0, 10, ("percentage", 10)), ("percentage", 12, 0, ("percentage", 12)),
     ("percentage", 12, 10, ("percentage", 10)), ("flat", 50, 10, ("flat", 50)),
     ("percentage", 12, None, ("percentage", 12)), ("flat", 0, 10, ("flat", 0))],
)  # fmt: skip
def test_where_a_lines_discount_stands(kind, value, percent, taken):
    item = {**ITEM, "discountType": kind, "discountValue": value, "discountPercent": percent}
    stated = taxable(read(invoice(items=[item])))
    assert stated.lines[0].discount == Discount(DiscountKind(taken[0]), D(taken[1]))


@pytest.mark.parametrize(
    ("transport", "split"),
    [(None, TaxSplit.IGST), ({}, TaxSplit.IGST),
     ({"supplyTypeDisplay": "intrastate"}, TaxSplit.CGST_SGST),
     ({"supplyTypeDisplay": "interstate"}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": "23"}, TaxSplit.CGST_SGST),
     ({"placeOfSupplyStateCode": "27"}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": "96"}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": ""}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": None, "supplyTypeDisplay": None}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": "23", "supplyTypeDisplay": "interstate"}, TaxSplit.IGST),
     ({"placeOfSupplyStateCode": "27", "supplyTypeDisplay": "intrastate"}, TaxSplit.CGST_SGST)],
)  # fmt: skip
def test_the_supply_type_of_an_invoice(transport, split):
    assert split_of(read(invoice(transportInfo=transport))) is split


@pytest.mark.parametrize("body", [{"challanNumber": "DC-1"}, {"invoiceNumber": "SDN-1"}])
def test_challans_and_debit_notes_have_transport_too(body):
    body |= {"seller": MP, "transportInfo": {"placeOfSupplyStateCode": "23"}, "type": "anything"}
    assert split_of(read(body)) is TaxSplit.CGST_SGST


@pytest.mark.parametrize(
    ("seller", "place", "split"),
    [({"stateCode": "27", "gstNumber": "23AAKFN4471M1ZX"}, "27", TaxSplit.CGST_SGST),
     ({"stateCode": "27", "gstNumber": "23AAKFN4471M1ZX"}, "23", TaxSplit.IGST),
     ({"stateCode": 7, "gstNumber": "x"}, "07", TaxSplit.CGST_SGST),
     ({"stateCode": "7"}, "07", TaxSplit.CGST_SGST), ({"stateCode": "07"}, "7", TaxSplit.CGST_SGST),
     ({"stateCode": "", "gstNumber": "04AAKFN4471M1ZX"}, "04", TaxSplit.CGST_UTGST),
     ({"stateCode": None, "gstNumber": "none", "state": "Kerala"}, "32", TaxSplit.CGST_SGST),
     ({"gstNumber": "none"}, "32", TaxSplit.IGST), ({}, "23", TaxSplit.IGST),
     ({"stateCode": "29"}, "29", TaxSplit.CGST_SGST), ({"stateCode": ["23"]}, "23", TaxSplit.IGST)],
)  # fmt: skip
def test_the_sellers_state(seller, place, split):
    """Official codes: 29 is Karnataka and 32 Kerala."""
    body = invoice(seller=seller, transportInfo={"placeOfSupplyStateCode": place})
    assert split_of(read(body)) is split


def test_within_a_state_that_nobody_named():
    stated = {"supplyTypeDisplay": "intrastate"}
    assert split_of(read(invoice(seller={}, transportInfo=stated))) is TaxSplit.CGST_SGST
    chandigarh = {**stated, "placeOfSupplyStateCode": "04"}
    assert split_of(read(invoice(seller={}, transportInfo=chandigarh))) is TaxSplit.CGST_UTGST


@pytest.mark.parametrize(
    ("told", "split"),
    [({}, TaxSplit.IGST),
     ({"shippingAddress": "1 Main Road\nBhopal\nMadhya Pradesh"}, TaxSplit.CGST_SGST),
     ({"shippingAddress": "1 Main Road\nBhopal\nMadhya Pradesh - 462001\n \n"}, TaxSplit.CGST_SGST),
     ({"shippingAddress": "Madhya Pradesh\nPune, Maharashtra"}, TaxSplit.IGST),
     # The last line first, then the GSTIN, the code, the name.
     ({"shippingAddress": "Pune\nMaharashtra", "buyerGstin": "23AAKFN4471M1ZX"}, TaxSplit.IGST),
     ({"shippingAddress": "Madhya Pradesh\nIndia", "buyerGstin": "27AAKFN4471M1ZX"}, TaxSplit.IGST),
     ({"shippingAddress": "Bhopal", "buyerGstin": "23AAKFN4471M1ZX"}, TaxSplit.CGST_SGST),
     ({"buyerGstin": "27AAKFN4471M1ZX", "buyerStateCode": "23"}, TaxSplit.IGST),
     ({"buyerGstin": "", "buyerStateCode": "23", "buyerStateName": "Maharashtra"}, TaxSplit.CGST_SGST),
     ({"buyerStateCode": None, "buyerStateName": "madhya pradesh"}, TaxSplit.CGST_SGST),
     ({"buyerStateName": "Maharashtra"}, TaxSplit.IGST), ({"buyerStateName": "Atlantis"}, TaxSplit.IGST),
     # A quotation has no transport, whatever is sent.
     ({"transportInfo": {"supplyTypeDisplay": "intrastate"}}, TaxSplit.IGST)],
)  # fmt: skip
def test_the_supply_type_of_a_quotation(told, split):
    assert split_of(read({"quotationNumber": "QTN-1", "seller": MP, **told})) is split


def test_a_quotation_knows_no_round_off_and_no_reverse_charge():
    more = {"roundOff": 5, "otherDetails": {"reverseCharge": True}, "type": "billOfSupply"}
    quotation = read({"quotationNumber": "QTN-1", "items": [ITEM], **more})
    assert compute(quotation).total == 118
    assert not quotation.reverse_charge
    turned = read(invoice(**{**more, "type": "taxInvoice"}))
    assert compute(turned).total == 123
    assert turned.reverse_charge


@pytest.mark.parametrize(
    ("body", "sentence", "field"),
    [(invoice(items=[{**ITEM, "quantity": -1}]), "quantity of line 1 of items must not be less than 0.", "items.0.quantity"),
     (invoice(items=[ITEM, {**ITEM, "unitPrice": "5"}]), "unitPrice of line 2 of items must be a number.", "items.1.unitPrice"),
     (invoice(items=[{**ITEM, "unitPrice": None}]), "unitPrice of line 1 of items must be a number.", "items.0.unitPrice"),
     (invoice(items=[{**ITEM, "quantity": True}]), "quantity of line 1 of items must be a number.", "items.0.quantity"),
     (invoice(items=[{**ITEM, "quantity": 0.5}]), "quantity of line 1 of items must be a number.", "items.0.quantity"),
     (invoice(items=[{**ITEM, "quantity": D("1E+400")}]), "quantity of line 1 of items is impossibly large.", "items.0.quantity"),
     (invoice(items=[{**ITEM, "quantity": D("1E-999")}]), "quantity of line 1 of items has too many decimals.", "items.0.quantity"),
     (invoice(items=[{**ITEM, "gstPercent": D("100.01")}]), "gstPercent of line 1 of items must be between 0 and 100.", "items.0.gstPercent"),
     (invoice(items=[{**ITEM, "discountType": "half"}]), "discountType of line 1 of items must be 'percentage' or 'flat'.", "items.0.discountType"),
     (invoice(items=[{**ITEM, "cessType": "percentage"}]), "cessType of line 1 of items must be 'Percentage', 'Fixed' or 'Per Unit'.", "items.0.cessType"),
     (invoice(items=[{**ITEM, "cessType": None, "cessValue": 1}]), "line 1 of items has a cess without cessType.", "items.0"),
     (invoice(items=[{**ITEM, "taxInclusive": "yes"}]), "taxInclusive of line 1 of items must be true or false.", "items.0.taxInclusive"),
     (invoice(items=[{**ITEM, "itemName": ["x"]}]), "itemName of line 1 of items must be text.", "items.0.itemName"),
     (invoice(items=[[]]), "line 1 of items must be an object.", "items.0"),
     (invoice(items="none"), "items must be a list.", "items"),
     (invoice(seller="me"), "seller must be an object.", "seller"),
     (invoice(type="proforma"), "type must be 'taxInvoice' or 'billOfSupply'.", "type"),
     (invoice(globalDiscountValue=-5), "globalDiscountValue must not be less than 0.", "globalDiscountValue"),
     (invoice(tcsInfo={"percentage": 1}), "basis of tcsInfo is missing.", "tcsInfo.basis"),
     (invoice(roundOff="0.4"), "roundOff must be a number.", "roundOff"),
     (invoice(additionalCharges=[{"name": "Freight"}]), "amount of line 1 of additionalCharges is missing.", "additionalCharges.0.amount"),
     ({"seller": MP}, "it has neither a number of its own nor items.", None)],
)  # fmt: skip
def test_what_is_malformed(body, sentence, field):
    with pytest.raises(Invalid) as caught:
        read(body)
    assert caught.value.sentence == sentence
    assert caught.value.field == field


def test_sums_beyond_reason_are_refused():
    item = {**ITEM, "quantity": 10**12, "unitPrice": 10**12}
    with pytest.raises(Invalid):
        compute(read(invoice(items=[item])))
