"""Files that are written whole or not at all: a full disk leaves no half of a paper behind."""

import contextlib
from pathlib import Path

from senstosales.errors import Refused


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `Refused`."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise Refused(
            f"{path.name} could not be saved: {error.strerror}. Close it if it is open elsewhere, or "
            "choose another folder."
        ) from error
