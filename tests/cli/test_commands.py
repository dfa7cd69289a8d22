"""Every command of the real program: what it says, how it ends, and that a slip changes nothing."""

import gzip
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from senstosales.cli.main import main
from tests.cli.running import ROOT, Ended
from tests.playing import PAGES
from tests.services.pages import SMALL, write_orders

THREE, GEM = "6639103", "6629110"


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder; what SQLite keeps beside open books is none of ours."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def rows(books: Path) -> dict[str, int]:
    with closing(sqlite3.connect(books)) as raw:
        names = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_from_page_to_printed_papers_with_commands_only(cli, here, path, tmp_path):
    """Import, challan, invoice, print, export, SRV, check, in the first start's own words; the first
    and what loads most in processes of their own.
    """
    at = ("--books", path)
    told = cli("import", PAGES / "po-gem-inclusive.html", *at)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"po-gem-inclusive.html: new (order {GEM})\n"
    made = here("challan", GEM, "--line", "1:1=2", "--line", "1:2=3", "--number", "93",
               "--date", "3/3/2023", *at)  # fmt: skip
    assert (made.code, made.err, made.out) == (
        0, "", "Challan 93 of 03-Mar-2023 made: 2 lines.\n",
    )  # fmt: skip
    billed = here("invoice", "93", "--number", "S/93", "--date", "2023-03-03", *at)
    assert billed.code == 0
    assert billed.err == "2 lines have no HSN code, which GST Rule 46 asks for.\n"
    assert billed.out.startswith("Invoice S/93 of 03-Mar-2023 made: Rs ")
    assert "CGST 9 % + SGST 9 %" in billed.out
    for noun, number in (("challan", "93"), ("invoice", "s/93"), ("certificate", "93")):
        target = tmp_path / f"{noun}.pdf"
        printed = (cli if noun == "invoice" else here)("print", noun, number, "-o", target, *at)
        assert (printed.code, printed.err, printed.out) == (0, "", f"{target}\n")
        text = "".join(page.extract_text() for page in PdfReader(target).pages)
        assert GEM in text
    for noun, number in (("order", GEM), ("challan", "93"), ("invoice", "S/93")):
        target = tmp_path / f"{noun}.xlsx"
        assert (cli if noun == "order" else here)(
            "export", noun, number, "-o", target, *at
        ).code == 0
        assert load_workbook(target).sheetnames
    received = here("import", PAGES / "srv-two-pos.html", *at)
    assert received.code == 0
    assert "new (SRV 26104, 3391)" in received.out
    checked = here("check", *at)
    assert checked.code == 0
    assert checked.out.startswith("The books are whole: 1 orders")


def test_lists_as_workbooks(here, full, tmp_path):
    target = tmp_path / "list.xlsx"
    for noun in ("orders", "challans", "invoices", "srvs", "parties", "deviations"):
        for words in ((noun,), ("register", noun)):
            target.unlink(missing_ok=True)
            assert main(["export", *words, "-o", str(target), "--books", str(full)]) == 0, words
            assert load_workbook(target).sheetnames
    assert here("export", "orders", "--filter", "6639103", "-o", target, "--books", full).code == 0
    cells = [cell.value for row in load_workbook(target).active.iter_rows() for cell in row]
    assert THREE in cells
    assert GEM not in cells


def test_a_folder_is_imported_whole_and_refusals_end_with_1(cli, here, path):
    ended = cli("import", PAGES, "--json", "--books", path)
    assert ended.code == 1
    assert ended.err == ""
    told = {line["file"]: line for line in ended.lines}
    assert len(told) == len(list(PAGES.glob("*.html")))
    assert told["bad-login-page.html"]["outcome"] == "refused"
    assert "login" in told["bad-login-page.html"]["reason"]
    assert told["po-amended-0.html"]["outcome"] == "new"
    assert told["po-amended-1.html"]["outcome"] == "amended"
    assert set(told["po-amended-1.html"]["changes"][0]) == {"what", "field", "before", "after"}
    assert told["bad-inconsistent.html"]["deviations"] == 2
    again = here("import", PAGES, "--json", "--books", path)
    outcomes = {line["file"]: line["outcome"] for line in again.lines}
    assert set(outcomes.values()) == {"unchanged", "refused"}
    assert here("check", "--books", path).code == 0


def test_a_large_folder_from_the_checkouts_own_start_file(cli, path, tmp_path):
    """`python main.py` must survive the worker processes, which load that file again."""
    write_orders(tmp_path / "pages", 44, SMALL)
    ended = cli(
        "import", tmp_path / "pages", "--json", "--books", path, entry=str(ROOT / "main.py")
    )
    assert (ended.code, ended.err) == (0, "")
    assert len({line["number"] for line in ended.lines}) == len(ended.lines) == 44


def test_amendments_are_told_in_words(here, path):
    here("import", PAGES / "po-amended-0.html", "--books", path)
    told = here("import", PAGES / "po-amended-1.html", "--books", path).out
    assert "po-amended-1.html: amended (order 6649107)" in told
    assert "    item 3 ord_qty: 40 -> 55" in told


def test_backup_damage_check_restore(cli, here, full, tmp_path):
    at = ("--books", full)
    safe = tmp_path / "safe" / "copy.sqlite3"
    made = here("backup", safe, *at)
    assert (made.code, made.err) == (0, "")
    assert str(safe) in made.out
    with closing(sqlite3.connect(full)) as raw, raw:
        raw.execute("UPDATE audit_entries SET actor = 'Nobody' WHERE id = 3")
        raw.execute("UPDATE order_items SET order_id = 999 WHERE id = 1")
    bad = cli("check", *at)
    assert bad.code == 1
    assert "Audit entry 3 " in bad.out
    assert "points at a missing row" in bad.out
    assert "problems found" in bad.sentence
    back = cli("restore", safe, *at)
    assert (back.code, back.err) == (0, "")
    assert "What was there before is kept at " in back.out
    assert here("check", *at).code == 0
    assert here("show", "order", THREE, *at).lines[0]["header"]["po_number"] == THREE


def test_sample_books_without_a_window(cli, here, tmp_path):
    target = tmp_path / "demo.sqlite3"
    made = cli("demo", "--no-window", "--books", target)
    assert (made.code, made.err) == (0, "")
    assert here("check", "--books", target).code == 0
    for noun, least in (("order", 16), ("challan", 10), ("invoice", 9), ("srv", 9)):
        shown = here("show", noun, "--all", "--books", target)
        assert (shown.code, len(shown.out.splitlines()) >= least) == (0, True), noun
    before = target.read_bytes()
    again = here("demo", "--no-window", "--books", target)
    assert again.code == 2
    assert "exists already" in again.sentence
    assert target.read_bytes() == before


def test_the_users_own_books_are_the_default(cli, tmp_path):
    assert cli("import", PAGES / "po-april.html").code == 0
    found = list(tmp_path.rglob("books.sqlite3"))
    assert len(found) == 1
    assert cli("show", "order", "6639115").code == 0


def test_version_and_help(cli):
    assert cli("--version").out.startswith("SenstoSales ")
    told = cli("--help")
    assert told.code == 0
    for command in ("import", "show", "challan", "invoice", "print", "export", "backup", "restore",
                    "check", "demo"):  # fmt: skip
        assert command in told.out
    assert cli("import", "--help").code == 0


SLIPS = [
    (("import", "nowhere.html"), "no file or folder"),
    (("import",), ""),
    (("import", "empty-folder"), "no .html"),
    (("import", PAGES / "bad-login-page.html"), "login page"),
    (("import", PAGES / "bad-empty.html", PAGES / "bad-truncated.html"), "2 files were refused"),
    (("show", "order", "0000000"), "no order 0000000"),
    (("show", "order", THREE, "0000000"), "no order 0000000"),
    (("show", "order"), "--all"),
    (("show", "order", THREE, "--all"), "--all"),
    (("show", "order", THREE, "--year", "2024-26"), "financial year"),
    (("show", "order", THREE, "--year", "2010-11"), "no order"),
    (("show", "parrot", "1"), "parrot"),
    (("show", "invoice", "1"), "no invoice 1"),
    (("challan", "0000000"), "no order"),
    (("challan", THREE, "--line", "1=abc"), "abc"),
    (("challan", THREE, "--line", "nonsense"), "nonsense"),
    (("challan", THREE, "--line", "9=1"), "no item 9"),
    (("challan", THREE, "--line", "1:9=1"), "no lot 9"),
    (("challan", THREE, "--line", "1:1=1000000"), "too many"),
    (("challan", THREE, "--line", "1:1=0"), "above zero"),
    (("challan", THREE, "--line", "1:1=0.0001"), "decimals"),
    (("challan", THREE, "--number", "X" * 17), "16"),
    (("challan", THREE, "--number", "7 7"), "Rule 46"),
    (("challan", THREE, "--date", "31/2/2026"), "not a date"),
    (("challan", THREE, "--date", "1/1/2015"), "before GST"),
    (("challan", THREE, "--date", "1/1/2099"), "ahead"),
    (("challan", THREE, "--replacement"), "nothing rejected"),
    (("challan", THREE, "--all-pending", "--line", "1:1=1"), "not both"),
    (("challan", THREE, "--all-pending", "--replacement"), "not both"),
    (("challan",), ""),
    (("invoice", "77"), "no delivery challan 77"),
    (("print", "invoice", "77", "-o", "x.pdf"), "no tax invoice"),
    (("print", "challan", "77", "-o", "x.pdf"), "no delivery challan"),
    (("print", "challan", "77"), "-o"),
    (("export", "order", "77", "-o", "x.xlsx"), "no order 77"),
    (("export", "order", "-o", "x.xlsx"), "Name the order"),
    (("export", "register", "-o", "x.xlsx"), "Name a list"),
    (("export", "register", "parrots", "-o", "x.xlsx"), "Name a list"),
    (("export", "orders", THREE, "-o", "x.xlsx"), "the whole list"),
    (("export", "orders", "-o", "no/such/folder/x.xlsx"), "could not be saved"),
    (("export", "orders", "--filter", "> ,", "-o", "no/such/folder/x.xlsx"), "could not be saved"),
    (("restore", "nowhere.sqlite3"), "no backup"),
    (("restore", PAGES / "po-april.html"), "not a whole set of books"),
    (("frobnicate",), "frobnicate"),
    (("show", "order", THREE, "--sideways"), "sideways"),
]


@pytest.mark.parametrize(
    "words",
    [("export", "order", THREE, "-o"), ("export", "orders", "-o"), ("backup",), ("restore",)],
)
def test_nothing_is_written_over_the_books(here, full, words):
    held = rows(full)
    ended = here(*words, full, "--books", full)
    assert ended.code == 2
    assert "the books themselves" in ended.sentence
    assert rows(full) == held


def test_a_backup_takes_no_other_files_place(here, full, tmp_path):
    precious = tmp_path / "accounts.xlsx"
    precious.write_bytes(b"years of work")
    ended = here("backup", precious, "--books", full)
    assert (ended.code, precious.read_bytes()) == (2, b"years of work")
    assert "would be lost" in ended.sentence
    old = tmp_path / "copy.sqlite3"
    for _time in range(2):
        assert here("backup", old, "--books", full).code == 0


@pytest.mark.parametrize(("words", "says"), SLIPS, ids=lambda value: " ".join(map(str, value))[-40:] if isinstance(value, tuple) else "")  # fmt: skip
def test_a_slip_is_one_sentence_status_2_and_nothing_changed(
    full, tmp_path, monkeypatch, capsys, words, says
):
    """In this process, for there are many; `test_a_slip_in_a_process_of_its_own` is the whole way."""
    (tmp_path / "empty-folder").mkdir()
    monkeypatch.chdir(tmp_path)
    before, held = fingerprint(tmp_path), rows(full)
    code = main([str(word) for word in (*words, "--books", full)])
    ended = Ended(code, *capsys.readouterr())
    assert ended.code == 2, ended
    assert says in ended.sentence
    assert ended.out == "" or words[0] == "import"
    assert rows(full) == held
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize(("words", "says"), [SLIPS[5], SLIPS[18], SLIPS[-2]])
def test_a_slip_in_a_process_of_its_own(cli, full, tmp_path, words, says):
    before = fingerprint(tmp_path)
    ended = cli(*words, "--books", full)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.sentence
    assert fingerprint(tmp_path) == before


def test_a_number_that_is_taken(here, full):
    at = ("--books", full)
    assert here("challan", THREE, "--line", "1:1=1", "--number", "a-1", "--date", "10/3/2026", *at).code == 0  # fmt: skip
    held = rows(full)
    again = here("challan", THREE, "--line", "1:1=1", "--number", "A-1", "--date", "10/3/2026", *at)
    assert again.code == 2
    assert "exists already in 2025-26" in again.sentence
    assert here("invoice", "A-1", "--date", "10/3/2026", *at).code == 0
    held = rows(full)
    twice = here("invoice", "A-1", "--date", "10/3/2026", *at)
    assert twice.code == 2
    assert "is on invoice 1 already" in twice.sentence
    assert rows(full) == held


@pytest.mark.parametrize(
    "command", [("show", "order", "--all"), ("check",), ("backup", "x.sqlite3")]
)
def test_books_that_cannot_be_used(here, tmp_path, full, command):
    text = tmp_path / "text.sqlite3"
    text.write_text("hello")
    newer = tmp_path / "newer.sqlite3"
    newer.write_bytes(full.read_bytes())
    with closing(sqlite3.connect(newer)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = fingerprint(tmp_path)
    for path in (text, tmp_path / "none.sqlite3", tmp_path):
        ended = here(*command, "--books", path)
        assert ended.code == 2
        assert str(path) in ended.sentence
    if command[0] != "backup":
        assert "newer SenstoSales" in here(*command, "--books", newer).sentence
    assert fingerprint(tmp_path) == before


def test_pieces_of_the_museum_can_be_checked(here, tmp_path):
    for piece in (ROOT / "tests" / "museum").glob("*.gz"):
        old = tmp_path / piece.stem
        old.write_bytes(gzip.decompress(piece.read_bytes()))
        assert here("check", "--books", old).code == 0


def test_replacements_and_goods_without_a_lot(here, path):
    at = ("--books", path)
    here("import", PAGES / "po-four-lots.html", *at)
    first = here(
        "challan", "5839102", "--line", "1=300", "--number", "52", "--date", "20/9/2023", *at
    )
    assert first.code == 0, first
    here("import", PAGES / "srv-rejection.html", *at)
    again = here("challan", "5839102", "--replacement", "--json", "--date", "4/12/2023", *at)
    assert again.code == 0
    assert again.lines[0]["header"]["is_replacement"] is True
    assert again.lines[0]["items"][0]["dispatched_quantity"] == 20
    rest = here("challan", "5839102", "--all-pending", "--date", "5/12/2023", *at)
    assert rest.code == 0, rest
    held = here("show", "order", "5839102", *at).lines[0]
    assert held["items"][0]["pending_quantity"] == 0
    nothing = here("challan", "5839102", *at)
    assert (nothing.code, nothing.out) == (2, "")
    assert "nothing pending" in nothing.sentence
