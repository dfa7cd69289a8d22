"""`senstosales compute`: documents in the vouchers contract's shape in, figures out."""

import io
import json
import re
from decimal import Decimal

import pytest

FIGURE = re.compile(r"-?\d+\.\d\d")
SELLER = {"firmName": "Works", "gstNumber": "23AAKFN4471M1ZX", "stateCode": "23"}
BOLT = {
    "itemId": "i-1", "itemName": "Bolt", "hsnSac": "7318", "quantity": 10, "unit": "Nos",
    "unitPrice": 100, "discountType": "percentage", "discountValue": 0, "discountPercent": 10,
    "gstPercent": 18, "taxInclusive": False, "cessType": "Percentage", "cessValue": 1,
}  # fmt: skip
NUT = {
    "itemId": "i-2", "itemName": "Nut", "hsnSac": "7318", "quantity": 5, "unit": "KGS",
    "unitPrice": 200, "discountType": "flat", "discountValue": 50, "discountPercent": 0,
    "gstPercent": 12, "taxInclusive": True, "cessType": "Per Unit", "cessValue": 2,
}  # fmt: skip
EXAMPLE = {
    "invoiceNumber": "INV-000001", "type": "taxInvoice", "status": "saved", "seller": SELLER,
    "buyerName": "Buyer", "items": [BOLT, NUT],
    "additionalCharges": [{"name": "Freight", "amount": 200, "gstPercent": 18, "hsnSac": "9965"}],
    "globalDiscountType": "percentage", "globalDiscountValue": 5,
    "tcsInfo": {"percentage": 1, "basis": "finalAmount"}, "roundOff": 0.40,
    "transportInfo": {"supplyTypeDisplay": "interstate"},
}  # fmt: skip


@pytest.fixture
def compute(here, tmp_path):
    """The answer to documents, each figure as its text."""

    def run(*documents):
        file = tmp_path / "documents.json"
        text = json.dumps(list(documents), default=str)
        # A Decimal was written as text: take its quotes off, so that it stands digit by digit.
        file.write_text(re.sub(r'"exactly (\S+)"', r"\1", text), "utf-8")
        ended = here("compute", file)
        assert (ended.code, ended.err) == (0, "")
        return json.loads(ended.out, parse_float=str, parse_int=str)

    return run


def test_the_worked_example_in_full(compute):
    """contracts-open-points.md, Arithmetic: 2175.41."""
    assert compute(EXAMPLE) == [
        {
            "number": "INV-000001",
            "type": "taxInvoice",
            "supplyType": "interstate",
            "reverseCharge": False,
            "lines": [
                {
                    "itemId": "i-1", "itemName": "Bolt", "hsnSac": "7318", "quantity": "10",
                    "unit": "Nos", "base": "1000.00", "discount": "100.00", "taxable": "900.00",
                    "gst": "162.00", "cgst": "0.00", "sgst": "0.00", "igst": "162.00",
                    "cess": "9.00", "total": "1071.00",
                },
                {
                    "itemId": "i-2", "itemName": "Nut", "hsnSac": "7318", "quantity": "5",
                    "unit": "KGS", "base": "1000.00", "discount": "50.00", "taxable": "848.21",
                    "gst": "101.79", "cgst": "0.00", "sgst": "0.00", "igst": "101.79",
                    "cess": "10.00", "total": "960.00",
                },
            ],
            "charges": [
                {
                    "name": "Freight", "hsnSac": "9965", "taxable": "200.00", "gst": "36.00",
                    "cgst": "0.00", "sgst": "0.00", "igst": "36.00", "total": "236.00",
                },
            ],
            "hsnSummary": [
                {
                    "hsnSac": "7318", "unit": "KGS", "gstPercent": "12", "quantity": "5",
                    "taxable": "848.21", "cgst": "0.00", "sgst": "0.00", "igst": "101.79",
                    "cess": "10.00", "tax": "101.79",
                },
                {
                    "hsnSac": "7318", "unit": "Nos", "gstPercent": "18", "quantity": "10",
                    "taxable": "900.00", "cgst": "0.00", "sgst": "0.00", "igst": "162.00",
                    "cess": "9.00", "tax": "162.00",
                },
                {
                    "hsnSac": "9965", "unit": "NA", "gstPercent": "18", "quantity": "0",
                    "taxable": "200.00", "cgst": "0.00", "sgst": "0.00", "igst": "36.00",
                    "cess": "0.00", "tax": "36.00",
                },
            ],
            "totals": {
                "itemsTaxable": "1748.21", "chargesTaxable": "200.00", "taxable": "1948.21",
                "cgst": "0.00", "sgst": "0.00", "igst": "299.79", "tax": "299.79", "cess": "19.00",
                "tcs": "22.48", "totalBeforeDiscount": "2289.48", "discount": "114.47",
                "roundOff": "0.40", "total": "2175.41", "grandTotal": "2175.41",
                "finalAmount": "2175.41", "balanceDue": "2175.41",
                "amountInWords": "Two Thousand One Hundred Seventy Five Rupees and Forty One Paise Only",
            },
        }
    ]  # fmt: skip


def test_within_a_state_both_taxes_are_equal_and_the_total_is_the_same(compute):
    within = {**EXAMPLE, "transportInfo": {"supplyTypeDisplay": "intrastate"}}
    totals = compute(within)[0]["totals"]
    assert (totals["cgst"], totals["sgst"], totals["igst"]) == ("149.89", "149.89", "0.00")
    assert (totals["taxable"], totals["total"]) == ("1948.22", "2175.41")


def test_all_four_kinds_in_their_order(compute):
    body = {"seller": SELLER, "items": [NUT]}
    found = compute(
        {"quotationNumber": "QTN-1", "status": "sent", "buyerStateCode": "23", **body},
        {"invoiceNumber": "SDN-1", "status": "saved", "referenceInvoiceId": None, **body},
        {"challanNumber": "DC-1", "status": "pending", "transportInfo": {"placeOfSupplyStateCode": "23"}, **body},
        {"invoiceNumber": "INV-2", "type": "billOfSupply", "status": "draft", **body},
        {"invoiceNumber": "INV-3", "type": "taxInvoice", "status": "cancelled", **body},
    )  # fmt: skip
    assert [(one["number"], one["type"], one["supplyType"]) for one in found] == [
        ("QTN-1", "quotation", "intrastate"),
        ("SDN-1", "salesDebitNote", "interstate"),
        ("DC-1", "deliveryChallan", "intrastate"),
        ("INV-2", "billOfSupply", "interstate"),
        ("INV-3", "taxInvoice", "interstate"),
    ]
    bill = found[3]
    assert (bill["lines"][0]["taxable"], bill["totals"]["tax"], bill["totals"]["cess"]) == (
        "950.00", "0.00", "0.00",
    )  # fmt: skip
    assert bill["hsnSummary"][0]["gstPercent"] == "0"


def test_drafts_without_lines_are_nothing(compute):
    totals = compute({"invoiceNumber": "INV-1", "status": "draft", "seller": SELLER})[0]["totals"]
    assert totals.pop("amountInWords") == "Zero Rupees Only"
    assert set(totals.values()) == {"0.00"}
    assert compute() == []


def test_what_is_not_said_or_null_is_as_the_contract_says(compute):
    lean = {
        "itemId": "",
        "itemName": "",
        "quantity": 2,
        "unitPrice": "exactly 0.5",
        "gstPercent": 0,
    }
    one = compute(
        {
            "invoiceNumber": "INV-1", "items": [lean], "seller": SELLER, "additionalCharges": None,
            "tcsInfo": None, "transportInfo": None, "otherDetails": None, "roundOff": None,
        }
    )[0]  # fmt: skip
    assert (one["lines"][0]["unit"], one["lines"][0]["hsnSac"]) == ("Nos", "")
    assert one["totals"]["total"] == "1.00"
    assert one["type"] == "taxInvoice"


def test_prices_count_to_their_last_decimal(compute):
    """As a binary float 1.005 is a little less: it would be rounded down."""
    item = {**BOLT, "quantity": 1, "discountPercent": 0, "cessValue": 0}
    found = compute(
        *(
            {"invoiceNumber": "INV-1", "items": [{**item, "unitPrice": f"exactly {price}"}]}
            for price in ("1.005", "84.7457627118644", "0.00499999999999999999999999999999")
        )
    )
    assert [one["lines"][0]["taxable"] for one in found] == ["1.01", "84.75", "0.00"]
    assert [one["lines"][0]["igst"] for one in found] == ["0.18", "15.25", "0.00"]


def test_quantities_come_back_as_they_are_and_figures_with_two_decimals(compute):
    item = {**BOLT, "quantity": "exactly 1.850", "gstPercent": "exactly 0.250"}
    one = compute({"invoiceNumber": "INV-1", "items": [item, item]})[0]
    assert one["lines"][0]["quantity"] == "1.85"
    row = one["hsnSummary"][0]
    assert (row["quantity"], row["gstPercent"]) == ("3.7", "0.25")
    figures = [*one["lines"][0].items(), *row.items(), *one["totals"].items()]
    plain = {"itemId", "itemName", "hsnSac", "quantity", "unit", "gstPercent", "amountInWords"}
    for name, figure in figures:
        assert name in plain or FIGURE.fullmatch(figure), name


def test_a_large_sum_keeps_every_paisa(compute):
    item = {**BOLT, "quantity": 99999999, "unitPrice": "exactly 99999999.99", "discountPercent": 0,
            "gstPercent": 0, "cessValue": 0}  # fmt: skip
    totals = compute({"invoiceNumber": "INV-1", "items": [item]})[0]["totals"]
    assert totals["total"] == str(99999999 * Decimal("99999999.99"))


def test_a_discount_before_tax_lowers_the_tax_and_is_shown(compute):
    one = compute({**EXAMPLE, "globalDiscountBasis": "beforeTax", "tcsInfo": None})[0]
    # 5 % of 900 + 950 is 92.50: 45.00 and 47.50.
    assert [line["tradeDiscount"] for line in one["lines"]] == ["45.00", "47.50"]
    # 855 + 153.90 + 8.55; 902.50 inclusive + 10; 236; round-off 0.40
    assert (one["totals"]["tradeDiscount"], one["totals"]["discount"]) == ("92.50", "0.00")
    assert one["totals"]["total"] == "2166.35"


def test_reverse_charge_is_told_and_leaves_the_total_of_the_clients(compute):
    one = compute({**EXAMPLE, "otherDetails": {"reverseCharge": True}})[0]
    assert one["reverseCharge"] is True
    assert one["totals"]["total"] == "2175.41"


def test_one_document_and_stdin_will_do(here, tmp_path, monkeypatch):
    file = tmp_path / "one.json"
    file.write_text("\ufeff" + json.dumps(EXAMPLE), "utf-8")
    from_file = here("compute", file)
    assert from_file.code == 0

    class Piped:
        buffer = io.BytesIO(json.dumps([EXAMPLE]).encode())

    monkeypatch.setattr("sys.stdin", Piped())
    assert here("compute", "-") == from_file


def test_names_in_any_script_come_back(here, tmp_path):
    file = tmp_path / "names.json"
    file.write_text(json.dumps({**EXAMPLE, "items": [{**BOLT, "itemName": 'बोल्ट "5°" \\ \n'}]}))
    out = here("compute", file).out
    assert "बोल्ट" in out
    assert json.loads(out)[0]["lines"][0]["itemName"] == 'बोल्ट "5°" \\ \n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{", "documents.json is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
     ("", "documents.json is not JSON: Expecting value at line 1, column 1."),
     ("[1e5", "documents.json is not JSON: Expecting ',' delimiter at line 1, column 5."),
     (b"\xff", "documents.json is not JSON: it is not text in UTF-8."),
     ("[" * 100000, "documents.json is not JSON that documents are made of: too many brackets."),
     ('{"invoiceNumber": "INV-1", "roundOff": NaN}', "NaN is not a number that JSON knows."),
     ("[[]]", "Document 1 is not a JSON object."), ("7", "Document 1 is not a JSON object."),
     ("[{}]", "Document 1: it has neither a number of its own nor items."),
     ('[{"invoiceNumber": "INV-1"}, {"challanNumber": "DC-7", "items": [{"quantity": -1}]}]',
      "Document 2 (DC-7): quantity of line 1 of items must not be less than 0."),
     ('[{"items": [{"quantity": 1, "unitPrice": 1}]}]',
      "Document 1: gstPercent of line 1 of items is missing."),
     ('[{"invoiceNumber": "two\\nlines", "items": 1}]', "Document 1 (two lines): items must be a list.")],
)  # fmt: skip
def test_what_is_malformed_is_named_and_nothing_is_printed(
    here, tmp_path, monkeypatch, text, sentence
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "documents.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    ended = here("compute", "documents.json")
    assert (ended.code, ended.out, ended.sentence) == (2, "", sentence)


def test_a_file_that_is_not_there(here, tmp_path):
    ended = here("compute", tmp_path / "none.json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.sentence.endswith("none.json cannot be read: No such file or directory.")


def test_the_real_program_needs_no_books(cli, tmp_path):
    (tmp_path / "documents.json").write_text(json.dumps(EXAMPLE))
    before = sorted(tmp_path.rglob("*"))
    ended = cli("compute", tmp_path / "documents.json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)[0]["totals"]["total"] == 2175.41
    assert sorted(tmp_path.rglob("*")) == before
