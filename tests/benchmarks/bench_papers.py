"""How long papers take, in milliseconds: python -m tests.benchmarks.bench_papers.

Processor time stands beside the clock's: on a busy machine only that tells what a paper costs.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

from senstosales.documents import (
    certificate,
    challan,
    packing_slip,
    registers,
    templates,
    workbooks,
)
from senstosales.documents.paper import joined
from senstosales.domain.kinds import VoucherKind
from tests.documents import samples as s

ROUNDS = 15


def measured(name: str, make: Callable[[], bytes], rounds: int = ROUNDS) -> None:
    times, spent = [], []
    size = 0
    for _ in range(rounds):
        begin, used = time.perf_counter(), time.process_time()
        size = len(make())
        times.append((time.perf_counter() - begin) * 1000)
        spent.append((time.process_time() - used) * 1000)
    later = times[1:] or times
    print(
        f"{name:34} first {times[0]:8.1f}  then median {statistics.median(later):8.1f}  "
        f"worst {max(later):8.1f}  processor {statistics.median(spent[1:] or spent):8.1f}  "
        f"{size / 1024:6.0f} KiB"
    )


def main() -> None:
    # A new number each time, so that nothing is found in a cache that a real print would not find.
    numbers = iter(range(1, 10_000))

    def one(
        count: int,
        particulars: s.Particulars | None = None,
        design: str = "classic",
        copies: tuple[str, ...] = ("all",),
    ) -> bytes:
        number = next(numbers)
        detail = s.invoice(
            s.lines(count), number=f"NPW/25-26/{number:04d}", particulars=particulars
        )
        return templates.pdf(detail, design, copies, s.PRINTED)

    def together(count: int) -> bytes:
        details = [s.invoice(s.lines(3), number=f"I/{next(numbers)}") for _ in range(count)]
        runs = (templates.run(each, "classic", ("all",), s.PRINTED) for each in details)
        return joined(runs, "Invoices")

    measured("invoice, 3 lines, 1 copy", lambda: one(3, copies=("original",)))
    for design in templates.TEMPLATES[VoucherKind.INVOICE]:
        measured(f"invoice, 3 lines, 3 copies, {design}", partial(one, 3, None, design))
    measured("invoice, 3 lines, all facts", lambda: one(3, s.FULL))
    measured("invoice, 60 lines, 3 copies", lambda: one(60))
    measured("invoice, 300 lines, 3 copies", lambda: one(300), 4)
    paper = s.challan(s.lines(3))
    measured("challan, 3 copies", lambda: challan.pdf(paper, challan.CHALLAN_COPIES, s.PRINTED))
    measured("certificate", lambda: certificate.pdf(paper, s.PRINTED, None))
    goods = s.invoice(s.lines(3), kind=VoucherKind.CHALLAN)
    measured("packing slip", lambda: packing_slip.pdf(goods, s.PRINTED))
    measured("20 invoices, 3 copies, one PDF", lambda: together(20), 4)
    rows = [s.register_row(number % 27 + 1) for number in range(2000)]
    measured(
        "register of 2,000 rows, PDF",
        lambda: registers.pdf("Invoices", s.REGISTER, rows, None, None, s.PRINTED, s.SELLER),
        3,
    )
    measured(
        "register of 2,000 rows, XLSX", lambda: workbooks.register("Invoices", s.REGISTER, rows), 3
    )


if __name__ == "__main__":
    main()
