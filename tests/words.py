"""Finds what the window may say, and what of it no language has words for.

`python -m tests.words` prints each English text that lacks a translation, one a line as JSON, and each entry
of `resources/languages/hi.ts` that nobody says any more. Write the missing ones into that file (any editor, or
Qt Linguist) and run it again.
"""

import ast
import itertools
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from senstosales.gui.language import LEAST_LETTERS, Language, entries, source_of
from senstosales.queries import trail_values
from senstosales.queries.trail_names import SETTINGS
from senstosales.tables.base import Base

PACKAGE = Path(__file__).parents[1] / "senstosales"
SHOWN = ("domain", "queries", "services", "books", "portal", "documents", "errors.py")
"""Where sentences come from that the window shows though they are not its own."""
TROUBLES = frozenset(
    {
        "BadPage", "BooksUnavailable", "Closed", "Conflict", "Forbidden", "Invalid", "NotAllowed",
        "NotFound", "Problem", "Refused", "Trouble", "Unidentified",
    }
)  # fmt: skip
DECLARED = frozenset({"Column", "Register", "Report"})
PAPERS = "documents"
"""Papers stay English: of them only their troubles are shown."""
UNKEPT = frozenset({"audit_entries", "findables"})
"""Tables of which the audit trail keeps nothing."""
UNSEEN_FILES = frozenset({"style.py", "icons.py", "demo.py", "words.py"})
"""Style sheets, icon names, the sample story, amounts in words (as on the papers)."""
UNSEEN_CALLS = frozenset(
    {
        "QKeySequence", "TypeVar", "addApplicationFont", "cast", "compile", "contains", "create", "decode",
        "dress", "encode", "endswith", "exception", "field", "fullmatch", "get_all", "getLogger", "getattr",
        "hasattr", "icon", "import_module", "info", "lstrip", "match", "native", "partition", "property",
        "remove", "removeprefix", "removesuffix", "replace", "rsplit", "rstrip", "search", "setFamilies",
        "setFamily", "setObjectName", "setProperty", "setShortcut", "setStyleSheet", "setValue", "setattr",
        "split", "startswith", "strftime", "strip", "sub", "value", "warning",
    }
)  # fmt: skip
"""What is given to these is for the program and for nobody's eyes."""
UNSEEN = frozenset(
    {
        "Inter (font)", "Inter Tabular", "License", "License-Expression", "Lucide (icons)",
        "Noto Sans Devanagari", "Noto Sans Devanagari Desk", "Noto Sans Devanagari (font)", "Python", "SQLite", "SenstoSales",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
        "Sep", "Oct", "Nov", "Dec", "CHANGELOG.md", "Page Up", "Page Down", "Books", "English", "unexpected error\n%s",
        "PDF", "Qt", "OFL-1.1", "Papers-Bold", "Papers-Regular", "Papers-SemiBold", "%1 – SenstoSales", "PSF-2.0", "quote qtn offer", "inv bill", "dc delivery", "customer buyer supplier",
        "material item", "item code", "part no", "item description", "hsn code", "hsn sac", "unit price",
        "unit rate", "basic rate", "gst rate", "payment pay paid money received receipt", "changes of ",
    }
)  # fmt: skip
"""Names of things, keys, months (dates are English, as on the papers), words of the log."""
_KEYS = re.compile(
    r"((Ctrl|Alt|Shift)\+\S+|Esc|Return|Enter|Del|Ins|Home|End|Space|F\d+|[A-Z/?])(\|.*)?"
)


@cache
def demanded() -> dict[str, str]:
    """Every text that must have a translation, and the file in which it is said first."""
    found: dict[str, str] = {}
    for path in _modules("gui"):
        for text, seen in texts(path, declared=True):
            if seen is not False and (is_said(text) or (seen and has_words(text))):
                found.setdefault(text, path.name)
    for part in SHOWN:
        for path in _modules(part):
            for text, seen in texts(path, declared=part != PAPERS):
                if seen and is_said(text):
                    found.setdefault(text, path.name)
    for text in _of_the_trail():
        found.setdefault(text, "trail_values.py")
    return {text: where for text, where in found.items() if text not in UNSEEN}


def _of_the_trail() -> Iterator[str]:
    """The fields of the audit trail in words, the settings, and the words of ours that it keeps as values."""
    labels = (
        trail_values.label(column.key)
        for table in Base.metadata.sorted_tables
        if table.name not in UNKEPT
        for column in table.c
        if not column.primary_key and column.key not in trail_values.SILENT
    )
    values = (word for words in trail_values.OURS.values() for word in words.values())
    return (text for text in (*labels, *values, *SETTINGS.values()) if has_words(text))


@cache
def written() -> frozenset[str]:
    """Every text that stands in those modules at all: an entry for another one is dead."""
    return frozenset(_of_the_trail()) | frozenset(
        text
        for part in ("gui", *SHOWN)
        for path in _modules(part)
        for text, _ in texts(path, declared=part != PAPERS)
    )


def _modules(part: str) -> list[Path]:
    root = PACKAGE / part
    found = [root] if root.is_file() else sorted(root.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


@cache
def texts(path: Path, *, declared: bool) -> tuple[tuple[str, bool | None], ...]:
    """The texts of a module, with `%1` for a fact, and whether they are shown: yes, no, or who knows."""
    return () if path.name in UNSEEN_FILES else tuple(_texts(path, declared=declared))


def _texts(path: Path, *, declared: bool) -> Iterator[tuple[str, bool | None]]:
    tree = ast.parse(path.read_text("utf-8"))
    above: dict[ast.AST, ast.AST] = {}
    nodes: list[ast.AST] = [tree]
    for node in nodes:
        for child in ast.iter_child_nodes(node):
            above[child] = node
            nodes.append(child)
    for node in nodes:
        if _is_text(node) and not isinstance(above[node], ast.JoinedStr | ast.FormattedValue):
            seen = _seen(node, above, declared=declared)
            for pieces in _variants(node):
                yield _numbered(pieces), seen


def is_said(text: str) -> bool:
    """Whether it looks like something for people: it begins like a sentence, or has several words."""
    if not has_words(text):
        return False
    first = next(letter for letter in text if letter.isalpha())
    return first.isupper() or bool(re.search(r"[a-z,.] [a-z]{2,}", text))


def has_words(text: str) -> bool:
    """Whether there is anything in it to be translated: no key, no code, no short form."""
    own = re.sub(r"%\d|<[^>]*>", "", text)
    letters = sum(map(str.isalpha, own))
    if _KEYS.fullmatch(text) or letters < (LEAST_LETTERS if own != text else 2):
        return False
    return not re.fullmatch(r"[A-Z0-9_/. #:+*%()-]*", own) and not re.fullmatch(
        r"[\w.]+\.[a-z_]+", own
    )


def _seen(node: ast.AST, above: dict[ast.AST, ast.AST], *, declared: bool) -> bool | None:
    child, parent = node, above[node]
    seen: bool | None = None
    while not isinstance(parent, ast.stmt):
        match parent:
            case ast.Call():
                name = getattr(parent.func, "attr", getattr(parent.func, "id", ""))
                if name in UNSEEN_CALLS:
                    return False
                if (
                    name in ("Column", "GridColumn", "Problem")
                    and parent.args
                    and parent.args[0] is child
                ):
                    return False  # the name of an attribute or of a field
                if seen is None and (
                    name == "say" or name in TROUBLES or (declared and name in DECLARED)
                ):
                    seen = True
            case ast.keyword(arg="names" | "field"):
                return (
                    False  # what a heading may be called in a spreadsheet; where a problem belongs
                )
            case ast.Compare() | ast.arg():
                return False
            case ast.Subscript() if parent.slice is child:
                return False
            case _:
                pass
        child, parent = parent, above[parent]
    match parent:
        case ast.Expr() if parent.value is node:
            return False  # a docstring
        case ast.FunctionDef() | ast.AsyncFunctionDef() if child is parent.returns:
            return False
        case ast.AnnAssign() if child is parent.annotation:
            return False
        case ast.Assign() if any(getattr(each, "id", "") == "__all__" for each in parent.targets):
            return False
        case ast.Raise():
            return True
        case ast.Assign() if seen is None and _is_enum(above[parent]):
            return is_said(getattr(node, "value", ""))
        case _:
            return seen


def _is_enum(node: ast.AST) -> bool:
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    return any(getattr(base, "id", "") == "StrEnum" for base in bases)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _variants(node: ast.AST) -> list[list[str | None]]:
    """All that a literal may come to; None is a fact. A plural in it makes two."""
    match node:
        case ast.Constant(value=str(text)):
            return [[text]]
        case ast.JoinedStr():
            parts = [_variants(part) for part in node.values]
            return [list(itertools.chain(*each)) for each in itertools.product(*parts)]
        case ast.FormattedValue(value=ast.IfExp(body=one, orelse=other)) if _is_text(
            one
        ) and _is_text(other):
            return _variants(one) + _variants(other)
        case ast.FormattedValue(value=ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mult())):
            return [[""], [text]]
        case _:
            return [[None]]


def _numbered(pieces: list[str | None]) -> str:
    text, count, before = "", 0, ""
    for piece in filter(lambda each: each != "", pieces):
        if piece is not None:
            text += piece
        elif before is not None:
            count += 1
            text += f"%{count}"
        before = piece
    return text


@cache
def translated(language: Language = Language.HINDI) -> dict[tuple[str, str], str]:
    """The entries of a language by where they stand and their English."""
    return {(place, source): words for place, source, words in entries(source_of(language))}


def missing() -> list[str]:
    """The texts that must have a translation and have none."""
    known = {source for _, source in translated()}
    return sorted(text for text in demanded() if not known.intersection(_looked_up(text)))


def _looked_up(text: str) -> Iterator[str]:
    """The ways in which a text may stand among the entries."""
    for form in (bare(text), bare(text).rstrip(" …:*₹")):
        yield form
        yield form[:1].upper() + form[1:]
    yield re.sub(r" \([^()]*[A-Z][^()]*\)$", "", bare(text))


def unused() -> list[str]:
    """Entries of the program's own literals that stand nowhere any more."""
    said = {bare(text) for text in written()}
    return sorted(
        source
        for place, source in translated()
        if place in ("desk", "books") and source not in said
    )


def bare(text: str) -> str:
    """As a text is looked up: without the letter of a menu."""
    return re.sub(r"&(?!&)(\w)", r"\1", text)


if __name__ == "__main__":
    for text in missing():
        sys.stdout.write(json.dumps(text, ensure_ascii=False) + "\n")
    for text in unused():
        sys.stdout.write(f"nobody says any more: {json.dumps(text, ensure_ascii=False)}\n")
