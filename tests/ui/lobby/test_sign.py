"""Signing with a finger."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.paperwork.signature import Signature
from kiosk.visit.answers import Signed
from kiosk.visit.steps import Sign
from ui.lobby.window import LobbyWindow


def button(window: LobbyWindow, name: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton, name) if one.isVisible())


def draw(window: LobbyWindow, *points: tuple[int, int]) -> QWidget:
    pad = window.findChild(QWidget, "signature")
    assert isinstance(pad, QWidget)
    start, *others = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=start)
    for point in others:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))
    return pad


def test_what_is_drawn_is_signed(window: LobbyWindow, answers: list[object]) -> None:
    window.show_step(Sign())
    assert not button(window, "next").isEnabled()
    pad = draw(window, (100, 100), (200, 150))
    button(window, "next").click()
    (answer,) = answers
    assert isinstance(answer, Signed)
    assert answer.signature is not None
    (stroke,) = answer.signature.strokes
    assert stroke[0] == (100 / pad.height(), 100 / pad.height())


def test_it_can_be_begun_again(window: LobbyWindow, answers: list[object]) -> None:
    window.show_step(Sign())
    draw(window, (100, 100), (200, 150))
    button(window, "again").click()
    assert not button(window, "next").isEnabled()
    button(window, "on_paper").click()
    assert answers == [Signed(None)]


def test_what_was_signed_before_stands_there_and_nothing_of_somebody_else(
    window: LobbyWindow, answers: list[object]
) -> None:
    before = Signature((((0.1, 0.1), (0.5, 0.5)),))
    window.show_step(Sign(before))
    button(window, "next").click()
    assert answers == [Signed(before)]
    window.show_step(Sign())
    assert not button(window, "next").isEnabled()
