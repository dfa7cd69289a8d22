"""PDFs: the design is judged first, the link opens without a token, for an hour, and only as given."""

import io

import httpx
import pypdf
import pytest

from senstosales.api.contracts.vouchers.families import FAMILIES
from senstosales.documents import templates
from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, KINDS, QUOTATION

ALLOWED = {
    INVOICE: ["classic", "modern", "minimal"], QUOTATION: ["classic", "compact", "modern"],
    DEBIT_NOTE: ["classic"], CHALLAN: ["classic"],
}  # fmt: skip
DRAWN = [(kind, template) for kind in KINDS for template in ALLOWED[kind]]


def asked(api, kind, uid, **body):
    return api.post(api.at(kind, uid, "pdf"), json=body)


def drawn(api, kind, uid, **body):
    answer = asked(api, kind, uid, **body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def opened(url):
    answer = httpx.get(url, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer


def words(url):
    pages = pypdf.PdfReader(io.BytesIO(opened(url).content)).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize(("kind_of", "template"), DRAWN, ids=lambda v: getattr(v, "path", v))
def test_every_design_of_every_paper(api, kind_of, template):
    made = api.made(kind_of, buyerName="Bharat Stores")
    told = drawn(api, kind_of, made["id"], templateId=template)
    assert list(told) == ["pdfUrl", kind_of.id_key, "templateId"]
    assert (told[kind_of.id_key], told["templateId"]) == (made["id"], template)
    text = words(told["pdfUrl"])
    assert made[kind_of.number] in text
    assert "Bharat Stores" in text


@pytest.mark.parametrize("template", ["none", "", "Classic", None, 5, ...])
def test_the_design_is_judged_before_the_paper_is_sought(api, kind, template):
    body = {} if template is ... else {"templateId": template}
    for uid in ("nowhere", api.made(kind)["id"]):
        answer = asked(api, kind, uid, **body)
        assert (answer.status_code, answer.json()) == (
            400, {"message": "Invalid templateId", "allowedTemplates": ALLOWED[kind]},
        )  # fmt: skip
    assert asked(api, kind, "nowhere", templateId="classic").json() == {
        "message": f"{kind.name} not found"
    }


@pytest.mark.parametrize(
    ("copy", "told"),
    [("original", "original"), ("duplicate", "duplicate"), ("triplicate", "triplicate"),
     ("fourth", "original"), (5, "original"), (None, "original")],
)  # fmt: skip
def test_copies(api, kind, copy, told):
    made = api.made(kind)
    answer = drawn(api, kind, made["id"], templateId="classic", copyType=copy)
    assert answer["copyType"] == told
    assert len(answer) == 4
    text = words(answer["pdfUrl"])
    if kind is not QUOTATION:
        mark = {"original": "ORIGINAL", "duplicate": "DUPLICATE", "triplicate": "TRIPLICATE"}[told]
        assert (
            "DUPLICATE" if kind is DEBIT_NOTE and mark == "TRIPLICATE" else mark
        ) in text.upper()


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_papers_of_any_status_are_drawn(api, status):
    made = api.made(INVOICE, status=status)
    opened(drawn(api, INVOICE, made["id"], templateId="modern")["pdfUrl"])


def test_an_empty_draft_is_drawn(api, kind):
    body = kind.body(status=kind.lenient, buyerName=..., items=..., globalDiscountType=...,
                     globalDiscountValue=...)  # fmt: skip
    made = api.post(api.at(kind), json=body).json()[kind.one]
    for template in ALLOWED[kind]:
        opened(drawn(api, kind, made["id"], templateId=template)["pdfUrl"])


def test_the_link_is_absolute_and_bears_the_number(office, api):
    made = api.made(INVOICE, invoiceNumber="INV-2026/7 ü")
    url = drawn(api, INVOICE, made["id"], templateId="classic")["pdfUrl"]
    assert url.startswith(f"{office.server.address}/files/")
    assert url.endswith("/INV-2026_7_-classic.pdf")
    answer = opened(url)
    assert answer.headers["content-disposition"] == 'inline; filename="INV-2026_7_-classic.pdf"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert httpx.head(url).headers["content-length"] == str(len(answer.content))


def test_a_link_altered_anywhere_opens_nothing(api):
    url = drawn(api, INVOICE, api.made(INVOICE)["id"], templateId="classic")["pdfUrl"]
    start = url.index("/files/") + len("/files/")
    for place in range(start, len(url), 7):
        other = "A" if url[place] != "A" else "B"
        answer = httpx.get(url[:place] + other + url[place + 1 :])
        assert answer.status_code == 404, place
    for path in ("x/y", "x.y/z", "./x", ".x/y", "e30.x/y"):
        answer = httpx.get(f"{url[:start]}{path}")
        assert answer.status_code == 404
        assert set(answer.json()) == {"message"}


def test_a_link_is_good_for_an_hour(office, api):
    url = drawn(api, INVOICE, api.made(INVOICE)["id"], templateId="classic")["pdfUrl"]
    office.clock.move(minutes=59, seconds=59)
    opened(url)
    office.clock.move(seconds=1)
    answer = httpx.get(url)
    assert answer.status_code == 410
    assert answer.json() == {"message": "This link has expired. Ask for the PDF again."}
    office.clock.move(hours=-1)


def test_a_link_to_a_deleted_paper_opens_nothing(api):
    made = api.made(INVOICE)
    url = drawn(api, INVOICE, made["id"], templateId="classic")["pdfUrl"]
    api.delete(api.at(INVOICE, made["id"]))
    assert httpx.get(url).status_code == 404


def test_a_link_shows_the_paper_as_it_is_by_now(api):
    made = api.made(INVOICE)
    url = drawn(api, INVOICE, made["id"], templateId="classic")["pdfUrl"]
    assert "Satpura" not in words(url)
    api.changed(INVOICE, made["id"], buyerName="Satpura Switchgear")
    assert "Satpura" in words(url)


def test_the_worked_example_is_printed_with_its_total(api):
    body = {key: value for key, value in INVOICE.full().items() if key != "otherDetails"}
    made = api.made(INVOICE, **body)
    text = words(drawn(api, INVOICE, made["id"], templateId="classic")["pdfUrl"])
    for figure in ("2,175.41", "22.48", "114.47"):
        assert figure in text, figure


@pytest.mark.parametrize(
    ("kind_of", "status", "message"),
    [(INVOICE, 500, "Failed to generate PDF"), (QUOTATION, 503, "PDF generation failed"),
     (CHALLAN, 500, "Failed to generate PDF")],
    ids=lambda v: getattr(v, "path", v),
)  # fmt: skip
def test_a_paper_that_cannot_be_drawn(api, monkeypatch, kind_of, status, message):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(templates, "pdf", broken)
    made = api.made(kind_of)
    answer = asked(api, kind_of, made["id"], templateId="classic")
    assert answer.status_code == status
    assert answer.json() == {"message": message, "error": "The log of the program has the details."}


def test_links_need_no_key_where_every_call_does(office, api):
    door = office.server.door
    url = drawn(api, INVOICE, api.made(INVOICE)["id"], templateId="classic")["pdfUrl"]
    door.need_key = True
    try:
        opened(url)
        assert httpx.get(f"{office.server.address}/api/po/").status_code == 401
        assert httpx.get(f"{office.server.address}{api.at(INVOICE)}").json() == {
            "error": "Authorization header missing"
        }
    finally:
        door.need_key = False


def test_the_templates_are_those_of_the_papers():
    told = {family.kind: family.templates for family in FAMILIES}
    assert told.items() <= templates.TEMPLATES.items()
