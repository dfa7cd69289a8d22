"""Tokens: read back as issued, and nothing else is one."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.errors import Unidentified
from senstosales.services import tokens
from senstosales.services.tokens import TokenKind

SECRET = bytes(range(32))
NOW = datetime(2026, 3, 16, 6, 30, 0, 250_000, tzinfo=UTC)
DAY = timedelta(days=1)


def issue(kind=TokenKind.BEARER, lifetime=DAY, now=NOW, **more):
    return tokens.issue(SECRET, "uid-1", kind, lifetime, now, **more)


def refused(token, now=NOW, secret=SECRET):
    with pytest.raises(Unidentified) as error:
        tokens.read(secret, token, now)
    return error.value.reason


def part(facts):
    return base64.urlsafe_b64encode(json.dumps(facts).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_says_what_it_was_given(kind):
    claims = tokens.read(SECRET, issue(kind), NOW)
    assert (claims.user_uid, claims.kind) == ("uid-1", kind)
    assert claims.issued_at == NOW.replace(microsecond=0)
    assert claims.expires_at == claims.issued_at + DAY
    assert claims.jti != tokens.read(SECRET, issue(kind), NOW).jti


def test_a_door_adds_claims_of_its_own_and_cannot_change_ours():
    token = issue(claims={"userId": "uid-1", "role": "owner", "sub": "uid-2", "exp": 9e9})
    plain = jwt.decode(token, options={"verify_signature": False})
    assert (plain["userId"], plain["role"], plain["sub"]) == ("uid-1", "owner", "uid-1")
    assert plain["exp"] - plain["iat"] == 86400
    assert all(isinstance(plain[name], int) for name in ("iat", "exp"))


def test_it_is_good_until_its_last_second():
    token = issue(lifetime=timedelta(minutes=30))
    end = NOW.replace(microsecond=0) + timedelta(minutes=30)
    assert tokens.read(SECRET, token, end - timedelta(microseconds=1)).user_uid == "uid-1"
    assert refused(token, end) == Unidentified.EXPIRED
    assert refused(token, end + timedelta(days=400)) == Unidentified.EXPIRED


def test_a_token_of_another_installation_is_none():
    assert refused(issue(), secret=bytes(32)) == Unidentified.INVALID


def test_an_unsigned_token_is_none():
    head, body, signature = issue().split(".")
    for algorithm in ("none", "None", "NONE", "nOnE"):
        unsigned = part({"alg": algorithm, "typ": "JWT"})
        assert refused(f"{unsigned}.{body}.") == Unidentified.INVALID
        assert refused(f"{unsigned}.{body}.{signature}") == Unidentified.INVALID
    assert refused(f"{head}.{body}.") == Unidentified.INVALID
    assert refused(f"{head}.{body}") == Unidentified.INVALID


def test_another_algorithm_is_not_taken_even_with_our_secret():
    facts = {"sub": "uid-1", "token_type": "bearer", "iat": 1, "exp": 4_000_000_000, "jti": "x"}
    assert tokens.read(SECRET, jwt.encode(facts, SECRET, "HS256"), NOW).user_uid == "uid-1"
    long = SECRET + SECRET
    assert refused(jwt.encode(facts, long, "HS512"), secret=long) == Unidentified.INVALID


@pytest.mark.parametrize("name", ["sub", "token_type", "iat", "exp", "jti"])
@pytest.mark.parametrize("value", [None, "missing", {}, [], "text", float("inf"), 10**400])
def test_claims_that_are_missing_or_make_no_sense(name, value):
    facts = {"sub": "u", "token_type": "bearer", "iat": 1, "exp": 4_000_000_000, "jti": "x"}
    facts[name] = value
    if value == "missing":
        del facts[name]
    if name in ("sub", "jti") and isinstance(value, str) and value == "text":
        return
    assert refused(jwt.encode(facts, SECRET, "HS256")) == Unidentified.INVALID


@given(st.data())
def test_no_letter_of_it_can_be_changed(data):
    token = issue()
    place = data.draw(st.integers(0, len(token) - 2))  # the last letter carries spare bits
    letter = data.draw(st.sampled_from("ABCxyz019-_.="))
    altered = token[:place] + letter + token[place + 1 :]
    if altered != token:
        assert refused(altered) == Unidentified.INVALID


@given(st.text(max_size=200))
def test_whatever_else_is_sent_is_no_token(text):
    assert refused(text) == Unidentified.INVALID


def test_a_token_of_excessive_length_is_not_even_read():
    assert refused(issue(claims={"x": "y" * 5000})) == Unidentified.INVALID


@given(st.integers(0, 999_999))
def test_a_new_password_tells_tokens_before_and_after_it_apart(fraction):
    moment = NOW.replace(microsecond=fraction)
    good_from = tokens.good_from(moment)
    before = tokens.read(SECRET, issue(now=moment), moment)
    after = tokens.read(SECRET, issue(now=moment, tokens_from=good_from), moment)
    assert before.issued_at < good_from <= after.issued_at
    assert after.issued_at - moment <= timedelta(seconds=1)
