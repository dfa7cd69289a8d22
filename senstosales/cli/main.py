"""All commands and their options, and how a command ends."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from senstosales import __version__
from senstosales.cli import computing, keeping, making, pages, papers, people, serving, show
from senstosales.domain.roles import Role
from senstosales.errors import Invalid, Trouble


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise Invalid(f"{message[:1].upper()}{message[1:]}. See “{self.prog} --help”.")


def parser() -> Parser:
    """All commands and their options."""
    shared = Parser(add_help=False)
    shared.add_argument("--books", type=Path, default=argparse.SUPPRESS, metavar="PATH",
                        help="the books to work in (default: this user's own)")  # fmt: skip
    shared.add_argument("--business", default=argparse.SUPPRESS, metavar="UID_OR_NAME",
                        help="which business of these books (default: the first)")  # fmt: skip
    root = Parser(
        prog="senstosales",
        description="Order book, challans, GST invoices and reconciliation. Without a command the "
        "window opens.",
        parents=[shared],
    )
    root.add_argument("--version", action="version", version=f"SenstoSales {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def add(name: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about, parents=[shared])
        command.set_defaults(run=run)
        return command

    command = add("import", pages.run_import, "Import saved portal pages: files and whole folders.")
    command.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    command.add_argument("--json", action="store_true", help="one JSON object per page")

    command = add("show", show.run_show, "Print documents as JSON, one object per line.")
    command.add_argument("noun", choices=("order", "srv", *papers.PAPERS))
    command.add_argument("numbers", nargs="*", metavar="NUMBER")
    command.add_argument("--all", action="store_true", help="every one in the books")
    command.add_argument("--year", help="only of this financial year, such as 2024-25")

    command = add(
        "challan", making.run_challan, "Make a delivery challan for what an order has pending."
    )
    command.add_argument("order", metavar="ORDER")
    command.add_argument(
        "--all-pending", action="store_true", help="send all that is pending (usual)"
    )
    command.add_argument("--line", action="append", default=[], metavar="ITEM[:LOT]=QTY",
                         help="send only this much of an item or lot; may be repeated")  # fmt: skip
    command.add_argument("--replacement", action="store_true", help="send rejected goods again")
    _paper_options(command)

    command = add("invoice", making.run_invoice, "Make the tax invoice of a challan.")
    command.add_argument("challan", metavar="CHALLAN")
    _paper_options(command)

    command = add("print", papers.run_print, "Write a paper as PDF.")
    command.add_argument("noun", choices=(*papers.PAPERS, *papers.DESIGNLESS, papers.BUNDLE))
    command.add_argument("number", metavar="NUMBER", help="for a certificate or a packing slip, its "
                         "challan's number; for a bundle, its invoice's; for a statement of account, "
                         "the party's name, GSTIN or id")  # fmt: skip
    command.add_argument("--parts", nargs="+", default=[], metavar="PART",
                         help="of a bundle: invoice, challan, certificate, slip (usually all it "
                         "has)")  # fmt: skip
    command.add_argument("--from", dest="since", metavar="DATE", help="first day of a statement")
    command.add_argument("--to", dest="until", metavar="DATE", help="its last day, else today")
    command.add_argument("--copies", nargs="+", default=["all"], metavar="COPY",
                         help="original, duplicate, triplicate, extra or all (usual)")  # fmt: skip
    command.add_argument("--template", metavar="NAME",
                         help="an invoice: classic (usual), modern or minimal; a quotation: classic, "
                         "compact or modern")  # fmt: skip
    command.add_argument("--year", help="of this financial year, such as 2024-25")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")

    command = add("export", papers.run_export, "Write a document or a whole list as a workbook.")
    command.add_argument(
        "noun", choices=("order", *papers.PAPERS, "certificate", "register", *papers.LISTS)
    )
    command.add_argument(
        "number", nargs="?", metavar="NUMBER", help="or the list's name after “register”"
    )
    command.add_argument(
        "--filter", default="", help="what would be typed into the list's filter box"
    )
    command.add_argument("--year", help="of this financial year, such as 2024-25")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")

    command = add(
        "compute",
        computing.run_compute,
        "Work out documents in the vouchers contract's shape: lines, charges, HSN summary, totals.",
    )
    command.add_argument(
        "file", metavar="FILE.json", help="a list of documents or one; - reads them from stdin"
    )

    command = add("backup", keeping.run_backup, "Write a verified backup of the books.")
    command.add_argument("destination", type=Path, metavar="DEST")
    command = add(
        "restore",
        keeping.run_restore,
        "Put a backup in the place of the books, keeping what was there.",
    )
    command.add_argument("source", type=Path, metavar="SRC")
    add(
        "check",
        keeping.run_check,
        "Prove the books: file, links, audit trail, every derived figure.",
    )
    command = add(
        "demo", keeping.run_demo, "Open sample books with a story played on the bundled pages."
    )
    command.add_argument("--no-window", action="store_true", help="only make the sample books")

    command = add("serve", serving.run_serve, "Answer REST calls without a window until Ctrl+C.")
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS",
                         help="where to listen (default: this machine only)")  # fmt: skip
    command.add_argument("--port", type=serving.port_of, default=8000, metavar="NUMBER",
                         help="default: 8000; 0 takes a free one")  # fmt: skip
    command.add_argument("--allow-origin", action="append", default=[], metavar="ORIGIN",
                         help="a web page that may call, such as http://localhost:3000")  # fmt: skip

    keys = add("key", serving.run_key_list, "Keys by which other programs reach the books.")
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, run, about in (
        ("add", serving.run_key_add, "Make a key and show it, once."),
        ("list", serving.run_key_list, "List the keys, not what they are."),
        ("revoke", serving.run_key_revoke, "Make a key useless from now on."),
    ):
        command = actions.add_parser(name, help=about, description=about, parents=[shared])
        command.set_defaults(run=run)
        if name != "list":
            command.add_argument("name", metavar="NAME", help="the program that uses it")
    _people(add, shared)
    return root


def _people(add: Callable[..., argparse.ArgumentParser], shared: Parser) -> None:
    def actions(name: str, run: Callable[..., int], about: str) -> Callable[..., Any]:
        command = add(name, run, about)
        below = command.add_subparsers(dest="action", required=True, metavar="ACTION")

        def action(word: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
            made: argparse.ArgumentParser = below.add_parser(
                word, help=about, description=about, parents=[shared]
            )
            made.set_defaults(run=run)
            return made

        return action

    action = actions("business", people.run_business_list, "Businesses that share these books.")
    action("list", people.run_business_list, "List the businesses with their ids.")
    command = action("add", people.run_business_add, "Add a business with books of its own.")
    command.add_argument("name", metavar="NAME")
    command.add_argument("--gstin", metavar="GSTIN")
    command.add_argument("--state", metavar="CODE", help="two digits; follows from the GSTIN")

    action = actions("user", people.run_user_list, "People who may log in from outside.")
    roles = [role.value for role in Role]
    action("list", people.run_user_list, "List the people and their roles.")
    command = action("add", people.run_user_add, "Give somebody an account and a role.")
    command.add_argument("name", metavar="NAME")
    command.add_argument("--email", required=True, metavar="ADDRESS")
    command.add_argument("--role", required=True, choices=roles)
    _password_option(command)
    command = action("role", people.run_user_role, "Change what somebody is in a business.")
    command.add_argument("user", metavar="USER", help="by e-mail address, user name or id")
    command.add_argument("role", choices=[*roles, people.NOBODY])
    command = action("password", people.run_user_password, "Give somebody a new password.")
    command.add_argument("user", metavar="USER", help="by e-mail address, user name or id")
    _password_option(command)
    for word, run, about in (
        ("disable", people.run_user_disable, "Let somebody in no more."),
        ("enable", people.run_user_enable, "Let somebody in again."),
    ):
        command = action(word, run, about)
        command.add_argument("user", metavar="USER", help="by e-mail address, user name or id")

    command = add("token", people.run_token, "Print a bearer token of somebody, for a program.")
    command.add_argument("user", metavar="USER", help="by e-mail address, user name or id")
    command.add_argument("--days", type=people.days_of, default=30, metavar="N",
                         help="for how long it is good (default: 30)")  # fmt: skip


def _password_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of stdin; else one is made and shown once",
    )


def _paper_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--number", help="its number; else the next of the series")
    command.add_argument("--date", help="its date, such as 15/3/2026 or 2026-03-15; else today")
    command.add_argument("--year", help="the year of the paper it is made from, such as 2024-25")
    command.add_argument("--json", action="store_true", help="print the paper as JSON")


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except Trouble as error:
        print(error.sentence, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What was reported as done stays done.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
