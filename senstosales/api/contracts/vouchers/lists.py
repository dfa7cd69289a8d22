"""What a list of documents is asked for, and where it goes on: status, dates, words, limit, nextToken."""

import base64
import binascii
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from senstosales.api.contracts.vouchers import answers, whole
from senstosales.api.contracts.vouchers.dates import moment_of
from senstosales.api.contracts.vouchers.families import QUOTATIONS, Family
from senstosales.api.contracts.vouchers.rules import Json
from senstosales.api.identity import Seat
from senstosales.books.store import Reading
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import stated_vouchers
from senstosales.queries.stated_vouchers import StatedVoucher, Wanted

MOST = 100
_LONGEST_TOKEN = 1000
_FIRST_YEAR, _LAST_YEAR = 1900, 9000


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of a list, as sent."""

    status: str = ""
    since: str = ""
    until: str = ""
    search: str = ""
    limit: str = ""
    token: str = ""
    reference_uid: str = ""


def page(session: Reading, seat: Seat, family: Family, asked: Asked) -> Json:
    """The answer to a list. Raises `answers.Said`."""
    limit = limit_of(asked.limit)
    after = _after(session, seat, family, asked.token) if asked.token else None
    wanted = _wanted(family, asked)
    if wanted is None:
        return {family.many: [], "count": 0}
    found, more = stated_vouchers.page(session, family.kind, wanted, limit, after)
    told = [whole.answered(family, held, seat.business_uid, seat.user_uid) for held in found]
    answer: Json = {family.many: told, "count": len(told)}
    if more:
        answer["nextToken"] = token(seat, family, found[-1].uid)
    return answer


def limit_of(text: str) -> int:
    """1 to 100; what is no number, or nought, means 100."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return MOST
    if number.is_nan() or number == 0:
        return MOST
    return int(min(max(number, Decimal(1)), Decimal(MOST)))


def token(seat: Seat, family: Family, uid: str) -> str:
    """Where a list goes on: after the paper of that name."""
    keys = {
        "PK": whole.partition(seat.user_uid, seat.business_uid),
        "SK": whole.sort_key(family, uid),
    }
    text = json.dumps(keys, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(session: Reading, seat: Seat, family: Family, text: str) -> int:
    """The position that a token names in this business and this list."""
    if len(text) > _LONGEST_TOKEN:
        raise answers.bad_token()
    bare = text.rstrip("=")
    try:
        keys = json.loads(base64.b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise answers.bad_token() from error
    mine = whole.partition(seat.user_uid, seat.business_uid)
    if not isinstance(keys, dict) or set(keys) != {"PK", "SK"} or keys["PK"] != mine:
        raise answers.bad_token()
    start, _, uid = str(keys["SK"]).partition("#")
    found = stated_vouchers.position(session, family.kind, uid)
    if start != family.sort_key or found is None:
        raise answers.bad_token()
    return found


def _wanted(family: Family, asked: Asked) -> Wanted | None:
    """What the query asks for; None where nothing can be that."""
    states, delivered = _states(family, asked.status)
    since, until = moment_of(asked.since), moment_of(asked.until)
    unreadable = (asked.since and since is None) or (asked.until and until is None)
    if unreadable or states == frozenset():
        return None

    def fits(held: StatedVoucher) -> bool:
        said = held.date.isoformat() if held.stated is None else held.stated.get(family.date)
        at = moment_of(said)
        if at is None:
            return False
        return (since is None or since <= at) and (until is None or at <= until)

    dated = since is not None or until is not None
    return Wanted(
        states=states,
        is_delivered=delivered,
        search=asked.search,
        reference_uid=asked.reference_uid,
        since=since.date() if since and since.year > _FIRST_YEAR else None,
        until=until.date() if until and until.year < _LAST_YEAR else None,
        dated_by=family.date if dated else "",
        fits=fits if dated else None,
    )


def _states(family: Family, word: str) -> tuple[frozenset[VoucherState] | None, bool | None]:
    """What a status word means in the books."""
    if not word:
        return None, None
    if word not in family.states:
        if family is QUOTATIONS:
            return frozenset(), None
        raise answers.bad_status(family.states)
    delivered = None
    if family.kind is VoucherKind.CHALLAN and word != "cancelled":
        delivered = word == "delivered"
    known = (
        VoucherState.DRAFT, VoucherState.ISSUED, VoucherState.CANCELLED, *family.states.values(),
    )  # fmt: skip
    states = frozenset(
        state for state in known if whole.word(family, state, is_delivered=bool(delivered)) == word
    )
    return states, delivered
