"""`show` tells documents in the contract's shapes: every field of every sample page."""

import json
from pathlib import Path

import pytest

from senstosales.cli.main import main
from tests.playing import play, samples, told, whole

CONTRACT = {
    "header": (
        "po_number po_date supplier_name supplier_gstin supplier_code supplier_phone supplier_fax "
        "supplier_email department_no enquiry_no enquiry_date quotation_ref quotation_date rc_no "
        "order_type po_status financial_year tin_no ecc_no mpct_no po_value fob_value ex_rate "
        "net_po_value currency amend_no inspection_by inspection_at issuer_name issuer_designation "
        "issuer_phone remarks consignee_name consignee_address"
    ),
    "item": (
        "id po_item_no material_code material_description drg_no unit hsn_code mtrl_cat po_rate "
        "ordered_quantity item_value pending_quantity received_quantity rejected_quantity "
        "delivered_quantity deliveries"
    ),
    "delivery": (
        "id lot_no ordered_quantity delivered_quantity physical_dispatched_qty received_quantity "
        "manual_override_qty dely_date entry_allow_date dest_code"
    ),
    "srv": "srv_number srv_date po_number srv_status po_found file_hash is_active created_at",
    "srv item": (
        "id po_item_no lot_no srv_item_no rev_no received_qty rejected_qty order_qty challan_qty "
        "accepted_qty unit challan_no challan_date invoice_no invoice_date div_code pmir_no "
        "finance_date cnote_no cnote_date remarks"
    ),
}
FIELDS = {what: set(names.split()) for what, names in CONTRACT.items()}
SAME_NAME = (
    "po_number", "po_date", "enquiry_no", "supplier_code", "order_type", "department_no",
    "quotation_ref", "quotation_date", "amend_no", "rc_no", "inspection_by", "currency",
    "payment_terms", "supplier", "issuer_name", "issuer_designation", "issuer_phone",
    "buyer_phone", "buyer_fax", "buyer_website",
)  # fmt: skip
OTHER_NAME = {
    "buyer_tin_no": "tin_no", "buyer_ecc_no": "ecc_no", "buyer_mpct_no": "mpct_no",
    "po_status": "portal_status",
}  # fmt: skip
SUMS = ("po_value", "fob_value", "net_po_value", "total_value", "ex_rate")
EMPTY = ("enquiry_date", "supplier_phone", "supplier_fax", "supplier_email", "inspection_at")


def number(text):
    return None if text is None else json.loads(text)


def show(capsys, books, *words):
    code = main(["show", *words, "--books", str(books.path)])
    told_lines = capsys.readouterr()
    assert (code, told_lines.err) == (0, "")
    return [json.loads(line) for line in told_lines.out.splitlines()]


@pytest.mark.parametrize("name", samples(kind="order"))
def test_an_order_field_by_field(books, capsys, name):
    facts = told(name)
    play(books, name)
    header = facts["header"]
    order = show(capsys, books, "order", header["po_number"])[0]
    head = order["header"]
    assert FIELDS["header"] <= set(head)
    for key in SAME_NAME:
        assert head[key] == header[key], key
    for key, theirs in OTHER_NAME.items():
        assert head[theirs] == header[key], key
    for key in SUMS:
        assert head[key] == number(header[key]), key
        assert type(head[key]) in (int, float, type(None))
    assert all(head[key] is None for key in EMPTY)
    assert head["remarks"] == facts["remarks"]
    assert head["supplier_name"] == facts["derived"]["supplier_name"]
    assert head["supplier_gstin"] == "23AAKFN4471M1ZX"
    assert head["supplier_address"] == facts["derived"]["supplier_address"]
    assert head["financial_year"] == facts["derived"]["fiscal_year_of_po_date"]
    assert head["consignee_name"] == "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    assert head["consignee_address"] == "Bhopal"
    live = [item for item in order["items"] if item["status"] != "Cancelled"]
    assert len(live) == len(facts["items"])
    for item, expected in zip(live, facts["items"], strict=True):
        check_item(item, expected, facts["derived"]["drawing_numbers"])
    derived = facts["derived"]
    basis = {True: "inclusive", False: "exclusive", None: "silent"}[derived["gst_inclusive"]]
    assert order["price_basis"]["basis"] == basis
    assert order["price_basis"]["rate"] == number(derived["gst_rate"])
    assert (order["price_basis"]["phrase"] is None) == (derived["gst_wording"] == "silent")
    if order["price_basis"]["phrase"]:
        assert order["price_basis"]["phrase"] in facts["remarks"]
    assert order["gem_contracts"] == derived["gem_contracts"]
    assert order["payment_days"] == derived["payment_days"]
    assert [
        {key: deviation[key] for key in ("what", "field", "expected", "actual", "reason")}
        for deviation in order["deviations"]
    ] == facts["deviations"]
    assert order["versions"][-1]["changes"] == facts.get("changes", [])
    assert order["versions"][-1]["file_name"] == f"{name}.html"
    assert order["versions"][-1]["amend_no"] == header["amend_no"]


def check_item(item, expected, drawings):
    assert FIELDS["item"] <= set(item)
    for ours, theirs in (("po_item_no", "po_item_no"), ("material_code", "material_code"),
                         ("unit", "unit"), ("description", "material_description")):  # fmt: skip
        assert item[theirs] == expected[ours], ours
    for ours, theirs in (("po_rate", "po_rate"), ("ord_qty", "ordered_quantity"),
                         ("item_value", "item_value"), ("rcd_qty", "portal_received_quantity"),
                         ("mtrl_cat", "mtrl_cat")):  # fmt: skip
        assert item[theirs] == number(expected[ours]), ours
    assert item["drawing_numbers"] == drawings[str(expected["po_item_no"])]
    assert item["drg_no"] == (", ".join(item["drawing_numbers"]) or None)
    assert item["pending_quantity"] == item["ordered_quantity"]
    live = item["deliveries"]
    assert [lot["lot_no"] for lot in live] == [lot["lot_no"] for lot in expected["lots"]]
    for lot, printed in zip(live, expected["lots"], strict=True):
        assert FIELDS["delivery"] <= set(lot)
        assert lot["ordered_quantity"] == number(printed["dely_qty"])
        assert lot["dely_date"] == printed["dely_date"]
        assert lot["entry_allow_date"] == printed["entry_allow_date"]
        assert lot["entry_allow_text"] == printed["entry_allow_text"]
        assert str(lot["dest_code"]) == str(printed["dest_code"])


@pytest.mark.parametrize("name", samples(kind="receipt"))
def test_a_receipt_field_by_field(books, capsys, name):
    facts = told(name)
    play(books, name)
    found = show(capsys, books, "srv", "--all")
    for srv in facts["derived"]["srvs"]:
        held = next(
            one for one in found
            if (one["header"]["srv_number"], one["header"]["financial_year"])
            == (srv["srv_number"], srv["fiscal_year"])
        )  # fmt: skip
        assert FIELDS["srv"] <= set(held["header"])
        assert held["header"]["srv_date"] == srv["srv_date"]
        assert held["header"]["po_number"] == srv["po_number"]
        assert held["header"]["po_found"] is bool(facts["import_first"])
        assert len(held["header"]["file_hash"]) == 64
        printed = {(r["srv_number"], r["srv_item_no"], r["rev_no"]): r for r in facts["rows"]}
        assert len(held["items"]) == len(srv["lines"])
        for line, counted in zip(held["items"], srv["lines"], strict=True):
            assert FIELDS["srv item"] <= set(line)
            row = printed[srv["srv_number"], counted["srv_item_no"], counted["rev_no"]]
            for ours, theirs in (("received", "received_qty"), ("accepted", "accepted_qty"),
                                 ("rejected", "rejected_qty")):  # fmt: skip
                assert line[theirs] == number(counted[ours]), ours
            assert line["received_was_blank"] is counted["received_was_blank"]
            for key in ("po_item_no", "srv_item_no", "rev_no", "sub_item", "unit", "challan_no",
                        "challan_date", "invoice_no", "invoice_date", "pmir_no", "finance_date",
                        "cnote_no", "cnote_date"):  # fmt: skip
                assert line[key] == row[key], key
            assert line["div_code"] == row["div"]
            assert line["order_qty"] == number(row["ord_qty"])
            assert line["challan_qty"] == number(row["challan_qty"])
            assert line["lot_no"] is None
    assert [d["actual"] for one in found for d in one["deviations"]] == [
        deviation["actual"] for deviation in facts["deviations"]
    ]


@pytest.mark.parametrize("name", [n for n in samples(kind="receipt") if told(n)["import_first"]])
def test_the_order_after_its_receipt(books, capsys, name):
    play(books, name)
    for after in told(name)["after"]:
        order = show(capsys, books, "order", after["po_number"])[0]
        item = next(i for i in order["items"] if i["po_item_no"] == after["po_item_no"])
        assert (
            item["ordered_quantity"], item["delivered_quantity"], item["received_quantity"],
            item["accepted_quantity"], item["rejected_quantity"],
        ) == tuple(number(after[key]) for key in (
            "ordered", "dispatched", "received", "accepted", "rejected",
        ))  # fmt: skip
        for ours, theirs in (("delivered_quantity", "physical_dispatched_qty"),
                             ("received_quantity", "received_quantity")):  # fmt: skip
            assert round(sum(lot[theirs] for lot in item["deliveries"]), 3) == item[ours]


def test_papers_in_the_contracts_shapes(books, capsys):
    play(books, "srv-rejection")
    dc = show(capsys, books, "challan", "52")[0]
    assert {key: dc["header"][key] for key in ("dc_number", "dc_date", "po_number", "invoice_number", "status")} == {
        "dc_number": "52", "dc_date": "2023-09-20", "po_number": "5839102", "invoice_number": "52",
        "status": "Closed",
    }  # fmt: skip
    line = dc["items"][0]
    assert (line["dispatched_quantity"], line["lot_no"], line["remaining_post_dc"]) == (300, 1, 0)
    invoice = show(capsys, books, "invoice", "52")[0]
    assert set(invoice) == {"header", "items", "linked_dcs"}
    head = invoice["header"]
    assert (head["invoice_number"], head["dc_number"], head["po_numbers"]) == (
        "52",
        "52",
        "5839102",
    )
    assert (head["srv_no"], head["srv_date"]) == (
        "17733",
        told("srv-rejection")["rows"][0]["srv_date"],
    )
    parts = [head[key] for key in ("taxable_value", "cgst", "sgst", "igst", "round_off")]
    assert round(sum(parts), 2) == head["total_invoice_value"]
    assert invoice["linked_dcs"][0]["dc_number"] == "52"
    for goods in invoice["items"]:
        assert goods["cgst_rate"] + goods["sgst_rate"] + goods["igst_rate"] == 18
        assert goods["po_sl_no"] == "1"
    whole(books)


def test_all_of_a_kind_by_year(ordered, capsys):
    everything = show(capsys, ordered, "order", "--all")
    assert len(everything) == 16
    dates = [order["header"]["po_date"] for order in everything]
    assert dates == sorted(dates)
    year = show(capsys, ordered, "order", "--all", "--year", "2024-25")
    assert {order["header"]["financial_year"] for order in year} == {"2024-25"}
    two = show(capsys, ordered, "order", "6639103", "5839102")
    assert [order["header"]["po_number"] for order in two] == ["6639103", "5839102"]


def test_one_object_a_line_in_utf_8(ordered, capsys):
    main(["show", "order", "6639113", "--books", str(ordered.path)])
    text = capsys.readouterr().out
    assert len(text.splitlines()) == 1
    assert "°" in text or "±" in text
    assert Path(ordered.path).exists()
