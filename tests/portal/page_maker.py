"""Writes order and receipt pages in the portal's own structure, quirks included.

An order is a dict in the shape of the sample `.json` files (header, remarks, items with lots); the
page is made of exactly the printed texts, so what a reader finds can be compared with the dict.
"""

from datetime import date

TIMES = '<font face="Times New Roman, Times, serif" size="2">'
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

HEAD = """

<html>
<head>
<style>
.ctrls3 {font-family:Arial;font-size:13px;width:75px;height:60px;}
</style>
<script type="text/javascript">
function submitform( val)
{   document.forms["myform"].pono.value = val;
    document.forms["myform"].submit();
}
</script>
<meta http-equiv="Content-Type"
content="text/html; charset=utf-8">
<title>PO</title>
</head>
<body bgcolor=LightSkyBlue text=DarkBlue link="#009900">
<form id="myform" action="listsrv.asp" method="post">
 <input type='hidden' name='pono' value="">
</form>
<div id="container">

<table border="1" width="740" >
<tr>
<td>
<h4 style="color:red;">
सतर्कता जागरूकता सप्ताह – 2022<br>
VIGILANCE AWARENESS WEEK-2022</h4>
</td>
</tr>
</table>

<table border="1" width="740">
"""

LETTERHEAD = """
  <tr>
    <td width="130" height="43" align="center">
      <p><img src="logo_bhel.jpg" width="76" height="67"></p>
      <p><font size="1">BP -0021</font></p>
    </td>
    <td colspan="5" height="43">
      <p align="center"><font size="5"><b>B<font size="3">HARAT HEAVY ELECTRICALS
        LIMITED,BHOPAL<br>
        PURCHASE ORDER DETAILS
</font></b></font>
<p>SRVs Raised on PO&nbsp;&nbsp;<a href="javascript: submitform({po})">{po}</a>
<form name="myform2" action="wo_details.asp" method="post">
        <input type="hidden" name="po_number" value="{po}">
      </form>
      <a href="javascript: submitform2()">WO Details</a>
</p>
    </td>
  </tr>
  <tr>
    <td width="130" align="left">
      <font face="Times New Roman, Times, serif" size="2">TIN NO. {tin}</font></td>
    <td width="190" align="left">
      <div align="left"><font size="2">ECC
        NO. {ecc}</font></div>
    </td>
    <td width="176" align="left">
      <font face="Times New Roman, Times, serif" size="2">MPCT NO. {mpct}
      </font>
    </td>
    <td width="117" align="left">
      <font size="2">PHONE:&nbsp;&nbsp;&nbsp; &nbsp;&nbsp;
      {phone}</font></td>
    <td width="110" align="left"><font size="2">FAX:&nbsp;&nbsp; &nbsp;
    {fax}</font></td>
    <td width="92" align="left"><font size="2">{website}</font></td>
  </tr>
   <tr>
    <td width="750" colspan="6"> <div align="left">NOTE : For Desp by Road Orig
      ED Gate Pass must be sent with carrier(Declare in INV &amp; Challan).&nbsp;&nbsp; </div>
    </td>

  </tr>
"""

FOOT = """
  <tr>
    <td width="750" height="15" colspan="4"  >
    <p align="left"><font size="2">* This
    is Governed By BHEL S</font>tandard Terms &amp; Condition of Enquiry &amp; PO's<p align="left">
    <u>Important Note</u> : (1) Supplies will be as per terms &amp; conditions
    attached. (2) REMARKS, NAME, TOTAL VALUE.<br><br><small>INFORMATION PROVIDED ON THIS SITE IS
    ONLY FOR REFERENCE.</small></td>

  </tr>

</table>
</div>
<script type="text/javascript">
  function submitform2()
{
  document.myform2.submit();
}
</script>
</body>
</html>
</html>
"""

ITEM_LABELS = (
    "PO ITM", "MATERIAL CODE", "MTRL CAT", "UNIT", "PO RATE", "ORD QTY", "RCD \n        QTY",
    "ITEM VALUE", "LOT NO \n   <br>\n", "DELY QTY", "DELY DATE", "ENTRY ALLOW DATE", "DEST CODE",
)  # fmt: skip


def escaped(text: str | None) -> str:
    """As the portal prints a text: `<` is escaped, `&` is not."""
    return "" if text is None else text.replace("<", "&lt;").replace(">", "&gt;")


def slashed(iso: str | None) -> str:
    """dd/mm/yyyy, empty for None."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""


def with_month_name(iso: str) -> str:
    """dd-MON-yy, as under ENTRY ALLOW DATE."""
    day = date.fromisoformat(iso)
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year % 100:02d}"


def cell(text: str, span: int = 1) -> str:
    return (
        f'    <td{f" colspan={span}" if span > 1 else ""} width="130"> \n'
        f'      <div align="center">{TIMES}{text} \n      </font></div>\n    </td>\n'
    )


def cells(*texts: str) -> str:
    return "  <tr> \n" + "".join(cell(text) for text in texts) + "  </tr>\n"


def header_rows(header: dict) -> str:
    value = {key: escaped(text) for key, text in header.items() if isinstance(text, str)}
    get = lambda key: value.get(key, "")  # noqa: E731
    return (
        cells("PURCHASE ORDER", "PO DATE ", "ENQUIRY  \n", "SUPP CODE", "ORD-TYPE", "DVN")
        + cells(
            get("po_number"), slashed(header["po_date"]), get("enquiry_no"),
            get("supplier_code"), get("order_type"), get("department_no"),
        )
        + cells("QUOTATION \n", "QUOT-DATE", "PO STATUS", "AMEND NO", "PO-VALUE", "RC NO")
        + "  <tr> \n"
        + cell(get("quotation_ref"))
        + cell(slashed(header["quotation_date"]))
        + cell(get("po_status"))
        + cell(str(header["amend_no"]))
        + f'    <td width="92"><div align="center">{get("po_value")}</div></td>\n    </td>\n'
        + f'    <td width="92"><div align="center">{get("rc_no")}</div></td>\n  </tr>\n'
        + "   <tr> \n"
        + cell("\n        INSPECTION BY :", 2)
        + cell(get("inspection_by") + "<br>  ", 4)
        + "\n  </tr>\n  <tr> \n"
        + cell("EX RATE") + cell("CURRENCY") + cell("FOB VALUE") + cell("NET PO VAL", 2)
        + cell("ENQ DATE")
        + "  </tr>\n  <tr> \n"
        + f'    <td width="130" align="center">{TIMES}{get("ex_rate")}</font>&nbsp;</td>\n'
        + cell(get("currency")) + cell(get("fob_value")) + cell(get("net_po_value"), 2)
        + cell(get("order_type"), 2)
        + "  </tr>\n  <tr>  \n"
        + f'<td colspan="12" height="15"> \n      <div align="left">\n      {TIMES}'
        + f'{get("payment_terms")} </font></div></td>\n     \n     </tr>\n'
        + "  <tr> \n" + cell("ITEM DETAILS ", 3) + cell("DELIVERY DETAILS", 6) + "  </tr>\n"
    )  # fmt: skip


def lot_row(item: dict, lot: dict) -> str:
    allowed = lot["entry_allow_date"]
    entry_allow = with_month_name(allowed) if allowed else escaped(lot["entry_allow_text"])
    middle = (
        item["material_code"], item["mtrl_cat"], item["unit"], None, item["ord_qty"],
        item["rcd_qty"], item["item_value"], str(lot["lot_no"]), lot["dely_qty"],
        slashed(lot["dely_date"]) + " ", entry_allow + " ", (lot["dest_code"] or "") + " ",
    )  # fmt: skip
    row = f'  <tr>  \n    <td align="center">{TIMES}{item["po_item_no"]}</font>&nbsp;</td>\n'
    for text in middle:
        if text is None:
            row += f'    <td width="48" align="center">{item["po_rate"]}&nbsp;</td>\n'
        else:
            row += f'    <td align="center"> \n      <div >{TIMES}{text}</font></div>\n    </td>\n'
    return row + "  </tr>\n  <tr> \n\n"


def description_row(item: dict) -> str:
    return (
        '\n\n<tr>\n<td colspan="10" height="15"> \n      <div align="left">\n'
        f"      {TIMES}{escaped(item['description'])} </font></div></td>\n"
        '     <td width="50" height="21">&nbsp;</td>\n'
        '     <td colspan="1" height="15"> \n      <div align="left">\n'
        f"      {TIMES}{item['po_item_no']} </font></div></td>\n"
        '     <td width="10" height="21">&nbsp;</td>\n     </tr>\n'
    )


def items_table(items: list[dict], *, descriptions_last: bool) -> str:
    rows = []
    for item in items:
        rows += [lot_row(item, lot) for lot in item["lots"]]
        if not descriptions_last:
            rows.append(description_row(item))
    if descriptions_last:
        rows += [description_row(item) for item in items]
    labels = "  <tr> \n" + "".join(cell(label) for label in ITEM_LABELS) + "  </tr>\n"
    return f'<table border="1" width="740">\n{labels}{"".join(rows)}\n</table>\n'


def foot_table(header: dict, remarks: str | None) -> str:
    pairs = "".join(
        f"  <tr> \n{cell(label)}{cell(escaped(header[key]) + '          ')}  </tr>\n"
        for label, key in (
            ("NAME", "issuer_name"),
            ("DESIGNATION", "issuer_designation"),
            ("PHONE NO", "issuer_phone"),
        )
    )
    return (
        '\n<table border="1" width="741">\n  <tr> \n'
        '    <td colspan="2" height="6" align="center"> <font size="2">REMARKS  \n'
        "      </font> </td>\n"
        + cell("TOTAL \n        VALUE")
        + cell("SUPP NAME M/S")
        + '  </tr>\n  <tr> \n    <td height="5" colspan="2" align="center"> <font size="2">'
        + f"{escaped(remarks)}\n     </font> </td>\n"
        + cell(escaped(header["total_value"]))
        + cell(" " + escaped(header["supplier"]))
        + "  </tr>\n"
        + pairs
        + FOOT
    )


def order_page(order: dict, *, descriptions_last: bool = False, before: str = "") -> str:
    """The page of an order; `before` is the junk that may stand before `<html>`."""
    header = order["header"]
    letterhead = LETTERHEAD.format(
        po=header["po_number"],
        tin=header["buyer_tin_no"],
        ecc=header["buyer_ecc_no"],
        mpct=header["buyer_mpct_no"],
        phone=header["buyer_phone"],
        fax=header["buyer_fax"],
        website=header["buyer_website"],
    )
    return (
        before
        + HEAD
        + letterhead
        + header_rows(header)
        + "</table>\n"
        + items_table(order["items"], descriptions_last=descriptions_last)
        + foot_table(header, order["remarks"])
    )


RECEIPT_FIELDS = {
    "div": "DIV", "po_number": "PO NO", "po_item_no": "PO ITM", "sub_item": "SUB ITM",
    "pmir_no": "PMIR NO", "srv_number": "SRV NO", "srv_item_no": "SRV ITM", "rev_no": "REV NO",
    "srv_date": "SRV DATE", "challan_no": "CHALLAN NO", "challan_date": "CHALLAN DATE",
    "invoice_no": "TAX INV", "invoice_date": "TAX INV DT", "finance_date": "FINANCE DT",
    "cnote_no": "CNOTE NO.", "cnote_date": "CNOTE DATE", "unit": "UNIT", "ord_qty": "ORDER QTY",
    "challan_qty": "CHALLAN QTY", "rcd_qty": "RECVD QTY", "accepted_qty": "ACCEPTED QTY",
    "rej_qty": "REJ QTY",
}  # fmt: skip
OLDER_FIELDS = [
    field
    for field in RECEIPT_FIELDS
    if field not in ("div", "finance_date", "accepted_qty", "rej_qty")
]


def receipt_page(rows: list[dict], order: list[str] | None = None) -> str:
    """An SRV page. Comments hold the older header and the older cells of each row; `order` puts
    the columns into another order.
    """
    fields = order or list(RECEIPT_FIELDS)
    old = "\n    ".join(f"<th>{RECEIPT_FIELDS[field]}</th>" for field in OLDER_FIELDS)
    head = "\n    ".join(f"<th>{RECEIPT_FIELDS[field]}</th>" for field in fields)
    body = []
    for number, row in enumerate(rows):
        texts = {
            field: slashed(value) if field.endswith("_date") else escaped_value(value)
            for field, value in row.items()
        }
        old_cells = "\n    ".join(f"<td>{texts[field]}</td>" for field in OLDER_FIELDS)
        new_cells = "\n    ".join(f"<td>{texts[field]}</td>" for field in fields)
        style = ' class="srv_match"' if number % 3 == 1 else ""
        body.append(f"  <tr{style}>\n<!--    {old_cells}\n -->\n \n   {new_cells}\n\n\n    </tr>\n")
    return (
        "<html><head>\n<title>SRV DETAILS</title>\n"
        '<script type="text/javascript">\nvar Event = { add: function() { return "<td>1</td>" } }\n'
        "</script>\n<style>th {\n\tbackground: #3e83c9;\n}\n</style>\n</head>\n<body>\n"
        '<div id="wrapper">\n<div><span> BHARAT HEAVY ELECTRICALS LIMITED,BHOPAL<span><br><br>'
        'SRV DETAILS \n</span></span></div>\n<div id="data">\n<table style="text-align:center">\n'
        f"  <tbody><tr>\n  <!--  {old}-->\n\n    {head}\n    </tr>\n"
        + "\n".join(body)
        + "\n</tbody></table>\n</div>\n</div>\n\n</body></html>"
    )


def escaped_value(value: str | int | None) -> str:
    return "" if value is None else escaped(str(value))
