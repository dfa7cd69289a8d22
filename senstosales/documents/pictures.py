"""Pictures on papers: logo, signature and stamp, as the office keeps them."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from senstosales.documents.pen import Pen

_DOTS = 400 / 72  # to a point, at the printed size; every document compresses them anew


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fitted into a box, in points."""

    image: Any
    wide: float
    high: float

    def draw(self, pen: Pen, x: float, top: float) -> None:
        pen.image(self.image, x, top, self.wide, self.high)


def fitted(data: bytes | None, wide: float, high: float) -> Picture | None:
    """The picture as large as the box allows; None if there is none, or the bytes are no picture."""
    image = _ready(data, int(wide * _DOTS), int(high * _DOTS)) if data else None
    if image is None:
        return None
    across, down = image.getSize()
    scale = min(wide / across, high / down)
    return Picture(image, across * scale, down * scale)


@lru_cache(maxsize=24)
def _ready(data: bytes, across: int, down: int) -> Any | None:
    """The picture ready to be embedded, on white, reduced to print resolution."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.thumbnail((across, down))
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    return ImageReader(flat.convert("L") if _is_grey(flat) else flat)


def _is_grey(picture: Any) -> bool:
    """Whether there is no colour in it: then a third of the data says the same."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    unlike = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(each.getbbox() is None for each in unlike)
