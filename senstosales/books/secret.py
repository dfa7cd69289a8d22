"""The secret by which one installation knows its own tokens and links. It lies beside the books, not in
them: a copy of the books handed to somebody opens no door.
"""

import contextlib
import hmac
import os
import secrets
import sys
from pathlib import Path

from senstosales.errors import BooksUnavailable

_BYTES = 32
_SUFFIX = ".secret"


def path_for(books: Path) -> Path:
    """Where the secret of these books lies: `books.secret` beside `books.sqlite3`."""
    if books.suffix == _SUFFIX:
        return books.with_name(f"{books.name}{_SUFFIX}")
    return books.with_suffix(_SUFFIX)


def key(books: Path, purpose: str) -> bytes:
    """A 256-bit key of this installation for one purpose (“tokens”, “links”), always the same.

    Made at first use, also when two processes come first. Deleting the file makes every token and
    link worthless. Raises `BooksUnavailable` if the file cannot be made, read or understood.
    """
    path = path_for(books)
    try:
        text = _read(path) or _make(path)
    except OSError as error:
        raise BooksUnavailable(
            books,
            f"the secret of this installation, {path.name}, cannot be read: {error.strerror}.",
        ) from error
    try:
        master = bytes.fromhex(text)
    except ValueError:
        master = b""
    if len(master) != _BYTES:
        raise BooksUnavailable(
            books,
            f"{path.name} beside them is damaged. Delete it; everybody then has to log in again.",
        )
    return hmac.digest(master, purpose.encode(), "sha256")


def _read(path: Path) -> str | None:
    try:
        return path.read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


def _make(path: Path) -> str:
    """Write the secret whole under another name, then give it its own unless somebody was quicker."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            if sys.platform == "win32":
                draft.rename(path)  # refuses to take the place of a file, unlike elsewhere
            else:
                os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    made = _read(path)
    assert made is not None
    return made
