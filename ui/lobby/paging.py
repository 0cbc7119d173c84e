"""A list that is longer than the screen: two large buttons instead of a scroll bar, and a hint that more follows."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.controls import Button
from ui.lobby.icons import Icon
from ui.lobby.style import Style


class PagedList(QWidget):
    """Controls below one another, or in several columns, on as many pages as they need."""

    def __init__(self, style: Style, gap: str = "s") -> None:
        super().__init__()
        content = QWidget()
        self._controls: list[QWidget] = []
        self._columns = 1
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space(gap))
        self.pages = Pages(style, content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def add(self, control: QWidget) -> None:
        """Put it after the last."""
        self._controls.append(control)
        self._place(len(self._controls) - 1)

    def set_columns(self, columns: int) -> None:
        """Put all controls into so many columns, row by row."""
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        for n in range(len(self._controls)):
            self._place(n)

    def _place(self, n: int) -> None:
        self._grid.removeWidget(self._controls[n])
        row, column = divmod(n, self._columns)
        self._grid.addWidget(self._controls[n], row, column)
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)


class Pages(QWidget):
    """Shows ``content`` as far as it fits; the buttons ``page:up`` and ``page:down`` appear when it does not."""

    def __init__(self, style: Style, content: QWidget) -> None:
        super().__init__()
        self._style = style
        self._content = content
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self._area.setWidget(content)
        self._up = Button(style, "page:up", Icon.UP, height_px=108)
        self._down = Button(style, "page:down", Icon.DOWN, height_px=108)
        self._at_end = False
        self._below = _Veil(self._area, style.colour("ground"), at_top=False)
        self._above = _Veil(self._area, style.colour("ground"), at_top=True)
        self._glide = QPropertyAnimation(self._area.verticalScrollBar(), b"value", self)
        self._glide.setDuration(style.tokens.slide_ms)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._lay_out()
        content.installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(self._refresh)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))

    def speak(self, words: Words) -> None:
        self._up.say(words["screen.pages.up"])
        self._down.say(words["screen.pages.down"])

    def to_end(self) -> None:
        """Show the last of it, also when the content is still to grow; until somebody turns a page."""
        self._at_end = True
        self._on_range_changed()

    def to_top(self) -> None:
        self._at_end = False
        self._glide.stop()
        self._area.verticalScrollBar().setValue(0)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Decide anew whether the buttons are needed whenever the content asks for another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what may have grown meanwhile: a layout that was hidden while it asked for room asks no more."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(self._style.space("m"))
        bar.addWidget(self._up)
        bar.addWidget(self._down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._style.space("s"))
        column.addWidget(self._area, 1)
        column.addLayout(bar)

    def _fit(self) -> None:
        layout, own = self._content.layout(), self.layout()
        assert layout is not None
        assert own is not None
        needed = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
        longer = needed > self.height()
        self._up.setVisible(longer)
        self._down.setVisible(longer)
        own.activate()
        self._refresh()

    def _on_range_changed(self) -> None:
        if self._at_end:
            self._area.verticalScrollBar().setValue(self._area.verticalScrollBar().maximum())
        self._refresh()

    def _refresh(self) -> None:
        bar = self._area.verticalScrollBar()
        self._up.setEnabled(bar.value() > bar.minimum())
        self._down.setEnabled(bar.value() < bar.maximum())
        self._above.cover(self._style.px(72), more=bar.value() > bar.minimum())
        self._below.cover(self._style.px(72), more=bar.value() < bar.maximum())

    def _move(self, direction: int) -> None:
        bar = self._area.verticalScrollBar()
        page = self._area.viewport().height() - self._style.px(120)
        self._at_end = False
        self._glide.stop()
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(max(bar.minimum(), min(bar.maximum(), bar.value() + direction * page)))
        self._glide.start()


class _Veil(QWidget):
    """The ground fades in over the first or the last lines, as a sign that more is there."""

    def __init__(self, over: QWidget, ground: QColor, *, at_top: bool) -> None:
        super().__init__(over)
        self._at_top = at_top
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def cover(self, height: int, *, more: bool) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(0, 0 if self._at_top else parent.height() - height, parent.width(), height)
        self.setVisible(more)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        clear = QColor(self._ground)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(1 if self._at_top else 0, clear)
        fade.setColorAt(0 if self._at_top else 1, self._ground)
        QPainter(self).fillRect(self.rect(), fade)
