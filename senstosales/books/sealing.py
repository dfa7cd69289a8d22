"""Short texts kept in the books so that only this installation reads them: codes that wait to be mailed, the
password of the mail server. A copy of the books handed to somebody tells neither.

HMAC-SHA256 in counter mode makes the key stream, a second HMAC over nonce and text the seal
(encrypt, then authenticate). Python brings no cipher of its own, and for two short texts a library with
compiled parts is not worth its weight.
"""

import base64
import binascii
import hmac
import secrets

_NONCE, _SEAL, _BLOCK = 16, 32, 32


def seal(key: bytes, text: str) -> str:
    """The text as only the holder of the key can read it; another one each time."""
    nonce = secrets.token_bytes(_NONCE)
    hidden = _stream(key, nonce, text.encode())
    return base64.b64encode(nonce + hidden + _seal(key, nonce + hidden)).decode()


def opened(key: bytes, sealed: str) -> str | None:
    """The text, or None where it was sealed with another key or changed since."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        return None
    body, found = raw[:-_SEAL], raw[-_SEAL:]
    if len(body) < _NONCE or not hmac.compare_digest(found, _seal(key, body)):
        return None
    return _stream(key, body[:_NONCE], body[_NONCE:]).decode()


def _seal(key: bytes, body: bytes) -> bytes:
    return hmac.digest(hmac.digest(key, b"authenticate", "sha256"), body, "sha256")


def _stream(key: bytes, nonce: bytes, text: bytes) -> bytes:
    stream_key = hmac.digest(key, b"encrypt", "sha256")
    blocks = -(-len(text) // _BLOCK)
    stream = b"".join(
        hmac.digest(stream_key, nonce + number.to_bytes(4, "big"), "sha256")
        for number in range(blocks)
    )
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))
