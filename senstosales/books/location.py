"""Where books may lie: a local file that is ours, whole enough to open, and writable."""

import ctypes
import os
import sys
from pathlib import Path

from senstosales.errors import BooksUnavailable

_MAGIC = b"SQLite format 3\x00"
# File systems whose locks SQLite's write-ahead log cannot trust.
_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "fuse.sshfs",
        "afpfs",
        "webdav",
        "davfs",
        "9p",
        "ncpfs",
    }
)
_WINDOWS_REMOTE_DRIVE = 4


def default_path() -> Path:
    """The platform's place for this user's books."""
    import platformdirs

    folder = platformdirs.user_data_path("SenstoSales", appauthor=False)
    return folder / "books.sqlite3"


def inspect(path: Path, *, create: bool) -> None:
    """Raise `BooksUnavailable` with the reason if books cannot be kept at `path`."""
    if path.is_dir():
        raise BooksUnavailable(path, "this is a folder. Name a file.")
    if path.exists():
        _inspect_file(path)
    elif not create:
        raise BooksUnavailable(path, "there is no such file.")
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BooksUnavailable(path, f"the folder cannot be made: {error.strerror}.") from error
    if not os.access(path.parent, os.W_OK):
        raise BooksUnavailable(
            path, "its folder is read-only. Allow writing to it, or choose another folder."
        )
    if network_share(path.parent):
        raise BooksUnavailable(
            path,
            "this folder is on a network share, where SQLite books get damaged. Keep them on a "
            "local disk; for several desks use a PostgreSQL server.",
        )


def _inspect_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise BooksUnavailable(path, f"the file cannot be read: {error.strerror}.") from error
    if head and head != _MAGIC:
        raise BooksUnavailable(
            path, "this file is not a set of books, or it is damaged. Restore the last backup."
        )
    if not os.access(path, os.W_OK):
        raise BooksUnavailable(
            path, "the file is read-only. Allow writing to it, or copy it to another folder."
        )


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as a SQLite file does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def network_share(folder: Path) -> bool:
    """True if the folder lies on another machine."""
    if sys.platform == "win32":
        drive = folder.resolve().drive
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE_DRIVE
        )
    return _file_system(folder.resolve()) in _NETWORK


def _file_system(folder: Path) -> str:
    """The type of the file system a folder lies on, from the mount table; empty if unknown."""
    table = Path("/proc/mounts")
    if not table.exists():
        return ""
    best, kind = -1, ""
    for row in table.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = row.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind
