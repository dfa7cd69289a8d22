"""What the head of a paper is drawn in: the office's colour for its design, else what the design has."""

from senstosales.documents.pen import Ink
from senstosales.domain.colours import channels
from senstosales.queries.papers import Letterhead


def of(seller: Letterhead, template: str, usual: Ink = 0.0) -> Ink:
    """The office's colour for the design of that name, or `usual` where it has chosen none."""
    chosen = seller.colours.get(template)
    return channels(chosen) if chosen else usual
