"""What a clerk calls the kinds of things: the words by which the find box understands them."""

from senstosales.domain.findables import Findable

NAMES: dict[Findable, frozenset[str]] = {
    Findable.ORDER: frozenset(
        {"order", "orders", "po", "pos", "p.o.", "purchase order", "purchase orders"}
    ),
    Findable.CHALLAN: frozenset(
        {"challan", "challans", "dc", "dcs", "d.c.", "delivery challan", "delivery challans"}
    ),
    Findable.INVOICE: frozenset(
        {"invoice", "invoices", "inv", "bill", "bills", "tax invoice", "tax invoices"}
    ),
    Findable.QUOTATION: frozenset(
        {"quotation", "quotations", "quote", "quotes", "qtn", "offer", "offers"}
    ),
    Findable.DEBIT_NOTE: frozenset({"debit note", "debit notes", "debit", "dn"}),
    Findable.CREDIT_NOTE: frozenset({"credit note", "credit notes", "credit", "cn"}),
    Findable.RECEIPT: frozenset({"srv", "srvs", "receipt", "receipts", "store receipt"}),
    Findable.PAYMENT: frozenset({"payment", "payments", "utr", "cheque", "cheques", "chq"}),
    Findable.PARTY: frozenset(
        {"party", "parties", "customer", "customers", "buyer", "buyers", "supplier", "suppliers"}
    ),
    Findable.PRODUCT: frozenset({"product", "products", "material", "materials"}),
    Findable.EXPENSE: frozenset({"expense", "expenses"}),
}
"""Folded, as `domain.findables.fold` does it."""

FIELDS = frozenset(
    "drawing drg dwg enquiry enq contract gem gemc hsn barcode code gstin phone mobile vehicle truck lr eway e-way "
    "reference ref no no. nr number".split()
)
"""What a clerk calls a number that stands on something: the word itself need not stand there too."""

NOUNS = {
    Findable.ORDER: "orders",
    Findable.CHALLAN: "challans",
    Findable.INVOICE: "invoices",
    Findable.QUOTATION: "quotations",
    Findable.DEBIT_NOTE: "tax_notes",
    Findable.CREDIT_NOTE: "tax_notes",
    Findable.RECEIPT: "receipts",
    Findable.PAYMENT: "payments",
    Findable.PARTY: "parties",
    Findable.PRODUCT: "products",
    Findable.EXPENSE: "expenses",
}
"""The list in which a thing of each kind stands."""

TABLES = NOUNS | dict.fromkeys(
    (
        Findable.CHALLAN, Findable.INVOICE, Findable.QUOTATION, Findable.DEBIT_NOTE,
        Findable.CREDIT_NOTE,
    ),
    "vouchers",
)  # fmt: skip
"""The table in which a thing of each kind is kept."""

SINGLE: dict[Findable, frozenset[str]] = {
    kind: frozenset(word for name in names for word in name.split())
    for kind, names in NAMES.items()
}
"""The same as single words: what need not stand in the text of something of that kind."""
