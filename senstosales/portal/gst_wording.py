"""The phrases in which orders speak of GST, as patterns.

Each statement is of one kind: `denied` (the price does not include GST, said with the words of
inclusion), `excluded`, `extra`, `included`, or `other` where the words only look like one. They are tried in this order and a later one never
counts where an earlier one has matched, so that "NOT INCLUSIVE OF GST" is not read as "INCLUSIVE
OF GST". All of them are applied to a single clause. Sources: the wording classes found in the
remarks of 582 real orders, and their likely variants.
"""

import re
from typing import Literal

Kind = Literal["denied", "excluded", "extra", "included", "other"]

# GST as a thing, not as a tax on the price: GST rules, GST invoice, GSTIN, input tax credit.
_NOT_A_TAX = (
    r"(?!\s*[-/]?\s*(?:NO\b(?!\s+(?:EXTRA|OTHER|ADDITION|FURTHER|MORE|SEPARATE))|NOS\b|NUMBER|REG|DETAIL|INVOICE|RETURN|CERT|RULE|CONDITION|COMPLIAN"
    r"|LAW|ACT\b|PORTAL|GUIDE|CHALLAN|R-?\d|PROVISION|NORM|CLAUSE|LIABILIT|INPUT|CREDIT|ITC\b"
    r"|REGIME|DEPART|AUTHORIT|COUNCIL|NETWORK|TDS|FORM|BILL))"
)
TAX = (
    r"(?:(?:\b|(?<=\bOF))(?:(?:[CSI]|UT)?GST(?![A-Z])|(?<!INCOME )TAX(?:ES)?\b|DUTIES\b|LEVIES\b)"
    rf"{_NOT_A_TAX})"
)
_PERCENT = r"(?:%|PER\s*CENT\b|PERCENT\b|PCT\b)"
_NUMBER = r"\d{1,2}(?:\.\d{1,3})?"
# "18% GST", but not "LD UPTO MAX. 10% GST EXTRA".
_ALONE = r"(?<![\d.])(?<!MAX )(?<!MAX\.)(?<!MAX\. )(?<!UPTO )"
_AT_RATE = rf"(?:@?\s*{_NUMBER}\s*{_PERCENT}\s*)"


def _words(most: int, *stops: str) -> str:
    """As few words as possible, none of which opens another statement or one of `stops`."""
    opening = (r"\bINCL", r"\bEXCL", r"\bBUT\b", r"\bHOWEVER\b", r"\bEXTRA\b", *stops)
    return rf"(?:(?!{'|'.join(opening)}).){{0,{most}}}?"


_NO = r"\bNOT?\b"
_NOT = r"\b(?:(?:DO(?:ES)?|IS|ARE|CAN)?NOT|NON|NEVER)\b"
_APPLICABLE_AND = r"\bAPPLICABLE\s*,"
# A comma or AND that leads to something other than another tax, or to the cost of carriage.
_OTHER_COST = (
    rf"(?:,|&|\bAND\b)(?!\s*(?:THE\s+)?{TAX})|\b(?:FREIGHT|INSURANCE|PACKING|P\s*&\s*F\b|FORWARDING"
    r"|TRANSPORT|LOADING|HANDLING)"
)
_EXTRA = (
    r"(?:\bEXTRA\b(?!\s*(?:COP|SET|INVOICE|NOS?\b|QTY|QUANTIT|PIECE|MATERIAL|DOC|LIABILIT|COST"
    r"|SPARE|TIME|CARE|WORK|\d+\s*(?:COP|SET|NOS?\b|PIECE|INVOICE)))"
    r"|\bADDITIONAL(?:LY)?\b(?!\s*(?:COP|SET|INVOICE|DOC|LIABILIT|COST|CONDITION|TERM))"
    r"|\bOVER\s*(?:AND|&)\s*ABOVE\b|\bIN\s+ADDITION\b|\b(?:PAYABLE|PAID|CHARGED|REIMBURSED)\s+SEPARATELY\b)"
)
_TREATED_AS = (
    r"(?:(?:BE|BEEN|TO|AS|TREATED|CONSIDERED|TAKEN|READ|SHOWN|MENTIONED|QUOTED|AN?|THE|ANY|YET"
    r"|FULLY|ALL|GST|TAX|TAXES|&|AND|DUTIES)[\s-]+){0,6}"
)
_MARKS = r"""[\s'"()\[\]]*"""
_SET_TO = r"(?:\b(?:TO|AS|IS|BE|BEING|MADE|MARKED|SET|NOW)\b|=|:|-?>|-)"
_FLAG = rf"\bINCL\w*{_words(40)}{TAX}{_words(80)}{_SET_TO}{_MARKS}"
_FLAG_ENDS = rf"(?={_MARKS}(?:$|[,;.&-]|(?:FROM|IN|AND|INSTEAD|HENCE|ACCORDINGLY|NOW)\b))['\"]?"


def _says(kind: Kind, *pattern: str) -> tuple[Kind, re.Pattern[str]]:
    return kind, re.compile("".join(pattern), re.IGNORECASE | re.ASCII)


STATEMENTS = (
    _says("denied", rf"(?:{_NOT}|N'T\b)[\s-]*{_TREATED_AS}INCL\w*{_words(60)}{TAX}"),
    _says("denied", rf"{_NOT}[\s-]*{_TREATED_AS}{TAX}[\s-]*INCL\w*"),
    _says("denied", rf"{TAX}{_words(40)}{_NOT}[\s-]*{_TREATED_AS}INCL\w*"),
    _says("denied", r"\b(?:PRICES?|RATES?)\s+(?:IS|ARE|WAS|WERE)\s+NOT\s+INCLUSIVE\b(?!\s+OF\b)"),
    _says(
        "denied",
        r"\b(?:WRONGLY|MISTAKENLY|ERRONEOUSLY|INADVERTENTLY|INCORRECTLY|INSTEAD\s+OF",
        rf"|RATHER\s+THAN|BY\s+MISTAKE)\b{_words(60)}INCL\w*{_words(40)}{TAX}",
    ),
    _says(
        "denied",
        rf"\bINCL\w*{_words(40)}{TAX}{_MARKS}",
        r"(?:(?:IS|ARE|WAS|STANDS?|HAS|HAVE|BEEN|HEREBY|REMARK|FLAG|TERM|COLUMN)\b\s*)*",
        r"(?:DELETED|REMOVED|WITHDRAWN|NOT\s+(?:APPLICABLE|CORRECT|VALID)|NO\s+(?:LONGER|MORE)\b",
        r"|WRONG\b|INCORRECT)",
    ),
    # "COLUMN PO RATE INCLUDING GST IS ACCORDINGLY CHANGED TO 'N'", and the same with 'Y'.
    _says("denied", _FLAG, rf"(?:(?<=['\"])NO?['\"]|N\b(?![./][A-Z])|NO\b{_FLAG_ENDS})"),
    _says(
        "denied",
        rf"\bINCL\w*{_words(40)}{TAX}{_words(60)}(?:\bCHANGED\s+(?:TO|AS)",
        rf"|\bFROM{_MARKS}Y(?:ES)?{_MARKS}TO){_MARKS}NO\b(?!\.?\s*\d)",
    ),
    _says(
        "denied",
        rf"\bINCL\w*{_words(40)}{TAX}\s*(?:['\"(]+NO?['\")]|(?:FLAG|COLUMN)\s*N\b(?![./][A-Z]))",
    ),
    _says("included", _FLAG, rf"(?:(?<=['\"])Y(?:ES)?['\"]|Y(?:ES)?\b{_FLAG_ENDS})"),
    _says("excluded", rf"{TAX}\s*{_AT_RATE}?(?:(?:IS|ARE|BEING)\s+)?EXCL(?:USIVE|UDED)?\b"),
    _says("excluded", rf"\b(?:EXCEPT(?:ING)?|OTHER\s+THAN|BARRING)\s+(?:THE\s+)?{TAX}"),
    _says(
        "excluded",
        rf"\b(?:PRICES?|RATES?|VALUE)\s+(?:(?:IS|ARE)\s+)?WITHOUT\s+(?:ANY\s+)?{TAX}",
    ),
    # "GST will not be paid extra" says that the price includes it.
    _says("included", rf"{TAX}{_words(60)}\bNOT\b{_words(30)}{_EXTRA}"),
    _says("included", rf"\b(?:NO|NOTHING)\s+EXTRA\b{_words(30)}{TAX}"),
    _says("included", rf"\bNO\s+(?:FURTHER\s+)?{TAX}{_words(30)}{_EXTRA}"),
    _says("other", rf"\bNO\s+OTHER\s+{TAX}{_words(30)}{_EXTRA}"),
    _says("extra", rf"{TAX}{_words(80, _NO, _OTHER_COST)}{_EXTRA}"),
    _says(
        "extra",
        r"(?<!NO )\bEXTRA\b\s*[:\-]?\s*(?:(?:AS|APPLICABLE|PAYABLE)\s+){0,4}",
        rf"{_AT_RATE}?{TAX}",
    ),
    _says("excluded", rf"(?<!NOT )\bEXCL(?:USIVE|UDING|UDES?|UDED)?\b{_words(60)}{TAX}"),
    _says("extra", rf"(?:\bPLUS\b|\+)\s*(?:APPLICABLE\s+)?{_AT_RATE}?{TAX}"),
    _says("included", rf"\bINCL(?:(?:USIVE|UDING|UDES?|UDED)?(?:OF)?)?\b{_words(80)}{TAX}"),
    _says(
        "included",
        rf"{TAX}{_words(60, _NO, _APPLICABLE_AND)}",
        r"\bINCL(?:USIVE\b(?!\s+OF\b(?!\s*\d))|UDED\b|\b(?!\s+OF\b))",
        r"(?!\s+IN\s+(?:THE\s+|YOUR\s+)?(?:INVOICE|BILL|TENDER|CHALLAN|DOC|RETURN))",
    ),
    # "GST and freight extra", but not "inclusive of GST, freight extra".
    _says("extra", rf"{TAX}{_words(80, _NO)}{_EXTRA}"),
)

TAX_WORD = re.compile(TAX, re.IGNORECASE | re.ASCII)

RATE_AFTER = re.compile(
    rf"{TAX}(?:[\s@:=()\[\]+&/-]|,(?=\s*(?:@|GST|PRESENTLY|CURRENTLY|I\.E))|I\.E\.?|\b(?:OF|AT|RATES?|IS|AS"
    r"|APPLICABLE|PRESENTLY|CURRENTLY|PAYABLE|EXTRA|INCLUDED|INCLUSIVE|THE|THIS|PER|PREVAILING"
    r"|CHARGED|WILL|SHALL|BE|TO|PAID|ARE|IN|PO|ITEM|ABOVE|VALUE|PRICES?|UNIT|ACTUALS?"
    r"|(?:[CSI]|UT)?GST|TAX|TAXES|AND|DUTIES)(?![A-Z])){0,30}"
    rf"(?P<rate>{_NUMBER})\s*{_PERCENT}",
    re.IGNORECASE | re.ASCII,
)
RATE_BEFORE = re.compile(
    rf"{_ALONE}(?P<rate>{_NUMBER})\s*{_PERCENT}[\s(]*"
    rf"(?:(?:EXTRA|TOWARDS|AS|OF|INCLUSIVE|APPLICABLE)\s+){{0,4}}{TAX}",
    re.IGNORECASE | re.ASCII,
)
# CGST and SGST are the two halves of one tax: 9 % + 9 % is GST of 18 %.
HALF = re.compile(
    rf"\b(?P<head>[CS])GST[\s@:=(-]*(?P<rate>{_NUMBER})\s*{_PERCENT}"
    rf"|{_ALONE}(?P<rate_before>{_NUMBER})\s*{_PERCENT}\s*(?P<head_after>[CS])GST",
    re.IGNORECASE | re.ASCII,
)
HALVES = re.compile(
    rf"\bCGST\s*(?:[+&/,]|AND)\s*SGST[\s@:=(-]*(?P<rate>{_NUMBER})\s*%\s*(?:\+\s*(?P=rate)\s*%|EACH)",
    re.IGNORECASE | re.ASCII,
)
