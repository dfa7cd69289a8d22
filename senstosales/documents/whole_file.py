"""Files that are written whole or not at all: a full disk leaves no half of a paper behind."""

import contextlib
import errno
from pathlib import Path

from senstosales.errors import Refused

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what stood there before stays if it fails. Raises `Refused`."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise Refused(_sentence(path.name, error)) from error


def _sentence(name: str, error: OSError) -> str:
    """What hindered it, in the words of a clerk where they are known, and what to do."""
    if error.errno in _NO_ROOM:
        return f"{name} could not be saved: the disk is full. Make room on it, or choose another folder."
    if error.errno in _NOT_ALLOWED:
        return (
            f"{name} could not be saved: you may not write there, or it is open in another program. "
            "Close it there, or choose another folder."
        )
    return f"{name} could not be saved: {error.strerror}. Choose another folder."
