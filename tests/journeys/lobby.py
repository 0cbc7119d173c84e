"""The lobby as the kiosk runs it, with somebody who comes to every visit: a program of its own.

Run it with the URL of the queue, the reader's name and the printer; it writes what it logs as lines of JSON.
"""

import sys
from collections.abc import Iterator
from typing import Any

import structlog

from commands.city import SAMPLE, content_of
from commands.demo.hand import Hand
from commands.demo.persona import HANAKO
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.late import late
from commands.supervisor import Channel, Patience, Supervisor

SIZE_PX = (1080, 1920)
IDLE_S, WARNING_S = 8.0, 0.1
LOOK_MS = 2
PATIENCE = Patience(painting_s=30.0, silence_s=5.0)


class Somebody:
    """Does what the persona does, as fast as the machine takes it. ``window`` and ``presenter`` are the visit's."""

    def __init__(self, window: Any, presenter: Any, parts: KioskParts) -> None:
        self._window = window
        self._presenter = presenter
        self._controls = late("ui.lobby.touch:Touchable")
        today = parts.clock.now().date()
        self._hand = Hand(HANAKO, parts.content.guide.facts, today, lambda name: bool(self._shown(name)))
        self._step: object = None
        self._touches: Iterator[str] = iter(())
        self._timer = late("PySide6.QtCore:QTimer")(interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    def _on_look(self) -> None:
        if self._presenter.step is not self._step:
            self._step = self._presenter.step
            self._touches = self._hand.touches(self._step)
        name = next(self._touches, None)
        if name is not None:
            self._shown(name)[0].click()

    def _shown(self, name: str) -> list[Any]:
        return [control for control in self._window.findChildren(self._controls, name) if control.isVisible()]


def main(database: str, reader: str, printer: str) -> None:
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.WriteLoggerFactory(sys.stdout)
    )
    times = {"idle_s": IDLE_S, "idle_warning_s": WARNING_S}
    parts = kiosk_parts(with_kiosk(content_of(SAMPLE), database=database, reader=reader, printer=printer, **times))

    def serve(channel: Channel) -> None:
        visit = late("commands.visit_process:serve")
        visit(parts, SIZE_PX, channel, lambda window, presenter: Somebody(window, presenter, parts))

    Supervisor(serve, patience=PATIENCE).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
