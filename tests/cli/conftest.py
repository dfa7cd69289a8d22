"""A folder that is a stranger's home, and the program started in it."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from senstosales.cli.main import main
from tests.cli.running import Ended, run

Run = Callable[..., Ended]


@pytest.fixture
def cli(tmp_path: Path) -> Run:
    """`cli("show", "order", …)`, in an empty home; give `--books` yourself."""
    return partial(run, tmp_path)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Run:
    """The same command line inside this process, for tests that need many commands."""

    def run_here(*words: object) -> Ended:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Ended(code, *capsys.readouterr())

    return run_here


@pytest.fixture
def path(tmp_path: Path, office_file: Path) -> Path:
    """Books of a set-up office without papers."""
    return Path(shutil.copyfile(office_file, tmp_path / "books.sqlite3"))


@pytest.fixture
def full(tmp_path: Path, ordered_file: Path) -> Path:
    """Books with every sample order."""
    return Path(shutil.copyfile(ordered_file, tmp_path / "full.sqlite3"))
