"""Any order or receipt that the portal could print is read back exactly as it was printed."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from senstosales.portal.page import read_page
from tests.portal.comparing import order_as_json, receipt_as_json
from tests.portal.page_maker import order_page, receipt_page

BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    "TOTAL VALUE|REMARKS|NAME|PHONE NO|DESIGNATION|PURCHASE ORDER|PO DATE|PO ITM|SUPP NAME M/S|"
    "TERMS & CONDITIONS|INSPECTION BY :|INSPECTION AT BHEL|ITEM DETAILS|PO-VALUE|RC NO|2.|(3)|[4]|"
    "COMPLY GST RULES & GUIDELINES.|EARLY DELIVERY IS ACCEPTABLE|R&D|A&B;|&COPY|&REGULATIONS|"
    "<b>|</td>|45°|±0.5|Ω|½|– dash|“quoted”|O'RING|100%|#08|=|+|6639109|01/02/2023|1|@RS. 264/-|"
    "DELIVERY TO LEM STORES|2 EXTRA COPIES OF INVOICE|WEIGHT OF EACH WEDGE = 0.197 KG.|E-MAIL: A@B.IN".split(
        "|"
    )
)
PHRASES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
CODES = st.from_regex(r"[A-Z]{1,2}[0-9]{5,10}", fullmatch=True)
DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31)).map(date.isoformat)


def maybe(strategy):
    return st.none() | strategy


def plain(value):
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def decimals(most, places):
    return st.integers(0, most * 10**places).map(lambda n: Decimal(n).scaleb(-places))


@st.composite
def lots(draw):
    numbers = draw(st.lists(st.integers(1, 120), min_size=1, max_size=5, unique=True))
    found = []
    for number in numbers:
        allowed = draw(maybe(DAYS))
        text = maybe(
            st.sampled_from(["PO SHORT CLOSED", "SHORT CLOSED", "NOT ALLOWED", "31-FEB-24"])
        )
        found.append(
            {
                "lot_no": number,
                "dely_qty": plain(draw(decimals(50_000, 3))),
                "dely_date": draw(maybe(DAYS)),
                "entry_allow_date": allowed,
                "entry_allow_text": None if allowed else draw(text),
                "dest_code": draw(maybe(st.sampled_from(["217", "204", "202"]))),
            }
        )
    return found


@st.composite
def orders(draw):
    numbers = draw(st.lists(st.integers(1, 999), min_size=1, max_size=5, unique=True))
    items = []
    for number in numbers:
        item_lots = draw(lots())
        quantity = sum((Decimal(lot["dely_qty"]) for lot in item_lots), Decimal(0))
        rate = draw(decimals(134_000, 4))
        value = (quantity * rate).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        items.append(
            {
                "po_item_no": number,
                "material_code": draw(CODES),
                "mtrl_cat": draw(st.sampled_from(["700100", "228200"])),
                "unit": draw(st.sampled_from(["NO", "ST", "KG"])),
                "po_rate": plain(rate),
                "ord_qty": plain(quantity),
                "rcd_qty": plain(draw(decimals(50_000, 3))),
                "item_value": plain(value),
                "description": draw(PHRASES),
                "lots": item_lots,
            }
        )
    total = plain(sum((Decimal(item["item_value"]) for item in items), Decimal(0)))
    header = {
        "po_number": draw(st.from_regex(r"[1-9][0-9]{6}", fullmatch=True)),
        "po_date": draw(DAYS),
        "enquiry_no": draw(maybe(st.just("E6643907"))),
        "supplier_code": "S4471",
        "order_type": draw(st.sampled_from(["L10510", "O10410", "R10810"])),
        "department_no": draw(st.sampled_from(["217", "204"])),
        "quotation_ref": draw(
            maybe(st.sampled_from(["GEM / 2024 / B / 9900105", "GEM/2025/B/9900116", "NPW-0164",
                                   "GEMC-511600012345605", "E6643907", "RC6643904"]))
        ),
        "quotation_date": draw(maybe(DAYS)),
        "po_status": draw(st.sampled_from(["0", "2", "SHORT CLOSED"])),
        "amend_no": draw(st.integers(0, 12)),
        "po_value": total,
        "rc_no": draw(maybe(st.from_regex(r"RC[0-9]{7,9}", fullmatch=True))),
        "inspection_by": draw(maybe(PHRASES)),
        "ex_rate": "1",
        "currency": draw(maybe(st.just("INR"))),
        "fob_value": "0",
        "net_po_value": total,
        "enquiry_date": None,
        "payment_terms": draw(maybe(st.sampled_from(
            ["AGAINST RECEIPT & ACCEPTANCE OF MATERIAL (SRV) AT BHEL. WITHIN 45 DAYS",
             "AS PER GEM TERMS & CONDITIONS."]))),
        "total_value": total,
        "supplier": "NARMADA PRECISION WORKS,PLOT 7,INDUSTRIAL AREA,,GOVINDPURA,,BHOPAL",
        "issuer_name": draw(maybe(st.sampled_from(["SHRI BHUVAN NAMOONA", "NAME", "MS TARA"]))),
        "issuer_designation": draw(maybe(st.sampled_from(["DY.MANAGER", "PHONE NO"]))),
        "issuer_phone": draw(maybe(st.just("0755-0000117"))),
        "buyer_tin_no": "00000000000",
        "buyer_ecc_no": "AAAAA0000AXM000",
        "buyer_mpct_no": "XXX/00/00/0000/XX0/00/00",
        "buyer_phone": "91-755-0000000",
        "buyer_fax": "91-755-0000001",
        "buyer_website": "www.bhelbpl.co.in",
    }  # fmt: skip
    return {"header": header, "remarks": draw(maybe(PHRASES)), "items": items}


BEFORE = st.sampled_from(["", "\ufeff1139101\n\n", "1139101\n\n\n", "\n\n", "\ufeff"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-16-le", "utf-16-be"])


@BOUNDED
@given(orders(), st.booleans(), BEFORE, ENCODINGS)
def test_an_order_comes_back_as_printed(order, descriptions_last, before, encoding):
    html = order_page(order, descriptions_last=descriptions_last, before=before)
    found = order_as_json(read_page(html.encode(encoding), "po.html"))
    assert found["header"] == order["header"]
    assert found["remarks"] == order["remarks"]
    assert found["items"] == order["items"]
    assert found["deviations"] == []


@BOUNDED
@given(
    orders(), st.sampled_from(["item_value", "ord_qty", "po_value", "net_po_value", "total_value"])
)
def test_every_wrong_figure_is_found(order, field):
    wrong = "123456.78" if field.endswith("value") else "123456"
    place = order["header"] if field in order["header"] else order["items"][0]
    place[field] = wrong
    findings = read_page(order_page(order).encode(), "po.html").findings
    assert (field, wrong) in [(finding.field, finding.actual) for finding in findings]
    if field in {"net_po_value", "total_value"}:
        assert len(findings) == 1


@st.composite
def receipts(draw):
    rows = []
    for number in range(draw(st.integers(1, 6))):
        accepted, rejected = draw(decimals(50_000, 3)), draw(decimals(500, 3))
        blank = draw(st.booleans())
        by_challan = draw(st.booleans())
        rows.append(
            {
                "div": draw(maybe(st.sampled_from(["LEM", "IMM", "TRM"]))),
                "po_number": draw(st.from_regex(r"[1-9][0-9]{6}", fullmatch=True)),
                "po_item_no": draw(st.integers(1, 999)),
                "sub_item": draw(maybe(st.just("0"))),
                "pmir_no": draw(maybe(st.sampled_from(["-", "1234", "A & B"]))),
                "srv_number": str(draw(st.integers(1, 99_999))),
                "srv_item_no": number + 1,
                "rev_no": draw(st.integers(0, 2)),
                "srv_date": draw(DAYS),
                "challan_no": draw(maybe(st.just("44"))) if by_challan else None,
                "challan_date": draw(maybe(DAYS)) if by_challan else None,
                "invoice_no": draw(maybe(st.sampled_from(["107", "NPW/24-25/107", "0044"]))),
                "invoice_date": draw(maybe(DAYS)),
                "finance_date": draw(maybe(DAYS)),
                "cnote_no": draw(maybe(st.just("52208"))),
                "cnote_date": draw(maybe(DAYS)),
                "unit": draw(st.sampled_from(["NO", "ST", "KG"])),
                "ord_qty": plain(draw(decimals(50_000, 3))),
                "challan_qty": draw(maybe(decimals(50_000, 3).map(plain))),
                "rcd_qty": None if blank else plain(accepted + rejected),
                "accepted_qty": plain(accepted),
                "rej_qty": plain(rejected),
            }
        )
    return rows


@BOUNDED
@given(receipts(), st.randoms(use_true_random=False), st.booleans())
def test_a_receipt_comes_back_as_printed(rows, random, shuffled):
    columns = list(rows[0])
    if shuffled:
        random.shuffle(columns)
    page = read_page(receipt_page(rows, columns).encode(), "srv.html")
    assert receipt_as_json(page) == rows
    assert page.findings == ()
    for row, printed in zip(page.rows, rows, strict=True):
        assert row.received == Decimal(printed["accepted_qty"]) + Decimal(printed["rej_qty"])


@BOUNDED
@given(receipts())
def test_a_receipt_that_does_not_add_up_is_named(rows):
    rows[0]["rcd_qty"] = "77777.777"
    (finding,) = read_page(receipt_page(rows).encode(), "srv.html").findings
    assert finding.what.startswith(f"SRV {rows[0]['srv_number']} of ")
    assert (finding.field, finding.actual) == ("rcd_qty", "77777.777")
