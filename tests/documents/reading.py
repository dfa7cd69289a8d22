"""Reads papers back the way the buyer's programs do."""

import io
import re

import pypdf


def pages(data: bytes) -> list[str]:
    """The text of each page, white space made one blank."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(data: bytes) -> str:
    return " ".join(pages(data))


def squeezed(said: str) -> str:
    """Without any white space: wrapping must not matter."""
    return re.sub(r"\s+", "", said)


def fonts(data: bytes) -> set[str]:
    """Names of the embedded fonts."""
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]))
    return names
