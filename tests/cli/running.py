"""Runs the real program in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
ENTRY = "from senstosales.app import main; main()"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """The one sentence on stderr; fails if it is none or more than a line."""
        text = self.err.rstrip("\n")
        assert text
        assert "\n" not in text, text
        assert "Traceback" not in text
        assert text[-1] in ".)", text
        return text


def environment(home: Path) -> dict[str, str]:
    """As a stranger's machine: his own empty home, no display."""
    kept = {
        key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TEMP")
    }
    return kept | {
        "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "LOCALAPPDATA": str(home),
        "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C", "TZ": "Asia/Kolkata",
    }  # fmt: skip


def run(home: Path, *words: object, entry: str | None = None) -> Ended:
    start = [sys.executable, entry] if entry else [sys.executable, "-c", ENTRY]
    done = subprocess.run(
        [*start, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home),
        cwd=home,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
