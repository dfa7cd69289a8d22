"""What is not valid is told in zod's words: all of it at once, in the order of the tables."""

import json

import pytest

from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, KINDS, LINE, QUOTATION, SELLER

NAMED = {
    INVOICE: ("invoiceNumber is required", "Invoice number must start with INV-"),
    QUOTATION: ("quotationNumber is required", "Quotation number must start with QTN-"),
    DEBIT_NOTE: (
        "Sales Debit Note Number is required", "Sales Debit Note number must start with SDN-",
    ),
    CHALLAN: ("Challan Number is required", "Challan number must start with DC-"),
}  # fmt: skip
OPTIONS = {
    INVOICE: "'saved' | 'draft' | 'cancelled'",
    QUOTATION: "'draft' | 'sent' | 'accepted' | 'rejected' | 'expired'",
    DEBIT_NOTE: "'saved' | 'draft' | 'cancelled'",
    CHALLAN: "'delivered' | 'pending' | 'cancelled'",
}


def issues(answer):
    """The issues of a 400, after its body was seen to be the contract's."""
    assert answer.status_code == 400, (answer.status_code, answer.text)
    body = answer.json()
    assert list(body) == ["message", "error", "details", "code"]
    assert (body["message"], body["code"]) == ("Validation failed", "VALIDATION_FAILED")
    assert body["error"] == body["details"][0]["message"]
    for issue in body["details"]:
        assert isinstance(issue["path"], list)
        assert isinstance(issue["code"], str)
    return body["details"]


def told(api, kind, **changes):
    return issues(api.post(api.at(kind), content=json.dumps(kind.body(**changes))))


def only(api, kind, **changes):
    found = told(api, kind, **changes)
    assert len(found) == 1, found
    return found[0]


def missing(expected, *path):
    return {
        "code": "invalid_type", "expected": expected, "received": "undefined", "path": list(path),
        "message": "Required",
    }  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"status": "sold"}, {"status": None}, {"status": 5}])
def test_a_wrong_status_is_told_alone(api, kind, sent):
    found = issues(api.post(api.at(kind), json=sent))
    assert found == [
        {
            "code": "invalid_union_discriminator",
            "options": [word.strip("'") for word in OPTIONS[kind].split(" | ")],
            "path": ["status"],
            "message": f"Invalid discriminator value. Expected {OPTIONS[kind]}",
        }
    ]


def test_all_that_is_missing_is_told_at_once_in_the_order_of_the_table(api, kind):
    found = issues(api.post(api.at(kind), json={"status": kind.usual}))
    discounts = [] if kind is QUOTATION else [
        missing("'percentage' | 'flat'", "globalDiscountType"),
        missing("number", "globalDiscountValue"),
    ]  # fmt: skip
    types = [missing("'taxInvoice' | 'billOfSupply'", "type")] if kind is INVOICE else []
    assert found == [
        missing("string", kind.number),
        *types,
        missing("object", "seller"),
        missing("string", "buyerName"),
        missing("array", "items"),
        *discounts,
    ]


def test_a_draft_wants_a_number_and_a_seller(api, kind):
    found = issues(api.post(api.at(kind), json={"status": kind.lenient}))
    wanted = {kind.number, "seller"} | ({"type"} if kind is INVOICE else set())
    assert {issue["path"][0] for issue in found} == wanted


@pytest.mark.parametrize("status", ["accepted", "rejected", "expired"])
def test_an_answered_quotation_may_be_all_but_empty(api, status):
    made = api.made(QUOTATION, status=status, buyerName=..., items=..., globalDiscountType=...,
                    globalDiscountValue=...)  # fmt: skip
    assert (made["status"], made["items"]) == (status, [])


@pytest.mark.parametrize("status", ["cancelled", "saved"])
def test_a_cancelled_paper_is_as_strict_as_a_saved_one(api, status):
    found = told(api, INVOICE, status=status, items=[], buyerName="")
    assert [issue["message"] for issue in found] == [
        "buyerName is required", "At least one line item is required",
    ]  # fmt: skip
    assert found[0] == {
        "code": "too_small", "minimum": 1, "type": "string", "inclusive": True, "exact": False,
        "path": ["buyerName"], "message": "buyerName is required",
    }  # fmt: skip
    assert (found[1]["type"], found[1]["minimum"]) == ("array", 1)


def test_a_sent_quotation_says_why_it_wants_more(api):
    found = told(api, QUOTATION, items=[], buyerName="")
    assert [issue["message"] for issue in found] == [
        "buyerName is required when status is sent",
        "At least one item is required when status is sent",
    ]


@pytest.mark.parametrize(
    "number", ["44", "inv-1", "{prefix}", "{prefix} ", " {prefix}1", "X{prefix}1"]
)
def test_numbers_begin_with_their_prefix_and_go_on(api, kind, number):
    issue = only(api, kind, **{kind.number: number.format(prefix=kind.prefix)})
    assert issue == {
        "code": "invalid_string", "validation": "regex", "path": [kind.number],
        "message": NAMED[kind][1],
    }  # fmt: skip


def test_an_empty_number_is_told_for_both_reasons(api, kind):
    assert [issue["message"] for issue in told(api, kind, **{kind.number: ""})] == [*NAMED[kind]]


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [({"seller": {}}, ["seller", "firmName"], "Required"),
     ({"seller": {**SELLER, "firmName": ""}}, ["seller", "firmName"], "Seller firmName is required"),
     ({"seller": {**SELLER, "gstNumber": ""}}, ["seller", "gstNumber"],
      "Seller GST number is required"),
     ({"seller": []}, ["seller"], "Expected object, received array"),
     ({"buyerName": None}, ["buyerName"], "Expected string, received null"),
     ({"notes": None}, ["notes"], "Expected string, received null"),
     ({"shippingName": None}, ["shippingName"], "Expected string, received null"),
     ({"buyerGstin": None}, ["buyerGstin"], "Expected string, received null"),
     ({"buyerAddress": 5}, ["buyerAddress"], "Expected string, received number"),
     ({"buyerId": True}, ["buyerId"], "Expected string, received boolean"),
     ({"items": {}}, ["items"], "Expected array, received object"),
     ({"items": [5]}, ["items", 0], "Expected object, received number"),
     ({"items": [LINE, {**LINE, "quantity": "5"}]}, ["items", 1, "quantity"],
      "Expected number, received string"),
     ({"items": [{**LINE, "quantity": True}]}, ["items", 0, "quantity"],
      "Expected number, received boolean"),
     ({"items": [{**LINE, "unitPrice": -1}]}, ["items", 0, "unitPrice"],
      "Number must be greater than or equal to 0"),
     ({"items": [{**LINE, "gstPercent": 100.5}]}, ["items", 0, "gstPercent"],
      "Number must be less than or equal to 100"),
     ({"items": [{**LINE, "taxInclusive": "yes"}]}, ["items", 0, "taxInclusive"],
      "Expected boolean, received string"),
     ({"items": [{**LINE, "cessType": "percentage"}]}, ["items", 0, "cessType"],
      "Invalid enum value. Expected 'Percentage' | 'Fixed' | 'Per Unit', received 'percentage'"),
     ({"globalDiscountType": 5}, ["globalDiscountType"],
      "Expected 'percentage' | 'flat', received number"),
     ({"additionalCharges": [{"name": "F", "amount": -1, "gstPercent": 0}]},
      ["additionalCharges", 0, "amount"], "Number must be greater than or equal to 0"),
     ({"tcsInfo": {"percentage": 1, "basis": "x"}}, ["tcsInfo", "basis"],
      "Invalid enum value. Expected 'taxableAmount' | 'finalAmount', received 'x'"),
     ({"bankDetails": "x"}, ["bankDetails"], "Expected object, received string"),
     ({"customFields": [{"name": "x"}]}, ["customFields", 0, "value"], "Required"),
     ({"terms": ["x", 5]}, ["terms", 1], "Expected string, received number"),
     ({"signatureUrl": 1}, ["signatureUrl"], "Expected string, received number")],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_and_where(api, kind, changes, path, message):
    issue = (
        only(api, kind, **changes) if changes != {"seller": {}} else told(api, kind, **changes)[0]
    )
    assert (issue["path"], issue["message"]) == (path, message)


def test_an_enum_tells_its_options(api):
    assert only(api, INVOICE, type="z") == {
        "code": "invalid_enum_value", "received": "z", "options": ["taxInvoice", "billOfSupply"],
        "path": ["type"],
        "message": "Invalid enum value. Expected 'taxInvoice' | 'billOfSupply', received 'z'",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "message"),
    [({"name": "R", "email": "x"}, "Invalid email"), ({"name": "R", "email": 5}, "Invalid input"),
     ({"name": "R", "phone": None}, "Expected string, received null"), ({}, "Required")],
)  # fmt: skip
def test_contact_persons(api, contact, message):
    assert only(api, QUOTATION, contactPersons=[contact])["message"] == message


@pytest.mark.parametrize("email", ["", "ravi@example.in", "a.b+c@x-y.co.in"])
def test_contact_persons_may_have_no_address(api, email):
    made = api.made(QUOTATION, contactPersons=[{"name": "R", "email": email}])
    assert made["contactPersons"] == [{"name": "R", "email": email}]


def test_null_addresses_become_empty(api, kind):
    made = api.made(kind, buyerAddress=None, shippingAddress=None)
    assert (made["buyerAddress"], made["shippingAddress"]) == ("", "")
    assert api.changed(kind, made["id"], buyerAddress=None)["buyerAddress"] == ""


def test_issues_come_in_the_order_of_the_table_however_they_were_sent(api):
    found = told(api, INVOICE, notes=1, roundOff="x", items=[{**LINE, "unit": 1, "itemId": 2}],
                 buyerName=3, invoiceNumber=4)  # fmt: skip
    assert [".".join(map(str, issue["path"])) for issue in found] == [
        "invoiceNumber", "buyerName", "items.0.itemId", "items.0.unit", "roundOff", "notes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "more"),
    [({"items": [{**LINE, "quantity": 1.0005}]}, "not_multiple_of", {"multipleOf": 0.001}),
     ({"items": [{**LINE, "gstPercent": 0.0001}]}, "not_multiple_of", {"multipleOf": 0.001}),
     ({"items": [{**LINE, "quantity": 10**9}]}, "too_big", {"maximum": 10**9, "inclusive": False}),
     ({"items": [{**LINE, "unitPrice": 10**400}]}, "too_big", {"maximum": 10**10}),
     ({"roundOff": -(10**13)}, "too_big", {"type": "number"}),
     ({"notes": "x" * 4001}, "too_big", {"maximum": 4000, "type": "string"}),
     ({"buyerName": "\ud800"}, "invalid_string", {"validation": "unicode"}),
     ({"items": [LINE] * 2001}, "too_big", {"maximum": 2000, "type": "array"}),
     ({"terms": ["x"] * 1001}, "too_big", {"maximum": 1000}),
     ({"seller": {**SELLER, "x": "y" * 300_001}}, "too_big", {"maximum": 300_000}),
     ({"seller": {**SELLER, "x": "\ud800"}}, "custom", {})],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_what_the_books_cannot_hold(api, changes, code, more):
    issue = only(api, INVOICE, **changes)
    assert issue["code"] == code
    assert {key: issue[key] for key in more} == more


def test_numbers_without_end(api):
    line = '{"roundOff": 1e400, "status": "draft"}'
    found = issues(api.post(api.at(INVOICE), content=line))
    assert {"code": "not_finite", "path": ["roundOff"], "message": "Number must be finite"} in found


def test_a_sum_that_no_paper_can_bear(api, kind):
    line = {**LINE, "quantity": 10**8, "unitPrice": 10**9, "discountPercent": 100}
    assert issues(api.post(api.at(kind), json=kind.body(items=[line])))[0]["path"] == []


def test_long_texts_and_many_decimals_are_held(api, kind):
    line = {**LINE, "itemName": "x" * 4000, "quantity": 0.1 + 0.2, "unitPrice": 1e-9}
    made = api.made(kind, buyerName="B" * 4000, notes="ő" * 4000, items=[line] * 3, buyerGstin="?" * 4000,
                    signatureUrl="data:image/png;base64," + "A" * 200_000)  # fmt: skip
    assert made["items"] == [line] * 3
    assert api.got(kind, made["id"]) == made


@pytest.mark.parametrize(
    "content",
    [b"{", b"nothing", b"[NaN]", b'{"a": Infinity}', b"\xff\xfe\x00", b"[" * 50_000, b'"' + b"\xe9" + b'"',
     b'{"a": ' + b"9" * 5000 + b"}"],
    ids=lambda content: repr(content[:12]),
)  # fmt: skip
def test_what_is_no_json(api, kind, content):
    for method, path in (("POST", api.at(kind)), ("PUT", api.at(kind, "x")),
                         ("POST", api.at(kind, "x", "pdf"))):  # fmt: skip
        found = issues(api.request(method, path, content=content))
        assert found[0]["message"].startswith("The body is not JSON")


@pytest.mark.parametrize("body", [[], 5, "x", None])
def test_what_is_no_object(api, kind, body):
    received = {list: "array", int: "number", str: "string", type(None): "null"}[type(body)]
    for method, path in (("POST", api.at(kind)), ("PUT", api.at(kind, "x"))):
        assert issues(api.request(method, path, content=json.dumps(body))) == [
            {
                "code": "invalid_type",
                "expected": "object",
                "received": received,
                "path": [],
                "message": f"Expected object, received {received}",
            }
        ]


def test_nothing_is_an_empty_object(api):
    for kind in KINDS:
        assert issues(api.post(api.at(kind)))[0]["path"] == ["status"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"status": "z"}, "Invalid enum value. Expected {words}, received 'z'"),
     ({"status": None}, "Expected {words}, received null"),
     ({"seller": {"firmName": "x"}}, "Required"), ({"notes": None}, "Expected string, received null"),
     ({"globalDiscountValue": -1}, "Number must be greater than or equal to 0")],
)  # fmt: skip
def test_a_change_is_judged_by_the_same_rules_before_the_paper_is_sought(
    api, kind, changes, message
):
    words = {
        CHALLAN: "'pending' | 'delivered' | 'cancelled'",
        QUOTATION: "'draft' | 'sent' | 'accepted' | 'rejected' | 'expired'",
    }.get(kind, "'draft' | 'saved' | 'cancelled'")
    (issue,) = issues(api.put(api.at(kind, "nowhere"), json=changes))
    assert issue["message"] == message.format(words=words)


@pytest.mark.parametrize("changes", [{"items": []}, {"buyerName": ""}])
def test_a_change_to_nothing_is_refused_even_of_a_draft_but_not_of_a_quotation(api, kind, changes):
    made = api.made(kind, status=kind.lenient)
    answer = api.put(api.at(kind, made["id"]), json=changes)
    if kind is QUOTATION:
        assert answer.status_code == 200
    else:
        assert issues(answer)[0]["code"] == "too_small"
