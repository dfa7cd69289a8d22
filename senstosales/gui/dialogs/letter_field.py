"""The text of a mail: lines may be empty, as between its paragraphs."""

from senstosales.gui.forms import MultilineField


class LetterField(MultilineField):
    """As other fields of several lines, but Enter never leaves it: Tab does."""

    def _enter_moves_on(self) -> bool:
        return False
