"""Number series: no gap, no double, however many write at once."""

import subprocess
import sys
import threading
from datetime import date

import pytest

from senstosales.books.store import open_books
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import document_number
from senstosales.errors import Conflict, Invalid
from senstosales.queries import office
from senstosales.services.numbers import check_style
from senstosales.services.office import save_settings
from tests.playing import ACTOR, bill, numbers_used, send, whole

FOUR = "5839102"

MAKE = """
import sys
from datetime import date
from pathlib import Path
from senstosales.books.store import open_books
from tests.clock import Clock
from tests.playing import bill, send
books = open_books(Path(sys.argv[1]), clock=Clock())
print("ready", flush=True)
sys.stdin.readline()
for turn in range(int(sys.argv[2])):
    challan = send(books, "5839102", [(1, 1, "1")])
    bill(books, challan)
books.close()
"""


def test_several_processes_and_threads_at_once(ordered):
    """Three programs and three threads of this one make 30 challans and 30 invoices."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(ordered.path), "5"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    for process in started:
        assert process.stdout.readline() == "ready\n"

    def work() -> None:
        for _ in range(5):
            bill(ordered, send(ordered, FOUR, [(1, 1, "1")]))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    for thread in threads:
        thread.start()
    said = [process.communicate(timeout=120)[1] for process in started]
    for thread in threads:
        thread.join()
    assert [process.returncode for process in started] == [0, 0, 0], said
    assert numbers_used(ordered, "challan") == list(range(1, 31))
    assert numbers_used(ordered, "invoice") == list(range(1, 31))
    whole(ordered)


def test_of_many_who_type_the_same_number_one_gets_it(ordered):
    second = open_books(ordered.path)
    outcomes = []
    start = threading.Barrier(6)

    def work(books) -> None:
        start.wait()
        try:
            outcomes.append(send(books, FOUR, [(1, 1, "1")], number="A/1").number)
        except Conflict as error:
            outcomes.append(error.field)

    threads = [threading.Thread(target=work, args=((ordered, second)[n % 2],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert sorted(outcomes) == ["A/1"] + ["number"] * 5
    whole(ordered)


def test_the_last_pieces_of_a_lot_are_sent_once(ordered):
    """Six hands take the last 300 pieces at the same time, 100 each: three get them."""
    from senstosales.errors import Refused

    outcomes = []
    start = threading.Barrier(6)

    def work() -> None:
        start.wait()
        try:
            send(ordered, FOUR, [(1, 1, "100")])
            outcomes.append("sent")
        except Refused:
            outcomes.append("refused")

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 3 + ["sent"] * 3
    whole(ordered)


@pytest.mark.parametrize("style", ["{n}", "S/{fy}/{n:4}", "{fy}-{n:6}", "DC-{n:5}", "{n}/{fy}"])
def test_styles_make_numbers_rule_46_allows(style):
    assert check_style(f" {style} ") == style
    for number in (1, 99999):
        document_number(office.format_number(style, number, FiscalYear(2025)))


@pytest.mark.parametrize("style", ["", "S/1", "{n}{n}", "{n:4}-{n}", "{year}/{n}", "N {n}", "SENSTOSALES/{fy}/{n}",
                                   "{n:9}SENSTOSALES", "{{n}}", "{n:44}"])  # fmt: skip
def test_styles_that_would_break_rule_46(style):
    with pytest.raises(Invalid):
        check_style(style)


def test_a_new_style_does_not_start_again_from_one(ordered):
    for _ in range(3):
        send(ordered, FOUR, [(1, 1, "1")])
    save_settings(ordered, ACTOR, {"challan_style": "DC/{fy}/{n:3}"})
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "DC/25-26/004"


def test_a_number_typed_at_the_end_of_its_space_does_not_stop_the_series(ordered):
    """S/25-26/99999999 has 16 characters; the one after it would have 17."""
    save_settings(ordered, ACTOR, {"challan_style": "S/{fy}/{n}"})
    send(ordered, FOUR, [(1, 1, "1")], number="S/25-26/99999999")
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "S/25-26/1"


def test_the_next_number_is_shown_without_being_taken(ordered):
    from senstosales.domain.kinds import VoucherKind

    day = date(2026, 3, 1)
    for _ in range(2):
        assert ordered.ask(office.next_number, VoucherKind.INVOICE, day) == "1"
    challan = send(ordered, FOUR, [(1, 1, "1")])
    bill(ordered, challan, number="2")
    assert ordered.ask(office.next_number, VoucherKind.INVOICE, day) == "3"
