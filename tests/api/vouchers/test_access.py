"""Who may call, and where: worded as the contract words it, and settled before anything else."""

import httpx
import pytest

from tests.api.vouchers.bodies import INVOICE, KINDS
from tests.api.vouchers.trail import doors

MISSING, BAD = "Authorization header missing", "Invalid or expired token"


def calls(client, kind, uid="x"):
    """Every call of a family, as (method, path, body)."""
    return [
        ("POST", client.at(kind), kind.body()),
        ("GET", client.at(kind), None),
        ("GET", client.at(kind, uid), None),
        ("PUT", client.at(kind, uid), {"notes": "x"}),
        ("DELETE", client.at(kind, uid), None),
        ("POST", client.at(kind, uid, "pdf"), {"templateId": "classic"}),
    ]


def test_without_a_token_nothing_is_told(office, kind):
    with httpx.Client(base_url=office.server.address) as nobody:
        for method, path, body in calls(office.owner, kind):
            answer = nobody.request(method, path, json=body)
            assert (answer.status_code, answer.json()) == (401, {"error": MISSING})


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic abc", "x"])
def test_a_token_that_is_none(office, kind, header):
    with httpx.Client(base_url=office.server.address) as nobody:
        for method, path, body in calls(office.owner, kind):
            answer = nobody.request(method, path, json=body, headers={"Authorization": header})
            assert (answer.status_code, answer.json()) == (401, {"error": BAD})


def test_a_business_of_others_is_not_there(office, kind):
    made = office.owner.made(kind)
    for method, path, body in calls(office.owner, kind, made["id"]):
        answer = office.stranger.request(method, path, json=body)
        assert (answer.status_code, answer.json()) == (404, {"error": "Business not found"})
    assert office.owner.got(kind, made["id"]) == made


def test_the_business_is_sought_before_the_body_is_read(office, kind):
    path = f"/business/nowhere/{kind.path}"
    answer = office.owner.post(path, content="{")
    assert (answer.status_code, answer.json()) == (404, {"error": "Business not found"})
    with httpx.Client(base_url=office.server.address) as nobody:
        assert nobody.post(path, content="{").status_code == 401


def test_papers_of_one_business_are_not_in_another(office, kind):
    made, theirs = office.owner.made(kind), office.stranger.made(kind)
    for method, path, body in calls(office.stranger, kind, made["id"])[2:]:
        answer = office.stranger.request(method, path, json=body)
        assert (answer.status_code, answer.json()) == (404, {"message": f"{kind.name} not found"})
    assert made["id"] not in [document["id"] for document in office.stranger.listed(kind)]
    assert theirs["id"] not in [document["id"] for document in office.owner.listed(kind)]


def test_a_viewer_looks_and_prints_and_changes_nothing(office, kind):
    made = office.owner.made(kind)
    for method, path, body in calls(office.viewer, kind, made["id"]):
        answer = office.viewer.request(method, path, json=body)
        if method == "GET" or path.endswith("/pdf"):
            assert answer.status_code == 200
        else:
            assert answer.status_code == 403
            assert set(answer.json()) == {"error"}
    assert office.viewer.got(kind, made["id"]) == made


def test_a_paper_belongs_to_who_made_it(office):
    made = office.owner.made(INVOICE)
    seen = office.viewer.got(INVOICE, made["id"])
    assert (seen["userId"], seen["PK"]) == (office.owner.user, made["PK"])


def test_the_audit_trail_names_who_did_it(office):
    made = office.owner.made(INVOICE)
    office.owner.delete(office.owner.at(INVOICE, made["id"]))
    assert doors(office.books, made["invoiceNumber"]) == ["api:owner@example.in"] * 2


def test_paths_that_leave_out_what_they_must_name(office):
    for kind in KINDS:
        for path in (f"/business//{kind.path}", f"/business//{kind.path}/x"):
            answer = office.owner.get(path)
            assert (answer.status_code, answer.json()) == (
                400, {"message": "Business ID is required in URL"},
            )  # fmt: skip
        answer = office.owner.post(f"{office.owner.at(kind)}//pdf", json={"templateId": "classic"})
        assert (answer.status_code, answer.json()) == (
            400, {"message": f"{kind.name} ID is required in URL"},
        )  # fmt: skip


@pytest.mark.parametrize("path", ["/business/{}/bills", "/business/{}/invoices/x/y/z"])
def test_paths_that_lead_nowhere(office, path):
    answer = office.owner.get(path.format(office.owner.business))
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_methods_that_a_path_does_not_know(office):
    answer = office.owner.patch(office.owner.at(INVOICE), json={})
    assert (answer.status_code, answer.json()) == (405, {"message": "Method Not Allowed"})


def test_a_body_that_is_too_large(office):
    answer = office.owner.post(office.owner.at(INVOICE), content=b" " * (4 * 1024 * 1024 + 1))
    assert answer.status_code == 413
