"""Lines of what was found, on as many pages as they need."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.finding import Finding, FindingLine
from ui.lobby.paging import PagedList
from ui.lobby.style import Style


class FindingList(QWidget):
    """``chosen`` carries what touching a line means. Lines are built when they are first needed, and used again."""

    chosen = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._findings: Sequence[Finding] = ()
        self._lines: list[FindingLine] = []
        self._list = PagedList(style, "xs")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def speak(self, words: Words) -> None:
        self._list.pages.speak(words)

    def show_findings(self, shown: Sequence[Finding]) -> None:
        self._findings = shown
        while len(self._lines) < len(shown):
            self._add()
        for line, finding in zip(self._lines, shown, strict=False):
            line.become(finding)
        for n, line in enumerate(self._lines):
            line.setVisible(n < len(shown))
        self._list.pages.to_top()

    def _add(self) -> None:
        line, n = FindingLine(self._style), len(self._lines)
        line.clicked.connect(lambda: self.chosen.emit(self._findings[n].meaning))
        self._list.add(line)
        self._lines.append(line)
