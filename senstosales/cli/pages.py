"""`import`: saved portal pages into the books."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from senstosales.cli.session import actor, open_chosen, print_json
from senstosales.domain.kinds import ImportOutcome
from senstosales.errors import Invalid

if TYPE_CHECKING:
    from senstosales.services.importing import PageResult


def run_import(options: argparse.Namespace) -> int:
    from senstosales.services import importing

    for path in options.paths:
        if not path.exists():
            raise Invalid(f"There is no file or folder {path}.")
    if not importing.pages_in(options.paths):
        raise Invalid("There are no .html or .htm files in there.")
    books = open_chosen(options, create=True)

    def report(result: importing.PageResult) -> None:
        if options.json:
            print_json(_result_facts(result))
            sys.stdout.flush()
        else:
            print(_result_line(result), flush=True)

    try:
        summary = importing.import_files(books, actor(), options.paths, report=report)
    finally:
        books.close()
    refused = summary.count(ImportOutcome.REFUSED)
    if refused and refused == len(summary.results):
        first = summary.results[0]
        more = f" ({refused} files were refused.)" if refused > 1 else ""
        print(f"{first.file_name}: {first.reason}{more}", file=sys.stderr)
        return 2
    return 1 if refused else 0


def _result_facts(result: "PageResult") -> dict[str, Any]:
    return {
        "file": result.file_name,
        "path": result.path,
        "outcome": result.outcome.value,
        "kind": result.kind,
        "number": result.number,
        "reason": result.reason,
        "changes": list(result.changes),
        "deviations": result.deviations,
        "linked_srvs": result.linked_receipts,
    }


def _result_line(result: "PageResult") -> str:
    about = {"order": "order", "receipt": "SRV"}.get(result.kind or "", "")
    line = f"{result.file_name}: {result.outcome.value}"
    if result.number:
        line += f" ({about} {result.number})"
    if result.reason:
        line += f": {result.reason}"
    for change in result.changes:
        what = f"{change['what']} {change['field'] or ''}".strip()
        line += f"\n    {what}: {change['before']} -> {change['after']}"
    if result.deviations:
        plural = "" if result.deviations == 1 else "s"
        line += f"\n    {result.deviations} deviation{plural} to check"
    return line
