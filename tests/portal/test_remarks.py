"""GeM contracts in the shapes of real remarks, and the days of the payment line."""

from datetime import date

import pytest

from senstosales.portal.remarks import gem_contracts, payment_days

NUMBER = "511600012345605"
DAY = date(2024, 4, 9)
LEADS = [
    "ALL TERMS SHALL BE AS PER GEM CONTRACT NO. GEMC-{}",
    "PLACED THROUGH GEM (PO REF NO.: GEMC-{}",
    "GEM PO NO GEMC {}", "GEM CONTRACT GEMC - {}", "GEM CONTRACT : GEMC{}", "GEMC- {}", "gemc-{}",
    "CONTRACT NOGEMC-{}",
]  # fmt: skip
INTRODUCTIONS = [
    " DATED ", " DATED. ", " DATED: ", " DATE ", " DATE: ", " DT. ", " DT.", " DT ", " DTD. ",
    " DTD.", " DTD ", "/", " / ", " ", ", DATED ", ") DATED ", " (DATED ", " OF VALUE RS. 50150/- DATED ",
    " DATED.", " DT:", " -DT. ", " & DATED ", " DTED ", " ON ", " OF RS. 50150/- DATED ",
]  # fmt: skip
DATES = [
    "09.04.2024", "09/04/2024", "9.4.2024", "09-APR-2024", "09-APR.-2024", "09-APR -2024",
    "09-Apr-2024", "09 APR 2024", "09-APRIL-2024", "09.04.24", "09-04-2024", "09. 04. 2024",
    "09.04..2024",
]  # fmt: skip
TAILS = [
    "",
    ".",
    ". 2. PO PRICE IS INCLUSIVE OF GST",
    ".[4] ITEM",
    ") HENCE",
    " OF VALUE RS. 264/-",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_number_and_date_in_every_shape(lead, introduction):
    for printed in DATES:
        for tail in TAILS:
            words = lead.format(NUMBER) + introduction + printed + tail
            found = gem_contracts(words)
            assert [(one.number, one.date) for one in found] == [(NUMBER, DAY)], words


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize(
    "tail",
    ["", ".", ". 2. PO PRICE", "). HENCE TERMS", " 2. DELIVERY BY 30.09.2024", ", 45 DAYS",
     ".[2] 12 NOS", " DATED 31.02.2024", " DATED", " AND 3 COPIES", " 10 MARCHING"],
)  # fmt: skip
def test_a_number_without_a_date(lead, tail):
    words = lead.format(NUMBER) + tail
    assert [(one.number, one.date) for one in gem_contracts(words)] == [(NUMBER, None)]


def test_november_slip():
    (one,) = gem_contracts("GEMC-511600012345605 DTD. 12-NOV -2023")
    assert one.date == date(2023, 11, 12)


def test_two_contracts_and_a_slip_of_sixteen_digits():
    found = gem_contracts(
        "GEM CONTRACT NO GEMC-511600012345616 DATED 11.06.2025 , GEMC-5116000123456170 DT. "
        "14-JUN-2025."
    )
    assert [(one.number, one.date) for one in found] == [
        ("511600012345616", date(2025, 6, 11)),
        ("5116000123456170", date(2025, 6, 14)),
    ]


def test_a_second_contract_may_go_without_the_word():
    found = gem_contracts("GEMC-511600012345616 DATED 11.06.2025 & 511600012345617 DT. 12.06.2025")
    assert [(one.number, one.date) for one in found] == [
        ("511600012345616", date(2025, 6, 11)),
        ("511600012345617", date(2025, 6, 12)),
    ]


def test_a_contract_named_twice_is_one_with_the_date_it_has():
    found = gem_contracts("AS PER GEMC-511600012345605. GEMC-511600012345605 DATED 09.04.2024")
    assert [(one.number, one.date) for one in found] == [(NUMBER, DAY)]


@pytest.mark.parametrize(
    "words", ["", "PAYMENT AS PER GEM", "GEM/2024/B/9900105", "GEMC", "GEMC-12345", "GEM GTC APPLY"]
)
def test_no_contract(words):
    assert gem_contracts(words) == ()


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ("AGAINST RECEIPT & ACCEPTANCE OF MATERIAL (SRV) AT BHEL. WITHIN 45 DAYS", 45),
        ("100% AGAINST SRV. WITHIN 30 DAYS", 30),
        ("100% AGAINST SRV. Within 30 days", 30),
        ("AS PER GEM TERMS & CONDITIONS. WITHIN 45 DAYS", 45),
        ("AS PER GEM TERMS & CONDITIONS.", None),
        ("PAYMENT IN 60 DAYS", 60),
        ("90 DAYS CREDIT", 90),
        ("WITHIN 45 (FORTY FIVE) DAYS OF SRV", 45),
        ("SUPPLY IN 10 DAYS, PAYMENT WITHIN 45 DAYS", 45),
        ("WITHIN 1 DAY", 1),
        ("WITHIN 45 CALENDAR DAYS", 45),
        ("WITHIN FORTY FIVE (45) DAYS", 45),
        ("PAYMENT IN 45 TO 60 DAYS", 45),
        ("100% ADVANCE", None),
        (None, None),
    ],
)
def test_payment_days(terms, days):
    assert payment_days(terms) == days
