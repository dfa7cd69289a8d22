"""The wording classes of real remarks, their variants, and words that only look like them."""

from decimal import Decimal

import pytest

from senstosales.portal.price_basis import price_basis

INCLUSIVE = [
    ("PO PRICE IS INCLUSIVE OF GST @ 18%.", "18"),
    ("PO PRICE IS INCLUSIVE OF GST.", None),
    ("PO PRICE INCLUSIVE OF GST", None),
    ("1. DELIVERY TO LEM STORES. 2. PO PRICE IS INCLUSIVE OF GST. 3. EARLY DELIVERY.", None),
    (
        "[1] QUOTED PRICE IS F.O.R DESTINATION BASIS AND INCLUSIVE OF ALL TAXES & DUTIES IN INR",
        None,
    ),
    ("PRICES ARE INCLUSIVE OF ALL TAXES AND DUTIES", None),
    ("ITEM RATE IS INCLUSIVE OF ALL TAXES [GST @ 18 %]", "18"),
    ("ITEM RATE INCLUSIVE OF ALL TAXES (GST @18%).", "18"),
    ("PO VALUE INCLUDES GST 18%.", "18"),
    ("PO VALUE INCLUDES GST 18 %.", "18"),
    ("PO VALUE INCLUDES GST18%", "18"),
    ("PO VALUE INCLUDES GST@18%", "18"),
    ("RATE IS INCLUSIVE OF GST", None),
    ("RATES ARE INCLUSIVE OF GST. PAYMENT WITHIN 45 DAYS.", None),
    ("ORDER HAS BEEN PLACED ON GEM @RS. 264/- PER PIECE INCLUDING GST @18%.", "18"),
    ("PER PIECE PRICE INCLUDING GST @ 18% IS RS. 264/-", "18"),
    ("PER PIECE PRICE INCLUDING GST @18%", "18"),
    ("GST INCLUDED IN THE UNIT PRICE", None),
    ("GST @18% IS INCLUDED IN THE UNIT PRICE", "18"),
    ("GST IS INCLUDED IN UNIT PRICE. 2 EXTRA COPIES OF INVOICE REQUIRED", None),
    ("PRICE IS GST INCLUSIVE", None),
    ("RATE INCL. OF GST", None),
    ("RATE INCL OF GST 18%", "18"),
    ("PRICE INCLUSIVE OF G.S.T. @ 18%", "18"),
    ("PRICE INCLUSIVE OF 18% GST", "18"),
    ("PRICE INCLUSIVE OF 18 % GST.", "18"),
    ("PRICE INCLUSIVE OF CGST 9% AND SGST 9%", "18"),
    ("PRICE INCLUSIVE OF IGST @ 18%", "18"),
    ("PRICE INCLUSIVE OF PACKING, FORWARDING, FREIGHT AND GST", None),
    ("PRICE IS INCLUSIVE OF GST, FREIGHT EXTRA", None),
    ("PRICE IS INCLUSIVE OF GST @18% & FREIGHT EXTRA AT ACTUALS", "18"),
    ("GST INCLUDED, FREIGHT EXTRA", None),
    ("FREIGHT EXTRA AND RATES ARE INCLUSIVE OF GST", None),
    ("EXCLUSIVE OF FREIGHT, INCLUSIVE OF GST", None),
    ("COLUMN PO RATE INCLUDING GST IS CHANGED FROM 'N' TO 'Y'.", None),
    ("RATE(S) INCLUSIVE OF GST", None),
    ("RATE INCLUDING GST : Y", None),
    ("PRICE BASIS CHANGED FROM GST EXTRA TO INCLUSIVE OF GST", None),
    ("PRICE BASIS CHANGED FROM NOT INCLUSIVE OF GST TO INCLUSIVE OF GST", None),
    ("PRICE INCLUSIVE OF GST, NOTHING EXTRA WILL BE PAID", None),
    ("GST WILL NOT BE PAID EXTRA", None),
    ("BHEL STD. PENALTY CLAUSE IS APPLICABLE. PRICE INCLUSIVE OF GST", None),
    ("PRICE VARIATION NOT APPLICABLE. RATE INCLUSIVE OF GST", None),
    ("PRICE IS FIRM AND NOT SUBJECT TO VARIATION, INCLUSIVE OF ALL TAXES", None),
    ("PRICES ARE F.O.R. DESTINATION, INCLUSIVE OF GST; COMPLY GST RULES", None),
    ("po price is inclusive of gst @ 18%", "18"),
    ("TOTAL ORDER VALUE INCLUSIVE OF GST @ 12%", "12"),
    ("BHEL STD. PENALTY CLAUSE IS APPLICABLE, PO VALUE INCLUDES GST 18%", "18"),
    ("LD @0.5% PER WEEK, PRICE INCLUDES GST", None),
    ("GST CONDITIONS ARE TO BE MET, GST18% INCLUDED, TC & GC REQUIRED", "18"),
    ("1.DELIVERY TO LEM STORES 2.GST INCLUSIVE 3.COMPLY GST RULES", None),
    ("GST INCLUSIVE OF 18%", "18"),
    ("INCLUSIVE OF ALL TAXES & DUTIES. GST CONDITIONS ARE TO BE MET", None),
]
DENIED = [
    (
        "PO AMENDED AS THE RATE IS NOT INCLUSIVE OF GST. PO RATE INCLUDING GST CHANGED TO 'N'.",
        None,
    ),
    ("RATE IS NOT INCLUSIVE OF GST", None),
    ("PO AMENDED: RATES ARE NOT INCLUSIVE OF GST @ 18%", "18"),
    ("THE RATE IS NOT INCLUDING GST", None),
    ("RATE DOES NOT INCLUDE GST", None),
    ("GST IS NOT INCLUDED IN THE RATE", None),
    ("RATES ARE NOT GST INCLUSIVE", None),
    ("THE FLAG 'RATE INCLUDING GST' CHANGED TO N", None),
    ('THE FLAG "RATE INCLUDING GST" IS CHANGED TO "N".', None),
    ("FLAG RATE INCLUDING GST CHANGED FROM 'Y' TO 'N'. ALL OTHER TERMS REMAIN SAME.", None),
    ("FLAG RATE INCLUDING GST CHANGED FROM Y TO N", None),
    ("COLUMN RATE INCLUDING GST MADE 'NO'", None),
    ("RATE INCLUDING GST : N", None),
    ("RATE INCLUDING GST = N, OTHER TERMS SAME", None),
    ("PO RATE INCLUDING GST (Y/N) : N", None),
    ("PO AMENDED AS RATE WAS WRONGLY SHOWN AS INCLUSIVE OF GST", None),
    ("PRICE INCLUSIVE OF GST IS DELETED", None),
    ("PRICE IS EXCLUSIVE OF GST", None),
    ("PRICES EXCLUDING GST", None),
    ("RATES ARE NON-INCLUSIVE OF GST", None),
    ("PRICE INCLUSIVE OF P&F BUT EXCLUSIVE OF GST", None),
    ("RATE IS NOT INCLUSIVE OF ALL TAXES & DUTIES", None),
    ("PO AMENDED AS RATE IS NOT INCLUSIVE OF GST. GST EXTRA", None),
    ("PRICE IS NOT INCLUSIVE OF TAXES", None),
    ("PO AMENDED TO CHANGE RATE INCLUDING GST TO N IN PLACE OF Y", None),
    ("PO AMENDED BECAUSE THE RATE IS NOT INCLUSIVE. OTHER TERMS SAME", None),
    ("COLUMN RATE INCLUDING GST CHANGED TO 'N' W.E.F. AMENDMENT 1", None),
    ("COLUMN RATE INCLUDING GST CHANGED TO N ONLY", None),
    ("PRICE DOESN'T INCLUDE GST", None),
    ("COLUMN PO RATE INCLUDING GST CHANGED TO (N)", None),
    ("COLUMN PO RATE INCLUDING GST CHANGED TO -N-", None),
    ("RATE INCLUDING GST 'N'", None),
    ("RATE INCLUDING GST FLAG IS NOW N", None),
    ("CHANGE RATE INCLUDING GST FROM Y TO N TC & GC REQUIRED", None),
    ("1.COLUMN PO RATE INCLUDING GST CHANGED AS N 2.COMPLY GST RULES", None),
    ("PENALTY CLAUSE APPLICABLE, FLAG RATE INCLUDING GST CHANGED TO N", None),
    ("PRICE INCLUSIVE OF ALL TAXES EXCEPT GST", None),
    ("PRICE INCLUSIVE OF ALL DUTIES OTHER THAN GST @ 18%", "18"),
    ("RATE BASIS CHANGED FROM INCLUSIVE OF GST TO EXCLUSIVE OF GST", None),
]
EXTRA = [
    ("GST EXTRA", None),
    ("GST EXTRA.", None),
    ("(3) GST @18% EXTRA.", "18"),
    ("GST @ 18 % EXTRA", "18"),
    ("GST 18% EXTRA", "18"),
    ("GST18% EXTRA", "18"),
    ("GST EXTRA @18%", "18"),
    ("GST EXTRA 18%", "18"),
    ("18% GST EXTRA", "18"),
    ("@18 % GST EXTRA", "18"),
    ("GST PAYABLE EXTRA AS APPLICABLE AT THE TIME OF DESPATCH.", None),
    ("GST WILL BE PAYABLE EXTRA", None),
    ("GST SHALL BE PAID EXTRA AT ACTUALS", None),
    ("CGST+SGST EXTRA", None),
    ("CGST + SGST EXTRA", None),
    ("CGST & SGST @ 9% EACH EXTRA", "18"),
    ("CGST @9% + SGST @9% EXTRA", "18"),
    ("CGST+SGST @ 18% EXTRA", "18"),
    ("9% CGST + 9% SGST EXTRA", "18"),
    ("TAXES EXTRA AS APPLICABLE", None),
    ("TAXES & DUTIES EXTRA AS APPLICABLE", None),
    ("TAXES AND DUTIES : EXTRA", None),
    ("GST-EXTRA", None),
    ("GST: EXTRA", None),
    ("EXTRA GST @ 18%", "18"),
    ("PRICE RS. 100/- PLUS GST @18%", "18"),
    ("RS. 100/- + 18% GST", "18"),
    ("GST AND FREIGHT EXTRA", None),
    ("GST AS PER PREVAILING RATES WILL BE CHARGED EXTRA", None),
    ("PRICE INCLUSIVE OF FREIGHT, GST @18% EXTRA", "18"),
    ("PRICE INCLUSIVE OF FREIGHT. GST EXTRA", None),
    ("PRICE INCLUSIVE OF P&F AND GST EXTRA AS APPLICABLE", None),
    ("2 EXTRA COPIES OF INVOICE TO BE PROVIDED. GST EXTRA.", None),
    ("COMPLY GST RULES. GST EXTRA AT 18%", "18"),
    ("PRICES ARE EXCLUSIVE OF GST. GST EXTRA @18%", "18"),
    ("LD @0.5% PER WEEK. GST @18% EXTRA", "18"),
    ("GST EXTRA, LD @0.5% PER WEEK", None),
    ("IGST @ 18% PAYABLE EXTRA", "18"),
    ("PRICE BASIS CHANGED FROM INCLUSIVE OF GST TO GST EXTRA", None),
    ("GST WILL BE PAID EXTRA @ 18%", "18"),
    ("GST SHALL BE EXTRA (18 %)", "18"),
    ("1.DELIVERY TO LEM STORES 2.GST EXTRA 3.COMPLY GST RULES", None),
    ("1)INCLUSIVE OF P&F AND FREIGHT, GST EXTRA 2)COMPLY GST RULES", None),
    ("GST WILL BE PAID OVER AND ABOVE THE RATES", None),
]
SILENT = [
    ("", None),
    ("2. COMPLY GST RULES & GUIDELINES.", None),
    ("GST CONDITIONS ARE TO BE MET.", None),
    (
        "[2] ALL GST CONDITIONS ARE TO BE COMPLIED AND ANY LIABILITY WILL BE ON YOUR ACCOUNT.",
        None,
    ),
    ("2 EXTRA COPIES OF INVOICE TO BE PROVIDED", None),
    ("EXTRA COPIES OF INVOICE. COMPLY GST RULES", None),
    ("COMPLY GST RULES AND PROVIDE 2 EXTRA COPIES OF INVOICE", None),
    ("EXTRA COPIES OF GST INVOICE REQUIRED", None),
    ("2 EXTRA COPIES OF TAX INVOICE", None),
    ("GST INVOICE WITH 2 EXTRA COPIES", None),
    ("PRICE INCLUSIVE OF FREIGHT AND INSURANCE. COMPLY GST RULES.", None),
    ("FREIGHT EXTRA. GST CONDITIONS TO BE MET", None),
    ("COMPLY WITH ALL STATUTORY RULES INCLUDING GST", None),
    ("TAX INVOICE INCLUDING GSTIN TO BE SUBMITTED", None),
    ("ALL DOCUMENTS INCLUDING TAX INVOICE TO BE SENT", None),
    ("GST NUMBER TO BE INCLUDED IN INVOICE", None),
    ("HEAVY DUTY PACKING EXTRA", None),
    ("BHEL IS ENTITLED TO LD ON VALUE EXCLUDING GST", None),
    ("DELIVERY DATE EXTENDED, NO EXTRA COST. GST RULES APPLY", None),
    ("ANY LOSS OF INPUT TAX CREDIT IS TO YOUR ACCOUNT", None),
    ("PENALTY PLUS GST AS APPLICABLE WILL BE RECOVERED", None),
    ("PENALTY 0.5% PER WEEK. GST CONDITIONS APPLY", None),
    ("GST AS APPLICABLE @18%", "18"),
]


@pytest.mark.parametrize(("words", "rate"), INCLUSIVE)
def test_says_the_price_includes_gst(words, rate):
    check(words, "inclusive", {"inclusive"}, rate)


@pytest.mark.parametrize(("words", "rate"), DENIED)
def test_denies_that_the_price_includes_gst(words, rate):
    check(words, "exclusive", {"not inclusive"}, rate)


@pytest.mark.parametrize(("words", "rate"), EXTRA)
def test_says_gst_comes_on_top(words, rate):
    check(words, "exclusive", {"extra"}, rate)


@pytest.mark.parametrize(("words", "rate"), SILENT)
def test_says_nothing_about_the_price(words, rate):
    check(words, "silent", {"silent"}, rate)


def check(words, basis, wordings, rate):
    found = price_basis(words)
    assert (found.basis, found.wording in wordings) == (basis, True), found
    assert found.rate == (None if rate is None else Decimal(rate))
    if found.phrase is None:
        assert basis == "silent"
    else:
        assert found.phrase in words
        assert found.phrase == found.phrase.strip()


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "1. TC REQUIRED. 2. {} 3. EARLY DELIVERY IS ACCEPTABLE.",
        "[1] TC & GC REQUIRED [2] {} [3] 2 EXTRA COPIES OF INVOICE",
        "(1) LD 0.5% PER WEEK. (2) {} (3) COMPLY GST RULES.",
        "1) T.C. AND G.C. REQUIRED. 2) {} 3) PROJECT NAME - X HEP.",
        "HENCE TERMS & CONDITIONS OF GEM WILL BE APPLICABLE. {}",
    ],
)
@pytest.mark.parametrize("statement", [*INCLUSIVE, *DENIED, *EXTRA, *SILENT])
def test_the_other_points_of_the_remarks_change_nothing(around, statement):
    words, _ = statement
    whole = price_basis(around.format(words))
    alone = price_basis(words)
    assert (whole.basis, whole.wording, whole.rate) == (alone.basis, alone.wording, alone.rate)


def test_the_phrase_is_the_deciding_words_as_printed():
    remarks = "1. QA PLAN. 2. Prices are inclusive of all taxes & duties @ 18%. 3. EXTRA COPIES."
    assert price_basis(remarks).phrase == "inclusive of all taxes & duties @ 18%"
