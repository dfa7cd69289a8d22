"""What stands in the forms and grids of a window, whatever it is about: read and typed again."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from senstosales.gui.fields import Field
from senstosales.gui.forms import Form
from senstosales.gui.line_grid import LineGrid


def of(window: QWidget, counts: Callable[[str], bool] | None = None) -> dict[str, Any]:
    """All fields by name and all grids by theirs, fit for JSON.

    `counts` may leave out fields that follow the books' proposals until somebody types in them.
    """
    fields = {}
    for name, field in _fields(window).items():
        typed = field.typed() if counts is None or counts(name) else None
        if typed is not None:
            fields[name] = typed
    grids = {grid.name: grid.typed() for grid in window.findChildren(LineGrid)}
    return {"fields": fields, "grids": grids}


def again(window: QWidget, typed: Mapping[str, Any]) -> None:
    """Let it stand there as if it had been typed just now. What the window has no field for is left."""
    fields = _fields(window)
    for name, value in typed["fields"].items():
        if name in fields:
            fields[name].type_again(value)
    for grid in window.findChildren(LineGrid):
        if grid.name in typed["grids"]:
            grid.type_again(typed["grids"][grid.name])


def _fields(window: QWidget) -> dict[str, Field]:
    return {
        name: field for form in window.findChildren(Form) for name, field in form.fields.items()
    }
