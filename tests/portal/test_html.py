"""Encodings, empty and foreign files, comments, entities and control characters."""

from pathlib import Path

import pytest

from senstosales.errors import BadPage
from senstosales.portal.encoding import LARGEST_FILE, decode
from senstosales.portal.html import read_sheet
from senstosales.portal.page import read_page

PAGES = Path(__file__).parent.parent / "pages"
WORDS = "सतर्कता 45° ±0.5 ½ – “x”"


def rows(body, *, end="</body></html>"):
    sheet = read_sheet(f"<html><body><table>{body}</table>{end}".encode())
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_every_encoding_whatever_the_meta_tag_says(encoding, mark):
    for claim in ("utf-8", "windows-1252", "utf-16", "shift_jis"):
        page = (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={claim}">'
            f"<title>PO</title></head><body><table><tr><td>{WORDS}</td></tr></table></body></html>"
        )
        (row,) = read_sheet(mark + page.encode(encoding)).rows
        assert row[0].text == WORDS


def test_windows_1252_is_told_by_its_bytes():
    page = "<html><meta charset=utf-8><table><tr><td>45° ±0.5 – “x” €</td></tr></table></html>"
    (row,) = read_sheet(page.encode("cp1252")).rows
    assert row[0].text == "45° ±0.5 – “x” €"


def test_bytes_that_windows_1252_does_not_define_are_left_out():
    assert decode(b"<table>A\x81\x8dB\xb0</table>") == "<table>AB\xb0</table>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<table>सतर्कता 45° ".encode() + b"\xb10.5 \x96 x", "<table>सतर्कता 45° ±0.5 – x"),
        ("<table>½° ".encode() + b"\xb0", "<table>½° °"),
        ("<table>Ø± Ø½".encode("cp1252"), "<table>Ø± Ø½"),
        (b"<table>\xe2\x80 5\xc2", "<table>â€ 5Â"),
    ],
)
def test_single_bytes_of_windows_1252_among_utf_8(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    "name", ["po-kg-fractions.html", "po-windows-1252.html", "srv-simple.html"]
)
def test_a_whole_page_reads_the_same_in_every_encoding(name):
    data = (PAGES / name).read_bytes()
    text = data.decode("cp1252" if "1252" in name else "utf-8")
    told = read_page(data, name)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert read_page(text.encode(encoding), name) == told
        assert read_page(text.replace("\n", "\r\n").encode(encoding), name) == told


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        ("﻿ \n".encode("utf-16-le"), "blanks"),
        (b"\x89PNG\r\n\x1a\n", "picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "picture (JPEG)"),
        (b"%PDF-1.7", "PDF"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "some other kind of file"),
        (b"PK\x03\x04xlsx", "Office document"),
        (bytes(range(256)) * 4, "some other kind of file"),
        (b"From: <Saved by Blink>\r\n<html><table>", "MHTML"),
        (b"just a note about PURCHASE ORDER 6639109", "not a web page"),
        (b"{'po': '<x>'}", "not a web page"),
        (b"<html><body>" + b" " * LARGEST_FILE, "8.0 MB"),
        (b"<table>" + b"<td>" * 300_001, "far more cells"),
        (b"<html><body><table><tr><td>Weather</td></tr></table></body></html>", "neither"),
        (b"<html><head><title>PO</title></head><body><table><tr><td>PURCH", "cut off"),
        (b"<?xml version='1.0'?><table><tr><td>1</td></tr></table></body>", "neither"),
    ],
)
def test_what_is_no_page_is_refused_in_plain_words(data, words):
    with pytest.raises(BadPage) as caught:
        read_page(data, "page.html")
    assert words in caught.value.sentence
    assert caught.value.sentence[0].isupper()
    assert caught.value.sentence.endswith(".")


def test_text_before_html_is_dropped():
    sheet = read_sheet(
        b"\xef\xbb\xbf1139101\n\n<html><table><tr><td>6639109</td></tr></table></html>"
    )
    assert [[cell.text for cell in row] for row in sheet.rows] == [["6639109"]]


def test_blanks_are_joined_and_inline_tags_do_not_divide_words():
    assert rows(
        "<tr><td> A&nbsp;&nbsp;\n B </td><td><b>B<font size=3>HARAT</font></b></td>"
        "<td>RCD\n   QTY</td><td>LOT NO<br></td><td>A<br>B</td><td><p>C</p><p>D</p></td></tr>"
    ) == [["A B", "BHARAT", "RCD QTY", "LOT NO", "A B", "C D"]]


def test_comments_scripts_and_styles_are_not_read():
    assert rows(
        "<tr><!-- <td>old</td> --><td>new<!-- x --></td>"
        "<td>BUSH <script>alert('<td>1</td>')</script>NUT<style>td{}</style></td></tr>"
    ) == [["new", "BUSH NUT"]]


def test_control_characters_are_left_out():
    assert rows("<tr><td>BEA\x02RING\x1f PLATE\x00\x7f &#2;NUT&#x1F;&#11;\ufeff</td></tr>") == [
        ["BEARING PLATE NUT"]
    ]


def test_ampersands_are_read_as_printed():
    printed = "A & B R&D RULES &REGULATIONS TERMS &COPY &GT; &CONDITIONS; X&Y=1 &LT 5 < 6"
    read = "A & B R&D RULES &REGULATIONS TERMS &COPY > &CONDITIONS; X&Y=1 &LT 5 < 6"
    assert rows(f"<tr><td>{printed}</td><td>&amp; &lt;b&gt; &deg; &#176; &#xB0;</td></tr>") == [
        [read, "& <b> ° ° °"]
    ]


def test_entities_without_their_end_are_read_as_browsers_do():
    assert rows("<tr><td>1&nbsp</td><td>45&deg BEVEL &amp NUT &lt 5</td><td>&amp=1</td></tr>") == [
        ["1", "45° BEVEL & NUT < 5", "&amp=1"]
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LOT NO ", "LOT NO. "), (">UNIT<", ">Unit :<"), ("PO-VALUE", "PO - VALUE"),
        ("ORD-TYPE", "ORD-<br>TYPE"), ("MATERIAL CODE", "MATERIAL <br>CODE"),
        ("SUPP NAME M/S", "SUPP NAME  M / S."), ("INSPECTION BY :", "INSPECTION BY"),
    ],
)  # fmt: skip
def test_labels_with_other_marks_and_breaks_are_the_same(old, new):
    page = (PAGES / "po-three-items.html").read_text("utf-8")
    assert old in page
    assert read_page(page.replace(old, new).encode(), "x") == read_page(page.encode(), "x")


def test_unclosed_and_stray_rows_and_cells():
    assert rows("<tr><td>1<td>2</td></td><td>3</tr><tr>\n<tr><td>4</td></tr>") == [
        ["1", "2", "3"],
        ["4"],
    ]


def test_columns_follow_colspan():
    sheet = read_sheet(
        b"<table><tr><td colspan=2>a<td colspan='x'>b<td colspan=0>c<td colspan='9999'>d<td>e"
    )
    (row,) = sheet.rows
    assert [(cell.text, cell.column, cell.span) for cell in row] == [
        ("a", 0, 2), ("b", 2, 1), ("c", 3, 1), ("d", 4, 1), ("e", 5, 1),
    ]  # fmt: skip


def test_text_after_a_table_does_not_join_its_last_cell():
    assert rows("<tr><td>1</td></tr>", end="<p>Back to the list</p></body></html>") == [["1"]]
