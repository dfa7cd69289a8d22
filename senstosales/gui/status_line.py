"""The line at the foot of the window: whose books, which year, what is running, the last backup."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from senstosales.gui import icons
from senstosales.gui.jobs import Jobs, LongJob
from senstosales.gui.wording import say

_SHOW_AFTER_MS = 500


class JobBar(QWidget):
    """What runs, how many of how many, the time left, Stop. Appears after half a second."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: LongJob | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        self.said = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.stop = QPushButton(say("Stop"))
        self.stop.setProperty("role", "link")
        icons.dress(self.stop, "circle-stop", "primary")
        self.stop.clicked.connect(self._stop)
        row.addWidget(self.said)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOW_AFTER_MS)
        self._soon.timeout.connect(self._appear)
        jobs.began.connect(self._began)
        jobs.moved.connect(self._moved_on)
        jobs.ended.connect(self._ended)

    def _began(self, job: LongJob) -> None:
        if self._job is None:
            self._job = job
            self._soon.start()

    def _appear(self) -> None:
        if self._job is not None:
            self._tell(self._job)
            self.show()

    def _moved_on(self, job: LongJob) -> None:
        if self._job is None:
            self._job = job
        if job is self._job and self.isVisible():
            self._tell(job)

    def _ended(self, job: LongJob) -> None:
        if job is self._job:
            self._job = None
            self._soon.stop()
            self.hide()

    def _tell(self, job: LongJob) -> None:
        counted = f" {job.done} {say('of')} {job.total}" if job.total else ""
        left = job.seconds_left
        time = "" if left is None else f", {say(time_left(left))}"
        stopping = say(", stopping") if job.stopped else ""
        self.said.setText(f"{say(job.title)}{counted}{stopping or time}")
        self.said.setToolTip(say(job.what))
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        self.stop.setEnabled(not job.stopped)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._tell(self._job)


class StatusLine(QStatusBar):
    """`set_books`, `set_business`, `set_person`, `set_year`, `set_closed`, `set_server`, `set_backup`; the
    running job shows itself.

    `business_pressed` when the clerk presses the name of the business, `person_pressed` that of who is
    at the desk.
    """

    business_pressed = Signal()
    person_pressed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(28)
        self.books = QLabel()
        self.server, self.backup, self.closed = QLabel(), QLabel(), QLabel()
        self.closed.setToolTip(
            say("Nothing of that day or before is made or changed (Settings > Closing)")
        )
        self.job = JobBar(jobs)
        self.business, self.person, self.year = QPushButton(), QPushButton(), QPushButton()
        self.year.setProperty("role", "drop")
        self.year.setAutoDefault(False)
        for button, pressed in (
            (self.business, self.business_pressed),
            (self.person, self.person_pressed),
        ):
            button.setProperty("role", "link")
            button.setAutoDefault(False)
            button.clicked.connect(pressed)
            button.hide()
        self.addWidget(self.books)
        self.addWidget(self.business)
        self.addWidget(self.person)
        self.addWidget(self.year)
        self.addWidget(self.closed)
        self.addPermanentWidget(self.job)
        self.addPermanentWidget(self.server)
        self.addPermanentWidget(self.backup)
        self.server.hide()
        self.backup.hide()
        self.closed.hide()

    def set_books(self, name: str, path: str) -> None:
        self.books.setText(name)
        self.books.setToolTip(path)

    def set_business(self, name: str, tip: str) -> None:
        """Whose papers these are, where the books hold several businesses; else an empty name."""
        self.business.setText(name)
        self.business.setToolTip(say(tip))
        self.business.setAccessibleName(say(f"Business: {name}"))
        self.business.setVisible(bool(name))

    def set_person(self, words: str) -> None:
        """Who is at the desk and as what; nothing for whoever uses the computer."""
        self.person.setText(words)
        self.person.setToolTip(say("Who is at this desk"))
        self.person.setAccessibleName(say(f"At this desk: {words}"))
        self.person.setVisible(bool(words))

    def set_year(self, words: str) -> None:
        """The financial year that the lists show; the button opens the choice of another."""
        self.year.setText(say(words))
        self.year.setToolTip(say("The financial year that lists and figures show (Alt+F2)"))
        self.year.setAccessibleName(say(f"Lists show: {words}"))

    def set_closed(self, words: str) -> None:
        """Until when the books are closed; nothing while they are open."""
        self.closed.setText(say(words))
        self.closed.setVisible(bool(words))

    def set_server(self, words: str) -> None:
        self.server.setText(say(words))
        self.server.setVisible(bool(words))

    def set_backup(self, words: str) -> None:
        self.backup.setText(say(words))
        self.backup.setVisible(bool(words))


def time_left(seconds: float) -> str:
    """As in: about 40 s left, about 3 min left."""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left"
