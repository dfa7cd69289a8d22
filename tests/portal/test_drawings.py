"""Drawing numbers in the shapes of real descriptions, and words that only look like them."""

import pytest

from senstosales.portal.drawings import drawing_numbers

NUMBERS = [
    "44459070011", "34459050002-001", "34459050003-V00", "34459050008V02", "AM 54139", "AM54234",
    "TR20043S", "C450089/9", "4TWD.096.027", "9905512", "344590370012",
]  # fmt: skip
LEADS = [
    "DRG NO. {}", "DRG NO {}", "DRG.NO.{}", "DRG. NO. {}", "DRG.NO.-{}", "DRGNO.{}", "DRG {}",
    "DRG. {}", "DRG.{}", "DRG-{}", "DRAWING NO {}", "DRAWING NO. {}", "DRAWING {}", "DWG NO. {}",
    "DWG. {}", "DRG NO-{}", "DRG NO: {}", "DRG.NO:{}", "DRG. NO.: {}", "DRG NO.- {}", "DRGS. NO. {}",
    "BHEL DRG NO. {}", "BHELDRG NO. {}", "(DRG NO. {})", "DRG.NO. {},", "drg no. {}",
]  # fmt: skip
TAILS = [
    "", ".", ",", " REV 00", " REV.00", ", REV-00", " REV. 00 TO SPCN ZZ90414 REV. 04",
    ", VAR.00, REV.00 AND MATL. SPECN. NO. ZZ90415, REV. 02", " VAR 00 REV.00", ",R00", ", R04.",
    " , ITEM 3", ", IT. 11, REV. 26", " IT NO. 05 REV 12", " #08.REV 04TO SPCN.ZZ90414 REV.04",
    " ALT 1", " REV02,ITEM-01 AND AS PER SPECIFICATION ZZ90421 REV.03, HGX-9904 REV.03",
    " ; RAW WEIGHT OF EACH BRACKET = 0.80 KG.", " REV 00 - 24 NOS.", " (WEIGHT = 3.30 KG.)",
    " #001 REV 01.", " ITEM 01 TO 03", " REV.00 1",
]  # fmt: skip
ONE = [
    ("MOUNTING PLATE AS PER DRGNO.14459050009 REV 01.", "14459050009"),
    ("PLATE DRG44459070011REV00", "44459070011"),
    ("PLATE DRG NO.44459070011VAR00", "44459070011"),
    ("PLATE DRG NO.44459070011-V00REV01", "44459070011-V00"),
    ("BUSH DRG NO 44459070011-120 NOS", "44459070011"),
    ("BUSH DRG NO. NO. 44459070011", "44459070011"),
    ("BUSH AS PER DRAWING, 44459070011", "44459070011"),
    ("LABYRINTH TO DRG NO AM59139REV04", "AM59139"),
    ("CLEAT TO DRG NO TR20043 REV 01", "TR20043"),
    ("CLEAT TO DRG NO TR20043SREV 01", "TR20043S"),
    ("PLATE DRG=44459070011", "44459070011"),
    ("PLATE DRG. NO. '44459070011'", "44459070011"),
    ("PLATE DRG.N0.44459070011", "44459070011"),
    ("BUSH TO DRG C450089/9/REV 02", "C450089/9"),
    ("BUSH TO DRG NO 44459070011 AND DRG NO 44459070011 REV 02", "44459070011"),
]
SEVERAL = [
    ("BHEL DRG NO. 44459041001 REV 01/CLW DRG NO.4TWD.990.041 ALT 1",
     ["44459041001", "4TWD.990.041"]),
    ("DRG NO. 44459041001/4TWD.990.041", ["44459041001", "4TWD.990.041"]),
    ("BHEL DRG NO. 44459041001 REV 01 / CLW NO. 4TWD.990.041 ALT 2.",
     ["44459041001", "4TWD.990.041"]),
    ("DRG NO.4TWD.990.041 ALT 1/BHEL DRG NO 44459041001", ["4TWD.990.041", "44459041001"]),
    ("DRG NOS. 44459041001, 44459041002 & 44459041003 REV 00",
     ["44459041001", "44459041002", "44459041003"]),
    ("DRG NO 44459041001 REV 01 AND 44459041002-001 REV 02", ["44459041001", "44459041002-001"]),
    ("DRG NO.44459041001/C450089/9", ["44459041001", "C450089/9"]),
    ("DRG NO. C450089/9/44459041001", ["C450089/9", "44459041001"]),
    ("DRG NO. 44459041001/9905512", ["44459041001", "9905512"]),
    ("DRG NOS. 44459041001 TO 44459041007", ["44459041001", "44459041007"]),
    ("SET TO DRG NO. 44459047001 REV 00 - 24 NOS. ; 44459047002 REV 01 - 2 NOS.",
     ["44459047001", "44459047002"]),
]  # fmt: skip
NONE = [
    "", "SPACER SUPPLIED ALONGWITH DRAWING AND SPECIFICATION ZZ90114 REV.03",
    "DRAWINGS, IF ANY, WILL BE SENT LATER", "AS PER DRAWING FROM BHEL", "DRAWING FROM 2019 LOT",
    "TO DRG NO. AM", "DRG NO. NO", "DRG NO", "DRG. ALONGWITH SPEC ZZ90114", "DRAWING NO. REV 02",
    "BINDING BAND 20 MM WIDE TO SPECIFICATION ZZ90603 REV.02", "TO DRG & SPCN ZZ90414 REV 04",
    "DRG. IS 2062 GRADE", "TO BE SUPPLIED WITH DRAWING", "44459070011 WITHOUT THE WORD",
    "HYDRG 44459070011", "DRG NO. 12", "AS PER DRAWING IS2062", "AS PER DRAWING 1200 NOS",
    "RING AS PER DRAWING 12X12X710", "AS PER DRAWING ZZ90414",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_every_shape_is_found_after_every_word_and_before_every_tail(number):
    for lead in LEADS:
        for tail in TAILS:
            description = f"SUPPORT BRACKET TO {lead.format(number)}{tail}"
            assert drawing_numbers(description) == (number,), description


@pytest.mark.parametrize(("description", "number"), ONE)
def test_glued_and_odd_ones(description, number):
    assert drawing_numbers(description) == (number,)


@pytest.mark.parametrize(("description", "numbers"), SEVERAL)
def test_several_drawings_stay_in_their_order(description, numbers):
    assert list(drawing_numbers(description)) == numbers


@pytest.mark.parametrize("description", NONE)
def test_words_without_a_number_name_no_drawing(description):
    assert drawing_numbers(description) == ()


def test_a_set_of_seven():
    pieces = [f"({n}) WASHER TO DRG NO. 4445904700{n} REV 00 - {n * 12} NOS." for n in range(1, 8)]
    found = drawing_numbers("SET COMPRISING: " + " ; ".join(pieces))
    assert found == tuple(f"4445904700{n}" for n in range(1, 8))
