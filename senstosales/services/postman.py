"""Sends what is in the outbox, on a thread of its own, beside the window or the server."""

import logging
import threading

from senstosales.books.store import Books, Changes
from senstosales.errors import Refused, Trouble
from senstosales.queries import office
from senstosales.services import letters, mail_server
from senstosales.services.smtp import Delivery, NotSent

log = logging.getLogger(__name__)

LOOK_AGAIN = 5.0
"""Seconds after which the outbox is looked at for what other processes put in, or is due again."""
_PATIENCE = 3.0
"""Seconds that stopping waits for a mail server that does not answer."""


def try_out(books: Books) -> str:
    """Send a mail to the address that the mail of this business comes from, and tell that address.

    Raises `Refused` with what the server said, or where there is none.
    """
    with books.read() as session:
        server = mail_server.of(books, session)
        own = office.business(session)
    if server is None:
        raise Refused("No mail server is set.")
    letter = letters.Claimed(
        id=0,
        created_at=books.clock(),
        recipient=server.sender,
        subject="Trial mail of SenstoSales",
        text="Mail can be sent through this server.\n",
        sender_name=own.name,
        server=server,
        claimed_until=books.clock(),
    )
    try:
        Delivery(letter).run()
    except NotSent as error:
        raise Refused(error.reason) from error
    return server.sender


class Postman:
    """`start` and `stop`; several may work on the same books."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._left_alone = threading.Event()
        self._delivery: Delivery | None = None
        self._thread: threading.Thread | None = None
        self._told = ""

    def start(self) -> None:
        """Send what is waiting, and from now on whatever comes."""
        self._unlisten = self._books.listen(self._heard)
        self._thread = threading.Thread(target=self._work, name="senstosales-postman", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break off what is being sent (it is sent again later) and let the books go."""
        if self._thread is None:
            return
        self._unlisten()
        self._stopping.set()
        self._wake.set()
        delivery = self._delivery
        if delivery is not None:
            delivery.abort()
        self._thread.join(_PATIENCE)
        self._left_alone.set()  # still waiting for its server, it must not touch the books any more
        self._thread = None

    def go_round(self) -> None:
        """Send everything that is due now."""
        letters.forget_expired(self._books)
        while not self._stopping.is_set():
            claimed = letters.claim(self._books)
            if claimed is None:
                return
            self._deliver(claimed)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.go_round()
                self._told = ""
            except Trouble as error:
                if error.sentence != self._told:
                    log.warning("the outbox waits: %s", error.sentence)
                self._told = error.sentence
            self._wake.wait(LOOK_AGAIN)

    def _deliver(self, claimed: letters.Claimed) -> None:
        self._delivery = delivery = Delivery(claimed)
        if self._stopping.is_set():
            delivery.abort()
        refusal: NotSent | None = None
        remark = ""
        try:
            remark = delivery.run()
        except NotSent as error:
            refusal = error
        self._delivery = None
        if self._left_alone.is_set():
            return
        if refusal is None:
            letters.sent(self._books, claimed, remark)
            log.info("letter %d was sent", claimed.id)
        elif self._stopping.is_set():
            letters.returned(self._books, claimed)
        else:
            letters.failed(self._books, claimed, refusal.reason, for_good=refusal.for_good)
            log.warning("letter %d was not sent: %s", claimed.id, refusal.reason)

    def _heard(self, changes: Changes) -> None:
        if changes.nouns & {"letters", "settings"}:
            self._wake.set()
