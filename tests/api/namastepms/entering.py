"""How a client of the contract signs up and logs in, and what it is told."""

from sqlalchemy import select

from senstosales.queries import people as people_queries
from senstosales.services import (
    letters,
)
from senstosales.tables.people import Letter

JOHN = {
    "username": "john_doe",
    "email": "john@example.com",
    "password": "SecurePass123!",
    "phone_no": "+919876543210",
    "business_name": "John's Store",
}
NEW_PASSWORD = "NewSecurePass456!"
SIGNED_UP = (
    201,
    {"message": "User created successfully. Please verify the OTP sent to your email."},
)
VERIFIED = (200, {"message": "Signup OTP verified successfully!"})
SENT = (200, {"message": "OTP sent to your email. Please verify to proceed."})
FORGOT = (200, {"message": "OTP sent to your email. Please verify to reset your password."})
ENTERED = (200, {"message": "Forget Password OTP verified successfully!"})
RESET = (200, {"message": "Password reset successfully!"})
NOBODY = (404, {"error": "User not found"})
WRONG, EXPIRED = (400, {"error": "Invalid OTP"}), (400, {"error": "OTP expired"})
NONE = (400, {"error": "No OTP found"})
NONE_FOR_USER = (400, {"error": "No OTP found for this user"})
NOT_VERIFIED = (400, {"error": "OTP not verified"})
CREDENTIALS = (401, {"error": "Invalid credentials"})
TOKEN = (401, {"detail": "Token is invalid", "code": "token_not_valid"})
PATHS = (
    "signup", "verify-signup-otp", "login", "verify-login-otp", "forget-password",
    "verify-forget-password-otp", "reset-password", "token/refresh",
)  # fmt: skip


def post(api, path, body, slash="/"):
    answer = api.post(f"/api/{path}{slash}", json=body)
    return answer.status_code, answer.json()


def sign_up(api, **more):
    return post(api, "signup", JOHN | more)


def log_in(api, **more):
    return post(api, "login", {"email": JOHN["email"], "password": JOHN["password"]} | more)


def verify(api, what, otp, email=JOHN["email"]):
    return post(api, f"verify-{what}-otp", {"email": email, "otp": otp})


def forget(api, email=JOHN["email"]):
    return post(api, "forget-password", {"email": email})


def reset(api, email=JOHN["email"], password=NEW_PASSWORD):
    return post(api, "reset-password", {"email": email, "new_password": password})


def code(books):
    """The newest code that waits at the desk."""
    with books.read() as session:
        last = session.scalar(select(Letter.id).where(Letter.is_secret).order_by(Letter.id.desc()))
        return letters.code_in(letters.text_of(books, session, last))


def wrong(books):
    right = int(code(books))
    return str(right - 1 if right > 100_000 else right + 1)


def tokens(api):
    """Somebody signed up, verified and logged in."""
    assert sign_up(api) == SIGNED_UP
    assert verify(api, "signup", code(api.books)) == VERIFIED
    assert log_in(api) == SENT
    status, body = verify(api, "login", code(api.books))
    assert status == 200
    return body


def person(api):
    return api.books.ask(people_queries.by_email, JOHN["email"])


def held(api, token):
    return api.get("/business", headers={"Authorization": f"Bearer {token}"}).status_code
