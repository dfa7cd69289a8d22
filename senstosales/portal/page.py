"""The door of this package: the bytes of a saved page become a page model, or `BadPage`."""

from senstosales.errors import BadPage
from senstosales.portal import po_page, srv_page
from senstosales.portal.html import Sheet, read_sheet
from senstosales.portal.models import OrderPage, ReceiptPage


def read_page(data: bytes, file_name: str) -> OrderPage | ReceiptPage:
    """Read one saved page of the portal whole.

    What kind of page it is and which order it belongs to is read from its tables only, never from
    the file name or from running text. Raises `BadPage` with a sentence for the user; `file_name`
    goes into its details.
    """
    try:
        return _read(read_sheet(data))
    except BadPage as trouble:
        trouble.details.setdefault("file", file_name)
        raise


def _read(sheet: Sheet) -> OrderPage | ReceiptPage:
    order, receipt = po_page.is_order(sheet), srv_page.is_receipt(sheet)
    if order and receipt:
        raise BadPage(
            "The file holds a purchase order and an SRV page. Save each page to its own file."
        )
    if order:
        return po_page.read_order(sheet)
    if receipt:
        return srv_page.read_receipt(sheet)
    if sheet.login:
        raise BadPage(
            "This is the portal's login page, not a purchase order or SRV page: log in and save "
            "the page again."
        )
    if not sheet.whole:
        raise BadPage(
            "The page is cut off before its first table, so it cannot be told what it is. "
            "Save the page again from the portal."
        )
    raise BadPage("This is a web page, but neither a purchase order nor an SRV page of the portal.")
