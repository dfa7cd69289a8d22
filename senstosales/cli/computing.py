"""`compute`: the figures of documents in the vouchers contract's shape, as JSON, without any books."""

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from senstosales.domain.amounts import plain
from senstosales.domain.gst import TaxedCharge, TaxedDocument, TaxedLine
from senstosales.domain.hsn import Coded, HsnRow, summarise
from senstosales.domain.words import words_then_rupees
from senstosales.errors import Invalid

if TYPE_CHECKING:
    from senstosales.services.stated_documents import StatedDocument

_STDIN = "-"
_LONGEST_NAME = 40
_ZERO = Decimal(0)


def run_compute(options: argparse.Namespace) -> int:
    print(written([_computed(place, body) for place, body in enumerate(_bodies(options.file), 1)]))
    return 0


def _bodies(file: str) -> list[Any]:
    """The documents of a file that holds a list of them, or one; raises `Invalid`."""
    name = "What came in" if file == _STDIN else file
    try:
        raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.") from error
    try:
        whole = json.loads(
            raw.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError as error:
        raise Invalid(f"{name} is not JSON: it is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Invalid(f"{name} is not JSON: {error.msg} at {where}.") from error
    except RecursionError as error:
        raise Invalid(
            f"{name} is not JSON that documents are made of: too many brackets."
        ) from error
    return whole if isinstance(whole, list) else [whole]


def _no_number(word: str) -> NoReturn:
    raise Invalid(f"{word} is not a number that JSON knows.")


def _computed(place: int, body: object) -> dict[str, Any]:
    from senstosales.services import stated_documents

    name = f"Document {place}"
    if not isinstance(body, dict):
        raise Invalid(f"{name} is not a JSON object.")
    number = stated_documents.number_in(body)
    if number:
        name += f" ({' '.join(number.split())[:_LONGEST_NAME]})"
    try:
        document = stated_documents.read(body)
        return answer(document, stated_documents.compute(document))
    except Invalid as error:
        raise Invalid(f"{name}: {error.sentence}") from error


def answer(document: "StatedDocument", taxed: TaxedDocument) -> dict[str, Any]:
    """The figures of one document under the names that the contract's clients use."""
    split = taxed.split
    untaxed = document.is_bill_of_supply
    lines = list(zip(document.items, taxed.lines, strict=True))
    charges = list(zip(document.additionalCharges, taxed.charges, strict=True))
    parts = [
        Coded(line.hsnSac, _ZERO if untaxed else line.gstPercent, figures, line.unit, line.quantity)
        for line, figures in lines
    ] + [
        Coded(charge.hsnSac, _ZERO if untaxed else charge.gstPercent, figures)
        for charge, figures in charges
    ]
    before_tax = document.globalDiscountBasis == "beforeTax"
    return {
        "number": document.number,
        "type": document.type if document.kind == "invoice" else document.kind.value,
        "supplyType": "interstate" if split.between_states else "intrastate",
        "reverseCharge": document.reverse_charge,
        "lines": [
            {
                "itemId": line.itemId,
                "itemName": line.itemName,
                "hsnSac": line.hsnSac,
                "quantity": _short(line.quantity),
                "unit": line.unit,
                "base": figures.base,
                "discount": figures.discount,
                **({"tradeDiscount": figures.trade_discount} if before_tax else {}),
                **_taxes(figures),
                "cess": figures.cess,
                "total": figures.total,
            }
            for line, figures in lines
        ],
        "charges": [
            {
                "name": charge.name,
                "hsnSac": charge.hsnSac,
                **_taxes(figures),
                "total": figures.total,
            }
            for charge, figures in charges
        ],
        "hsnSummary": [_summed(row) for row in summarise(parts)],
        "totals": _totals(taxed, before_tax=before_tax),
    }


def _taxes(figures: TaxedLine | TaxedCharge) -> dict[str, Decimal]:
    return {
        "taxable": figures.taxable,
        "gst": figures.gst,
        "cgst": figures.cgst,
        "sgst": figures.sgst,
        "igst": figures.igst,
    }


def _summed(row: HsnRow) -> dict[str, Any]:
    return {
        "hsnSac": row.hsn,
        "unit": row.unit,
        "gstPercent": _short(row.gst_rate),
        "quantity": _short(row.quantity),
        "taxable": row.taxable,
        "cgst": row.cgst,
        "sgst": row.sgst,
        "igst": row.igst,
        "cess": row.cess,
        "tax": row.tax,
    }


def _totals(taxed: TaxedDocument, *, before_tax: bool) -> dict[str, Any]:
    nil = Decimal("0.00")
    return {
        "itemsTaxable": sum((line.taxable for line in taxed.lines), nil),
        "chargesTaxable": sum((charge.taxable for charge in taxed.charges), nil),
        "taxable": taxed.taxable,
        "cgst": taxed.cgst,
        "sgst": taxed.sgst,
        "igst": taxed.igst,
        "tax": taxed.tax,
        "cess": taxed.cess,
        "tcs": taxed.tcs,
        "totalBeforeDiscount": taxed.before_discount,
        "discount": taxed.discount,
        **({"tradeDiscount": taxed.trade_discount} if before_tax else {}),
        "roundOff": taxed.round_off,
        "total": taxed.total,
        "grandTotal": taxed.total,
        "finalAmount": taxed.total,
        "balanceDue": taxed.total,
        "amountInWords": words_then_rupees(taxed.total),
    }


def _short(number: Decimal) -> Decimal:
    """Without the noughts that say nothing: amounts have two decimals, quantities what they have."""
    return Decimal(plain(number))


def written(value: Any, indent: str = "") -> str:
    """JSON in which a `Decimal` is a number with all its digits, which `json` cannot write."""
    inner = indent + "  "
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list) and value:
        return f"[\n{inner}" + f",\n{inner}".join(written(v, inner) for v in value) + f"\n{indent}]"
    if isinstance(value, dict) and value:
        pairs = (f"{json.dumps(key)}: {written(item, inner)}" for key, item in value.items())
        return f"{{\n{inner}" + f",\n{inner}".join(pairs) + f"\n{indent}}}"
    return json.dumps(value, ensure_ascii=False)
