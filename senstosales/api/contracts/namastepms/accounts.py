"""Where a client of the contract begins: sign-up, log-in and a forgotten password, each with a code by
mail, and new access tokens.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms, identity
from senstosales.api.contracts.namastepms import described
from senstosales.api.contracts.namastepms.wire import Call, serve
from senstosales.api.contracts.namastepms.words import NotValid, Said, clean
from senstosales.api.json_bodies import BodyOf
from senstosales.errors import Conflict, Invalid, NotFound, Unidentified
from senstosales.queries import people as queries
from senstosales.queries.people import Person
from senstosales.services import admission, drafts, sessions
from senstosales.services.codes import CodeRefused, Purpose
from senstosales.services.passwords import LONGEST
from senstosales.services.people import LONGEST_NAME, PersonDraft
from senstosales.services.sessions import Terms

TERMS = Terms(access=dt.timedelta(minutes=30), refresh=dt.timedelta(days=1))
_SIGN_UP = (
    forms.Text(name="username", required=True, longest=LONGEST_NAME),
    forms.Text(name="email", required=True, longest=254, email=True),
    forms.Text(name="password", required=True, longest=LONGEST, trim=False),
    forms.Text(name="phone_no", longest=15, blank=True, null=True),
    forms.Text(name="business_name", longest=200, blank=True, null=True),
)
_NEW_PASSWORD = (forms.Text(name="new_password", required=True, longest=LONGEST, trim=False),)
_REFRESH = (forms.Text(name="refresh", required=True, trim=False),)
_FIELDS = {"name": "username", "phone": "phone_no"}
_TAKEN = {
    "username": "A user with that username already exists.",
    "email": "A user with this email already exists.",
}
_REFUSED = {
    CodeRefused.NONE: "No OTP found",
    CodeRefused.WRONG: "Invalid OTP",
    CodeRefused.EXPIRED: "OTP expired",
    CodeRefused.NOT_VERIFIED: "OTP not verified",
}
router = APIRouter(tags=["NAMASTEPMS: ACCOUNTS"])


def sign_up(request: Request, body: BodyOf) -> JSONResponse:
    values = clean(_SIGN_UP, body, dict)
    try:
        draft = drafts.make(
            PersonDraft,
            {
                "name": values["username"],
                "username": values["username"],
                "email": values["email"],
                "phone": values.get("phone_no"),
            },
        )
        with identity.first_log_in(request, draft.email):
            admission.sign_up(
                identity.served(request), draft, values["password"], values.get("business_name")
            )
    except Conflict as error:
        field = error.field or "username"
        raise NotValid({field: [_TAKEN[field]]}) from error
    except Invalid as error:
        field = error.field or "username"
        raise NotValid({_FIELDS.get(field, field): [error.sentence]}) from error
    return _done("User created successfully. Please verify the OTP sent to your email.", 201)


def verify_sign_up(request: Request, body: BodyOf) -> JSONResponse:
    _enter_code(request, body, Purpose.ENTRY)
    return _done("Signup OTP verified successfully!")


def log_in(request: Request, body: BodyOf) -> JSONResponse:
    values = _values(body)
    known = _known(request, values)
    try:
        person = identity.log_in(request, _text(values, "email"), _text(values, "password"))
    except Unidentified:
        if known is not None:
            raise
    if known is None:  # only now: it is the same work, and a user name is no address
        raise _nobody()
    admission.send_entry_code(identity.served(request), person)
    return _done("OTP sent to your email. Please verify to proceed.")


def verify_log_in(request: Request, body: BodyOf) -> JSONResponse:
    person = _enter_code(request, body, Purpose.ENTRY)
    pair = sessions.open_session(identity.served(request), person, "namastepms", TERMS, _claims)
    return JSONResponse(
        {
            "message": "Login OTP verified successfully!",
            "refresh": pair.refresh,
            "access": pair.access,
        }
    )


def forget_password(request: Request, body: BodyOf) -> JSONResponse:
    try:
        admission.send_password_code(identity.served(request), _text(_values(body), "email"))
    except NotFound as error:
        raise _nobody() from error
    return _done("OTP sent to your email. Please verify to reset your password.")


def verify_forget_password(request: Request, body: BodyOf) -> JSONResponse:
    _enter_code(request, body, Purpose.PASSWORD)
    return _done("Forget Password OTP verified successfully!")


def reset_password(request: Request, body: BodyOf) -> JSONResponse:
    values = _values(body)
    if _known(request, values) is None:
        raise _nobody()
    password = clean(_NEW_PASSWORD, values, lambda found: str(found["new_password"]))
    try:
        admission.reset_password(
            identity.served(request), _text(values, "email"), password, identity.place(request)
        )
    except NotFound as error:
        raise _nobody() from error
    except CodeRefused as error:
        raise _refused(error, Purpose.PASSWORD) from error
    return _done("Password reset successfully!")


def refresh(request: Request, body: BodyOf) -> JSONResponse:
    token = clean(_REFRESH, body, lambda found: str(found["refresh"]))
    try:
        pair = sessions.refresh(identity.served(request), token, TERMS, _claims)
    except Unidentified as error:
        raise Said(401, detail="Token is invalid", code="token_not_valid") from error
    return JSONResponse({"access": pair.access})


def _enter_code(request: Request, body: Any, purpose: Purpose) -> Person:
    values = _values(body)
    try:
        return admission.enter_code(
            identity.served(request),
            _text(values, "email"),
            purpose,
            _text(values, "otp"),
            identity.place(request),
        )
    except NotFound as error:
        raise _nobody() from error
    except CodeRefused as error:
        raise _refused(error, purpose) from error


def _values(body: Any) -> Mapping[str, Any]:
    """What was sent. Who leaves something out is told as if it were unknown or wrong, and not of fields."""
    clean((), body, dict)
    assert isinstance(body, Mapping)
    return body


def _text(values: Mapping[str, Any], name: str) -> str:
    """A text, or the number that some clients send for a code; halves of characters become question
    marks.
    """
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode()


def _known(request: Request, values: Mapping[str, Any]) -> Person | None:
    return identity.served(request).ask(queries.by_email, _text(values, "email"))


def _claims(person: Person) -> dict[str, Any]:
    """What clients of this contract find in a token beside our own."""
    return {"user_id": person.id}


def _nobody() -> Said:
    return Said(404, error="User not found")


def _refused(error: CodeRefused, purpose: Purpose) -> Said:
    said = _REFUSED[error.reason]
    if error.reason == CodeRefused.NONE and purpose is Purpose.PASSWORD:
        said = f"{said} for this user"
    return Said(400, error=said)


def _done(message: str, status: int = 200) -> JSONResponse:
    return JSONResponse({"message": message}, status)


for _path, _answer, _summary, _told, _body in (
    ("/api/signup/", sign_up, "Ask for an account with a business of its own",
     described.SIGNED_UP, described.SIGN_UP_BODY),
    ("/api/verify-signup-otp/", verify_sign_up, "Confirm the address with the code",
     described.VERIFIED, described.CODE_BODY),
    ("/api/login/", log_in, "Have the code for a log-in sent",
     described.SENT, described.LOG_IN_BODY),
    ("/api/verify-login-otp/", verify_log_in, "Log in with the code",
     described.LOGGED_IN, described.CODE_BODY),
    ("/api/forget-password/", forget_password, "Have the code for a new password sent",
     described.PASSWORD_SENT, described.EMAIL_BODY),
    ("/api/verify-forget-password-otp/", verify_forget_password,
     "Enter the code for a new password", described.VERIFIED, described.CODE_BODY),
    ("/api/reset-password/", reset_password, "Set a new password after its code was entered",
     described.VERIFIED, described.RESET_BODY),
    ("/api/token/refresh/", refresh, "Another access token",
     described.REFRESHED, described.REFRESH_BODY),
):  # fmt: skip
    serve(router, _path, {"POST": Call(_answer, _summary, _told, _body)})
