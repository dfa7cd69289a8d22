"""A paper sent by e-mail: through the outbox where a mail server is set, else with the mail program of
this machine.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from senstosales.documents.whole_file import write_whole
from senstosales.domain import identity
from senstosales.domain.told import named
from senstosales.errors import Invalid, Refused, Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import PDF, ask_where
from senstosales.gui.dialogs.letter_field import LetterField
from senstosales.gui.dialogs.office_fields import CheckedField
from senstosales.gui.forms import Form, FormDialog, TextField
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.wording import say
from senstosales.services.letters import File

if TYPE_CHECKING:
    from senstosales.services.paper_letters import Matter, PaperLetterDraft, Proposal

_LONGEST_LINK = 1900
"""Characters of a mailto link that every system passes on; of a longer text the end is left out."""
_BY_HAND = (
    "No mail server is set, so the mail cannot leave from here. The PDF is saved, and your mail program "
    "opens with the address and the text: attach the file there yourself. A mail server is named in "
    "File > Settings > Mail; then papers go out from here."
)


def open_for(
    desk: Desk,
    matter: "Matter",
    file_name: str,
    make: Callable[[], bytes],
    parent: QWidget | None,
) -> None:
    """Open the form that mails this PDF; `make` gives it, in a reading lane."""
    work = partial(_read, desk, matter, file_name, make)
    desk.jobs.read(work, partial(_open, desk, matter, parent), owner=parent)


def _open(
    desk: Desk, matter: "Matter", parent: QWidget | None, found: "tuple[Proposal, File]"
) -> None:
    MailPaper(desk, matter, *found, parent).open()


def _read(
    desk: Desk, matter: "Matter", file_name: str, make: Callable[[], bytes]
) -> "tuple[Proposal, File]":
    """Runs in a reading lane."""
    from senstosales.services import paper_letters

    return desk.books.ask(paper_letters.propose, matter), File(file_name, make())


class MailPaper(FormDialog):
    """The mail as it will go out; what was suggested can be changed."""

    def __init__(
        self,
        desk: Desk,
        matter: "Matter",
        proposal: "Proposal",
        file: File,
        parent: QWidget | None = None,
    ) -> None:
        self.attached = QLabel(say(f"{named(file.name)}, {_size(file.content)}"))
        super().__init__(f"E-mail {matter.title}", _form(proposal, self.attached), "Send", parent)
        self._desk, self._matter, self.proposal, self.file = desk, matter, proposal, file
        if not proposal.server:
            self.save.setText(say("Save the PDF and open the mail program"))
        icons.dress(self.save, "send" if proposal.server else "external-link", "on_primary")
        self.form.submitted.connect(self._send)
        self.form.fields["subject" if proposal.recipient else "recipient"].setFocus()
        self.resize(640, self.height() + (0 if proposal.server else 48))

    def _send(self, values: dict[str, Any]) -> None:
        from senstosales.services.drafts import make
        from senstosales.services.paper_letters import PaperLetterDraft

        try:
            draft = make(
                PaperLetterDraft,
                {name: value or "" for name, value in values.items()},
            )
        except Invalid as error:
            self.form.show_trouble(error)
            return
        if self.proposal.server:
            self.save.setEnabled(False)
            work = partial(_post, self._desk, draft, self.file, self._matter.voucher_id)
            self._desk.jobs.write(work, partial(self._posted, draft), self._failed, owner=self)
        else:
            self._by_hand(draft)

    def _posted(self, draft: "PaperLetterDraft", _key: int) -> None:
        self.form.set_clean()
        self.accept()
        self._desk.messages.note(f"The mail to {named(draft.recipient)} is in the outbox.")

    def _by_hand(self, draft: "PaperLetterDraft") -> None:
        """Save the PDF, and let the mail program begin a mail: a link cannot bring a file along."""
        path = ask_where(self._desk, self, "Save the PDF to be attached", self.file.name, PDF)
        if path is None:
            return
        try:
            write_whole(path, self.file.content)
        except Refused as error:
            self.form.show_trouble(error)
            return
        desk = self._desk
        self.form.set_clean()
        self.accept()
        folder = partial(_show, str(path.parent))
        if QDesktopServices.openUrl(QUrl(link(draft), QUrl.ParsingMode.StrictMode)):
            desk.messages.tell(
                f"Attach {named(path.name)} to the mail that has been opened.",
                "Open the folder",
                folder,
            )
        else:
            desk.messages.error(
                f"No mail program could be opened. {named(path.name)} is saved: attach it to a mail to "
                f"{named(draft.recipient)} yourself.",
                "Open the folder",
                folder,
            )

    def _failed(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)


def _form(proposal: "Proposal", attached: QLabel) -> Form:
    form = Form()
    notice = NoticePanel(Tone.CAUTION, "By your own mail program")
    notice.say("" if proposal.server else _BY_HAND)
    form.add_wide(notice)
    to = CheckedField(identity.email_address, width=40)
    form.add("recipient", "To", to, required=True)
    others = TextField(longest=1000, placeholder="Several with commas between")
    form.add("copy_to", "Copy to", others)
    form.add("subject", "Subject", TextField(longest=200), required=True)
    form.add("text", "Text", LetterField(lines=11))
    attached.setWordWrap(True)
    form.add_wide(_with_picture(attached))
    form.set_values(
        {
            "recipient": proposal.recipient or None,
            "copy_to": proposal.copy_to or None,
            "subject": proposal.subject,
            "text": proposal.text,
        }
    )
    return form


def link(draft: "PaperLetterDraft") -> str:
    """The mail as a link for the mail program (RFC 6068), with lines ended as mail ends them."""
    asked = [("cc", ",".join(draft.copy_to)), ("subject", draft.subject)]
    head = "&".join(f"{name}={quote(value)}" for name, value in asked if value)
    begun = f"mailto:{quote(draft.recipient, safe='@')}?{head}&body="
    text = draft.text.replace("\n", "\r\n")
    while len(begun) + len(quote(text)) > _LONGEST_LINK and text:
        text = text[:-10]
    return f"{begun}{quote(text)}"


def _post(desk: Desk, draft: "PaperLetterDraft", file: File, voucher_id: int | None) -> int:
    from senstosales.services import paper_letters

    return paper_letters.send(desk.books, desk.actor, draft, file, voucher_id)


def _with_picture(words: QLabel) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    picture = QLabel()
    icons.dress(picture, "paperclip", "muted")
    row.addWidget(picture)
    row.addWidget(words, 1)
    return holder


def _size(content: bytes) -> str:
    """`84 KB`, `1.2 MB`."""
    kilobytes = -(-len(content) // 1024)
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    tenths = -(-len(content) * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10} MB"


def _show(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
