"""What a screen reader is told at once, because the keyboard stays where it is while something changes: a
message that comes up, the line that is marked in a list below a box, a bar or a day that is reached by arrows.
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, said: str, *, urgent: bool = False) -> None:
    """Have it read out; `urgent` also into what is being read. Nothing while no reader listens."""
    if said and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, said)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


def alert(widget: QWidget) -> None:
    """Tell that something has come up which is named by the widget."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
