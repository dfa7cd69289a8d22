"""Where a client of the contract begins: sign-up, log-in and a forgotten password, each with a code by
mail, and new access tokens.
"""

from fastapi import APIRouter

router = APIRouter(tags=["NAMASTEPMS: ACCOUNTS"])
