"""Who may do what."""

import pytest

from senstosales.domain.roles import Right, Role
from senstosales.errors import Forbidden


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.OWNER, {Right.READ, Right.WRITE, Right.MANAGE}),
        (Role.CLERK, {Right.READ, Right.WRITE}),
        (Role.VIEWER, {Right.READ}),
    ],
)
def test_rights_of_each_role(role, rights):
    assert {right for right in Right if role.may(right)} == rights
    for right in Right:
        if right in rights:
            role.require(right)
        else:
            with pytest.raises(Forbidden) as refused:
                role.require(right)
            assert refused.value.details["role"] == role.value
            assert refused.value.sentence.endswith(".")
