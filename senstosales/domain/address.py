"""An address that another program gives in parts, and as our papers write it."""

from collections.abc import Mapping

from senstosales.domain import law
from senstosales.domain.gst import ABROAD

PARTS = ("street", "city", "state", "postal_code", "country")
_INDIA = frozenset({"", "in", "ind", "india", "bharat", "republic of india"})


def written(parts: Mapping[str, str]) -> str | None:
    """The lines of an address: street, then city, state and PIN code, then a country that is not
    India. None for parts that are all empty.
    """
    place = ", ".join(filter(None, (parts.get("city"), parts.get("state"))))
    place = " - ".join(filter(None, (place, parts.get("postal_code"))))
    country = "" if domestic(parts) else parts["country"].strip()
    return "\n".join(filter(None, (parts.get("street"), place, country))) or None


def domestic(parts: Mapping[str, str]) -> bool:
    """Whether it lies in India; an address without a country does."""
    return parts.get("country", "").strip(" .").casefold() in _INDIA


def state_code(parts: Mapping[str, str]) -> str | None:
    """The GST code of its state: as named, else that of a known city; 96 abroad; None if unknown."""
    if not domestic(parts):
        return ABROAD
    return law.state_in(parts.get("state", "")) or law.state_of_city(parts.get("city", ""))
