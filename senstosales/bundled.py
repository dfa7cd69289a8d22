"""Finds the files that travel with the program: fonts, icons, law tables, sample pages."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The resources folder: inside the installed package, or at the root of a checkout."""
    package = Path(__file__).parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"
