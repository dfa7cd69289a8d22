"""The fixed words of money: ways to pay, what settles an invoice, what money is spent on."""

from enum import StrEnum

PAYMENT_METHODS: dict[int, str] = {1: "Cash", 2: "Credit Card", 3: "Bank Transfer", 4: "UPI"}
"""Ways to pay by the numbers under which clients of the NamastePMS contract know them."""

EXPENSE_CATEGORIES = (
    "Rent",
    "Utilities",
    "Salary",
    "Inventory",
    "Transport",
    "Food",
    "Office Supplies",
    "Phone",
    "Marketing",
    "Other",
)
"""What money is spent on, in the words of the NamastePMS contract."""


class Settlement(StrEnum):
    """A part of what settles an invoice: money that came, or what the customer kept back.

    GST-TDS is 2 % of the taxable value (CGST Act s. 51) and comes back through the cash ledger;
    income-tax TDS is 0.1 % (s. 194Q, from April 2026 s. 393); liquidated damages are no supply and
    bear no GST (circular 178/10/2022).
    """

    MONEY = "money"
    GST_TDS = "gst_tds"
    INCOME_TAX_TDS = "income_tax_tds"
    DAMAGES = "damages"
    RETENTION = "retention"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "money": "Received",
            "gst_tds": "GST-TDS",
            "income_tax_tds": "Income-tax TDS",
            "damages": "Liquidated damages",
            "retention": "Retention money",
            "other": "Other deduction",
        }[self.value]
