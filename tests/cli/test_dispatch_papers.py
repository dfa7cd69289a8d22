"""Packing slips and whole dispatches on the command line."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run


@pytest.fixture
def played(tmp_path: Path, played_file: Path) -> Path:
    """Sample books with challans and invoices."""
    return Path(shutil.copyfile(played_file, tmp_path / "played.sqlite3"))


def pages(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_the_slip_of_a_challan(here: Run, played: Path, tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    printed = here("print", "slip", "5", "-o", file, "--books", played)
    assert (printed.code, printed.err, printed.out) == (0, "", f"{file}\n")
    (page,) = pages(file)
    assert "PACKING SLIP" in page
    assert "Gross kg" in page


def test_the_bundle_of_an_invoice_whole_and_in_parts(
    here: Run, played: Path, tmp_path: Path
) -> None:
    file, at = tmp_path / "bundle.pdf", ("--books", played)
    assert here("print", "bundle", "5", "-o", file, *at).code == 0
    whole = pages(file)
    titles = ("TAX INVOICE", "DELIVERY CHALLAN", "GUARANTEE CERTIFICATE", "PACKING SLIP")
    assert [sum(title in page for page in whole) for title in titles] == [3, 3, 1, 1]
    some = ("--parts", "challan", "slip", "--copies", "original")
    assert here("print", "bundle", "5", "-o", file, *some, *at).code == 0
    assert [[title in page for page in pages(file)] for title in titles] == [
        [False, False], [True, False], [False, False], [False, True],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bundle", "777"), "no tax invoice 777"),
        (("slip", "777"), "no delivery challan 777"),
        (("bundle", "5", "--parts", "label"), "no label"),
        (("bundle", "5", "--copies", "fifth"), "not a copy"),
        (("bundle", "5", "--template", "compact"), "no design"),
        (("slip", "5", "--template", "modern"), "only one design"),
        (("invoice", "5", "--parts", "slip"), "leave out --parts"),
    ],
)
def test_what_cannot_be_printed_is_said(
    here: Run, played: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    refused = here("print", *words, "-o", tmp_path / "x.pdf", "--books", played)
    assert refused.code == 2
    assert sentence in refused.sentence
    assert not (tmp_path / "x.pdf").exists()
