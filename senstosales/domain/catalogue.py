"""The fixed words of the product list: categories, and the ways in which stock moves."""

from enum import StrEnum

CATEGORIES: dict[int, str] = {
    1: "Electronics",
    2: "Clothing",
    3: "Food",
    4: "Grocery",
    5: "Household",
    6: "Beauty",
    7: "Medicine",
    8: "Stationery",
    9: "Hardware",
    10: "Other",
}
"""Kinds of product by the numbers under which clients of the NamastePMS contract know them."""


class Move(StrEnum):
    """Why stock went up or down."""

    OPENING = "opening"
    COUNT = "count"
    SALE = "sale"
    RETURN = "return"
    PURCHASE = "purchase"
    TAKEN = "taken"

    @property
    def label(self) -> str:
        return {
            "opening": "Opening stock",
            "count": "Counted",
            "sale": "Sold",
            "return": "Came back",
            "purchase": "Bought or made",
            "taken": "Taken out",
        }[self.value]
